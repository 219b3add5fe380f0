using System.Collections.Immutable;
using System.Text.Json;
using BasisActors.Host.Backtests.Queued;
using BasisActors.Host.Http.Results;

namespace BasisActors.Host.Http.Backtests;

/// <summary>A deposit or withdrawal during a backtest.</summary>
/// <param name="At">The first tick at or after it takes it; UTC.</param>
/// <param name="Kind">deposit or withdraw.</param>
/// <param name="Amount">Share-class currency, above 0.</param>
public sealed record FlowSubmission(string At, string Kind, decimal Amount);

/// <summary>A backtest to run.</summary>
/// <param name="StrategyName">Mode.</param>
/// <param name="StartDate">First tick: yyyy-MM-dd, or ISO 8601 UTC on the full hour.</param>
/// <param name="EndDate">Last tick, inclusive; after the first.</param>
/// <param name="InitialCapital">Share-class currency, above 0; null takes the mode's.</param>
/// <param name="ShareClass">USDT, ETH or BTC; null takes the mode's.</param>
/// <param name="ConfigOverrides">Values by key or group.</param>
/// <param name="DebugMode">Keeps the state of each component before and after every operation as well, 8 times the events.</param>
/// <param name="Scenarios">What is done to data and venues, as <c>--scenario</c> of the command line.</param>
/// <param name="Flows">Deposits and withdrawals.</param>
public sealed record BacktestSubmission(
    string StrategyName,
    string StartDate,
    string EndDate,
    decimal? InitialCapital = null,
    string? ShareClass = null,
    JsonElement? ConfigOverrides = null,
    bool DebugMode = false,
    string[]? Scenarios = null,
    FlowSubmission[]? Flows = null);

/// <summary>A backtest that was taken in.</summary>
/// <param name="RequestId">Its id, and the name of its results.</param>
/// <param name="Status">queued or running.</param>
/// <param name="StrategyName">Mode.</param>
/// <param name="EstimatedTimeSeconds">Until it is over, at the pace of the last one; null before this host has run one.</param>
public sealed record BacktestAccepted(string RequestId, BacktestState Status, string StrategyName, decimal? EstimatedTimeSeconds);

/// <summary>How far a backtest is.</summary>
public sealed record BacktestStatus
{
    public required string RequestId { get; init; }

    public required BacktestState Status { get; init; }

    /// <summary>completed, halted, cancelled or failed once the run has ended; null until then and when it never began.</summary>
    public required string? Outcome { get; init; }

    public required string StrategyName { get; init; }

    public required DateTimeOffset StartDate { get; init; }

    public required DateTimeOffset EndDate { get; init; }

    /// <summary>Share of its ticks that are done, 0 to 1.</summary>
    public required decimal Progress { get; init; }

    /// <summary>Time of the last tick, in the backtest's own time; null before the first.</summary>
    public required DateTimeOffset? CurrentTimestamp { get; init; }

    /// <summary>Ticks completed.</summary>
    public required long EventsProcessed { get; init; }

    /// <summary>Share-class currency; null before the first tick.</summary>
    public required decimal? CurrentEquity { get; init; }

    /// <summary>Equity less what was subscribed, plus what was paid out.</summary>
    public required decimal? CurrentPnl { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Code of the error; null unless it failed, or halted.</summary>
    public required string? ErrorCode { get; init; }

    public required string? ErrorMessage { get; init; }

    internal static BacktestStatus Of(QueuedBacktest backtest) => new()
    {
        RequestId = backtest.Id,
        Status = backtest.State,
        Outcome = backtest.Outcome?.ToString().ToLowerInvariant(),
        StrategyName = backtest.Order.Mode,
        StartDate = backtest.Order.From,
        EndDate = backtest.Order.To,
        Progress = backtest.Progress,
        CurrentTimestamp = backtest.CurrentTick,
        EventsProcessed = backtest.Ticks,
        CurrentEquity = backtest.Equity,
        CurrentPnl = backtest.Pnl,
        SubmittedAt = backtest.SubmittedAt,
        StartedAt = backtest.StartedAt,
        CompletedAt = backtest.CompletedAt,
        ErrorCode = backtest.Failure?.Code,
        ErrorMessage = backtest.Failure?.Message,
    };
}

/// <param name="Runs">The latest first.</param>
/// <param name="Total">How many match.</param>
/// <param name="Limit">Most in this answer.</param>
/// <param name="Offset">Those before the first of this answer.</param>
public sealed record BacktestList(ImmutableArray<BacktestStatus> Runs, int Total, int Limit, int Offset);

/// <param name="Status">cancelled; running where the tick in hand takes long.</param>
/// <param name="StoppedAt">Null while it still runs.</param>
/// <param name="Progress">Share of its ticks that were done.</param>
public sealed record BacktestStopped(BacktestState Status, DateTimeOffset? StoppedAt, decimal Progress);

/// <summary>Extremes of a backtest; null where there was no debt or no position.</summary>
public sealed record BacktestRisk(decimal? MaxLtvUsed, decimal? MinMarginRatio, decimal? MinHealthFactor, long LiquidationEvents, long RebalancingEvents);

/// <summary>What a backtest came to. Amounts in share-class currency, rates as fractions.</summary>
public sealed record BacktestResult
{
    public required string RequestId { get; init; }

    /// <summary>completed, halted, cancelled or failed.</summary>
    public required string Status { get; init; }

    public required string StrategyName { get; init; }

    public required string Currency { get; init; }

    public required decimal InitialCapital { get; init; }

    public required decimal? FinalValue { get; init; }

    public required decimal? TotalReturn { get; init; }

    public required decimal? AnnualizedReturn { get; init; }

    public required decimal? SharpeRatio { get; init; }

    public required decimal? MaxDrawdown { get; init; }

    public required decimal TargetApy { get; init; }

    public required decimal? ApyVsTarget { get; init; }

    /// <summary>Largest fall less the limit of the mode; below 0 where it stayed within.</summary>
    public required decimal? DrawdownVsTarget { get; init; }

    public required long TotalTrades { get; init; }

    /// <summary>Fees of exchanges, gas and fees of flash loans.</summary>
    public required decimal TotalFees { get; init; }

    /// <summary>At most 500 points, each stretch's lowest and highest among them; the whole is in equity.csv.</summary>
    public required ImmutableArray<CurvePoint> EquityCurve { get; init; }

    /// <summary>By bucket; sums to final value less initial capital and flows.</summary>
    public required ImmutableDictionary<string, decimal> PerformanceAttribution { get; init; }

    public required BacktestRisk RiskMetrics { get; init; }

    public required string JournalHash { get; init; }

    public required string ConfigHash { get; init; }

    public required ImmutableArray<string> DataNotes { get; init; }

    public required ImmutableArray<ResultFile> ResultsFiles { get; init; }

    private const int CurvePoints = 500;

    internal static BacktestResult Of(ResultSummary summary, string folder) => new()
    {
        RequestId = summary.Id,
        Status = summary.Status,
        StrategyName = summary.Mode,
        Currency = summary.Currency,
        InitialCapital = summary.InitialCapital,
        FinalValue = summary.FinalEquity,
        TotalReturn = summary.TotalReturn,
        AnnualizedReturn = summary.Apy,
        SharpeRatio = summary.Sharpe,
        MaxDrawdown = summary.MaxDrawdown,
        TargetApy = summary.TargetApy,
        ApyVsTarget = summary.ApyVsTarget,
        DrawdownVsTarget = summary.MaxDrawdown - summary.MaxDrawdownLimit,
        TotalTrades = summary.Trades,
        TotalFees = summary.Fees + summary.Gas,
        EquityCurve = CurveFile.Column(folder, "equity", CurvePoints),
        PerformanceAttribution = summary.Attribution,
        RiskMetrics = new BacktestRisk(summary.MaxLtv?.Value, summary.MinMarginRatio?.Value, summary.MinHealthFactor?.Value, summary.Liquidations, summary.Rebalances),
        JournalHash = summary.JournalHash,
        ConfigHash = summary.ConfigHash,
        DataNotes = summary.DataNotes,
        ResultsFiles = ResultStore.Files(folder),
    };
}
