using BasisActors.Actors.Journal;
using BasisActors.Actors.Results;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Live;

/// <summary>Writes the status after each tick that is not a replay, and tells who watches.</summary>
/// <param name="run">Name of the run.</param>
/// <param name="mode">Its mode.</param>
/// <param name="file">The status file.</param>
/// <param name="feed">Knows the next funding.</param>
/// <param name="replay">What is still to be replayed.</param>
/// <param name="orders">Orders carried out before the replay begins.</param>
/// <param name="watch">Told of each tick.</param>
public sealed class LiveRecorder(string run, string mode, LiveStatusFile file, ExchangeFeed feed, JournalReplay replay, long orders, Action<LiveStatus> watch) : IRunRecorder
{
    private long _orders = orders;

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

    public void Waits(BasisError? why)
    {
        if (Last is not { } last || replay.IsBehind)
            return;
        Last = last with { Waiting = why?.ToString() };
        file.Write(Last);
    }

    public void Block(DateTimeOffset timestamp, BlockOutcome outcome) => _orders += outcome.Reports.Count(r => r.IsConfirmed);
}
