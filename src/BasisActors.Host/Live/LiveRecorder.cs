using BasisActors.Actors.Journal;
using BasisActors.Actors.Results;

namespace BasisActors.Host.Live;

/// <summary>Writes the status after each tick that is not a replay, and tells who watches.</summary>
public sealed class LiveRecorder(string run, string mode, LiveStatusFile file, ExchangeFeed feed, JournalReplay replay, Action<LiveStatus> watch) : IRunRecorder
{
    private long _orders;

    /// <summary>The last status; null before the first tick.</summary>
    public LiveStatus? Last { get; private set; }

    public void Tick(TickCompleted completed)
    {
        Last = LiveStatus.Of(run, completed, feed, _orders) with { Mode = mode };
        if (replay.IsBehind)
            return;
        file.Write(Last);
        watch(Last);
    }

    public void Block(DateTimeOffset timestamp, BlockOutcome outcome) => _orders += outcome.Reports.Count(r => r.IsConfirmed);
}
