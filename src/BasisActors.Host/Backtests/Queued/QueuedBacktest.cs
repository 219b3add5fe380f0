using BasisActors.Actors.Runs;

namespace BasisActors.Host.Backtests.Queued;

public enum BacktestState
{
    /// <summary>It waits for a lane.</summary>
    Queued,

    Running,

    /// <summary>It ended by its own rules; <see cref="QueuedBacktest.Outcome"/> says whether it reached its last tick or halted.</summary>
    Completed,

    Failed,

    /// <summary>Somebody ended it.</summary>
    Cancelled,
}

/// <summary>Why a backtest did not complete.</summary>
public sealed record BacktestFailure(string Code, string Message, string? Where, string Resolution);

/// <summary>A backtest of the queue as it is at one moment.</summary>
public sealed record QueuedBacktest
{
    /// <summary>Also the name of its results.</summary>
    public required string Id { get; init; }

    public required BacktestOrder Order { get; init; }

    public required BacktestState State { get; init; }

    /// <summary>How the run ended; null until it has, and when it never began.</summary>
    public RunStatus? Outcome { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Ticks completed.</summary>
    public long Ticks { get; init; }

    /// <summary>Time of the last one; null before the first.</summary>
    public DateTimeOffset? CurrentTick { get; init; }

    /// <summary>After the last tick, share-class currency; null before the first.</summary>
    public decimal? Equity { get; init; }

    /// <summary>Equity less all that was subscribed, the initial capital too, plus all that was paid out.</summary>
    public decimal? Pnl { get; init; }

    public BacktestFailure? Failure { get; init; }

    /// <summary>True when a folder of results was left, whole or partial.</summary>
    public bool HasResult { get; init; }

    /// <summary>Times that it was begun: a host that ends while it runs lets the next one begin it again.</summary>
    public int Attempts { get; init; }

    public bool IsOver => State is BacktestState.Completed or BacktestState.Failed or BacktestState.Cancelled;

    /// <summary>Share of its ticks that are done, 0 to 1.</summary>
    public decimal Progress => State == BacktestState.Completed && Outcome == RunStatus.Completed ? 1 : decimal.Round(Math.Min(1, (decimal)Ticks / Order.Ticks), 4);
}
