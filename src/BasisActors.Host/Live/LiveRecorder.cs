using BasisActors.Actors.Journal;
using BasisActors.Actors.Results;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;

namespace BasisActors.Host.Live;

/// <summary>What of a run's status does not change from tick to tick.</summary>
/// <param name="Run">Name of the run.</param>
/// <param name="Mode">Its mode.</param>
/// <param name="Currency">USDT or ETH.</param>
/// <param name="InitialCapital">Share-class currency.</param>
/// <param name="BeganAt">First tick of the run.</param>
/// <param name="IntervalSeconds">Between two ticks.</param>
/// <param name="ReadOnly">Nothing is sent.</param>
public sealed record RecordedRun(string Run, string Mode, string Currency, decimal InitialCapital, DateTimeOffset BeganAt, int IntervalSeconds, bool ReadOnly);

/// <summary>Writes the status after each tick that is not a replay, and tells who watches; follows the requests of operators.</summary>
/// <param name="run">The run.</param>
/// <param name="file">The status file; what it says when the run is taken up goes on.</param>
/// <param name="feed">Knows the next funding.</param>
/// <param name="replay">What is still to be replayed.</param>
/// <param name="booked">Orders carried out before the replay begins; null when it begins with the run.</param>
/// <param name="requests">What operators asked for.</param>
/// <param name="time">The clock.</param>
/// <param name="watch">Told of each tick.</param>
/// <param name="say">Told when the status cannot be written, and when it can again.</param>
public sealed class LiveRecorder(
    RecordedRun run, LiveStatusFile file, ExchangeFeed feed, JournalReplay replay, long? booked, RequestProgress requests, TimeProvider time, Action<LiveStatus> watch, Action<string> say)
    : IRunRecorder
{
    private readonly DateTimeOffset _upSince = time.GetUtcNow();
    private readonly DateTimeOffset? _counted = file.Read()?.At;
    private long _orders = booked ?? 0;
    private long? _trades = file.Read() is { } before ? before.Trades : booked is null ? 0 : null;
    private DateTimeOffset? _lastTrade = file.Read()?.LastTradeAt;
    private bool _isUnwritten;

    /// <summary>The last status; null before the first tick.</summary>
    public LiveStatus? Last { get; private set; }

    public void Tick(TickCompleted completed)
    {
        Last = LiveStatus.Of(run.Run, completed, feed, _orders) with
        {
            Mode = run.Mode,
            Currency = run.Currency,
            InitialCapital = run.InitialCapital,
            BeganAt = run.BeganAt,
            IntervalSeconds = run.IntervalSeconds,
            ReadOnly = run.ReadOnly,
            Trades = _trades,
            LastTradeAt = _lastTrade,
            UpSince = _upSince,
            HeartbeatAt = time.GetUtcNow(),
        };
        requests.Observe(completed);
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
            say($"{run.Run} {(why is null ? "goes on" : $"waits: {why.ToString().ReplaceLineEndings(" ")}")}"); // nobody can read it where it belongs
    }

    /// <summary>How the run ended.</summary>
    public void Ended(string state, string? error)
    {
        if (Last is { } last)
            Write(last with { State = state, Error = error });
    }

    public void Block(DateTimeOffset timestamp, BlockOutcome outcome)
    {
        _orders += outcome.Reports.Count(r => r.IsConfirmed);
        var trades = outcome.Reports.Count(r => r.IsConfirmed && r.Instruction.Type == InstructionType.CexTrade);
        if (trades == 0 || timestamp <= _counted)
            return; // a replay of what the status had when the run was taken up
        _trades += trades;
        _lastTrade = timestamp;
    }

    /// <summary>The status is a view: a full disk makes it old, and ends no run.</summary>
    private void Write(LiveStatus status)
    {
        try
        {
            file.Write(status);
            if (_isUnwritten)
                say($"the status of {run.Run} is written again");
            _isUnwritten = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_isUnwritten)
                say($"the status of {run.Run} cannot be written: {exception.Message}");
            _isUnwritten = true;
        }
    }
}
