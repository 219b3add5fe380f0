using BasisActors.Actors.Journal;
using BasisActors.Actors.Results;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Alerts;

/// <summary>Passes on what a live run has to be recorded, and makes alerts of it. What a start replays was told when it happened.</summary>
public sealed class AlertingRecorder(string run, IRunRecorder inner, JournalReplay replay, RunAlerts alerts) : IRunRecorder
{
    public void Tick(TickCompleted completed)
    {
        inner.Tick(completed);
        if (!replay.IsBehind)
            alerts.Ticked(run, completed);
    }

    public void Block(DateTimeOffset timestamp, BlockOutcome outcome) => inner.Block(timestamp, outcome);

    public void Waits(BasisError? why)
    {
        inner.Waits(why);
        alerts.Waits(run, why);
    }
}
