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
/// <param name="say">Told when the status cannot be written, and when it can again.</param>
public sealed class LiveRecorder(string run, string mode, LiveStatusFile file, ExchangeFeed feed, JournalReplay replay, long orders, Action<LiveStatus> watch, Action<string> say) : IRunRecorder
{
    private long _orders = orders;
    private bool _isUnwritten;

    /// <summary>The last status; null before the first tick.</summary>
    public LiveStatus? Last { get; private set; }

    public void Tick(TickCompleted completed)
    {
        Last = LiveStatus.Of(run, completed, feed, _orders) with { Mode = mode };
        if (replay.IsBehind)
            return;
        Write(Last);
        watch(Last);
    }

    public void Waits(BasisError? why)
    {
        if (Last is not { } last || replay.IsBehind)
            return;
        Last = last with { Waiting = why?.ToString() };
        Write(Last);
        if (_isUnwritten)
            say($"{run} {(why is null ? "goes on" : $"waits: {why.ToString().ReplaceLineEndings(" ")}")}"); // nobody can read it where it belongs
    }

    /// <summary>How the run ended.</summary>
    public void Ended(string state, string? error)
    {
        if (Last is { } last)
            Write(last with { State = state, Error = error });
    }

    public void Block(DateTimeOffset timestamp, BlockOutcome outcome) => _orders += outcome.Reports.Count(r => r.IsConfirmed);

    /// <summary>The status is a view: a full disk makes it old, and ends no run.</summary>
    private void Write(LiveStatus status)
    {
        try
        {
            file.Write(status);
            if (_isUnwritten)
                say($"the status of {run} is written again");
            _isUnwritten = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_isUnwritten)
                say($"the status of {run} cannot be written: {exception.Message}");
            _isUnwritten = true;
        }
    }
}
