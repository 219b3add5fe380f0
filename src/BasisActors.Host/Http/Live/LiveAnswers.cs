using System.Collections.Immutable;
using BasisActors.Actors.Live;
using BasisActors.Host.Live;

namespace BasisActors.Host.Http.Live;

/// <param name="RequestId">Name of the run.</param>
/// <param name="Status">As in its status: waiting, starting, running.</param>
/// <param name="VenueHealth">Exchanges that it will trade at.</param>
/// <param name="StartedAt">UTC.</param>
public sealed record LiveStarted(string RequestId, string Status, IReadOnlyDictionary<string, string> VenueHealth, DateTimeOffset StartedAt);

/// <summary>One live run as of its last tick. What is not known is null.</summary>
public sealed record LiveRunStatus
{
    /// <summary>Name of the run.</summary>
    public required string RequestId { get; init; }

    public required string? StrategyName { get; init; }

    /// <summary>running, starting, waiting, down; completed, cancelled, halted, failed, refused.</summary>
    public required string Status { get; init; }

    /// <summary>running, reducing or halted: what the run may do while it is up.</summary>
    public required string? TradingState { get; init; }

    public required string? HeldFor { get; init; }

    public required DateTimeOffset? HeldSince { get; init; }

    /// <summary>Currency of the amounts.</summary>
    public required string? Currency { get; init; }

    public required decimal? Equity { get; init; }

    public required decimal? Pnl { get; init; }

    public required decimal? NetCapital { get; init; }

    public required long? TotalTrades { get; init; }

    public required DateTimeOffset? LastTradeAt { get; init; }

    public required DateTimeOffset? LastHeartbeat { get; init; }

    public required DateTimeOffset? NextTickAt { get; init; }

    public required PlanSummary? LastPlan { get; init; }

    public required IReadOnlyDictionary<string, VenueStatus> VenueStatus { get; init; }

    public required RiskMetrics? RiskMetrics { get; init; }

    public required decimal? CurrentDrawdown { get; init; }

    public required ImmutableArray<RiskBreach> RiskBreaches { get; init; }

    /// <summary>What it waits for, such as its journal.</summary>
    public required string? WaitsFor { get; init; }

    /// <summary>The error it ended with, or could not be begun for.</summary>
    public required string? Error { get; init; }
}

/// <summary>What the last tick decided.</summary>
public sealed record PlanSummary(long Tick, DateTimeOffset At, string? Trigger, string Action, string Reason, int? Blocks, bool Stale);

/// <summary>One exchange, or the wallet.</summary>
/// <param name="Status">ok; differs: it says something else than the ledger; refuses: it does not move what it holds.</param>
/// <param name="Margin">Null without a margin account.</param>
/// <param name="Differences">Venue less ledger by position.</param>
/// <param name="Refusal">Why it does not move what it holds.</param>
/// <param name="NextFunding">UTC.</param>
public sealed record VenueStatus(string Status, MarginStatus? Margin, IReadOnlyDictionary<string, decimal> Differences, string? Refusal, DateTimeOffset? NextFunding);

/// <param name="HealthFactor">Null without debt.</param>
/// <param name="LtvRatio">Null in a mode that does not borrow.</param>
/// <param name="MinMarginRatio">Null without a position.</param>
/// <param name="MarginRatios">By exchange; null without a position there.</param>
/// <param name="NetDelta">Units of the mode's asset.</param>
/// <param name="DeltaDrift">|delta − target| × price / equity.</param>
/// <param name="GrossPerpNotional">Σ |size| × mark.</param>
/// <param name="DifferencesSeen">Times that a venue began to differ from the ledger since the run began.</param>
public sealed record RiskMetrics(
    decimal? HealthFactor, decimal? LtvRatio, decimal? MinMarginRatio, IReadOnlyDictionary<string, decimal?> MarginRatios, decimal NetDelta, decimal? DeltaDrift, decimal? GrossPerpNotional,
    long DifferencesSeen);

public sealed record LiveRunList(ImmutableArray<LiveRunStatus> Runs, int Count);

public sealed record LiveStrategy(string StrategyId, string? StrategyName, string Status, string? TradingState, decimal? Equity, DateTimeOffset? BeganAt);

public sealed record LiveStrategyList(ImmutableArray<LiveStrategy> Strategies, int Count);

/// <param name="RequestId">See /api/v1/live/requests/{id}.</param>
/// <param name="Currency">Of the amounts; null when not known.</param>
/// <param name="InitialCapital">What the run was begun with.</param>
/// <param name="CurrentValue">Equity.</param>
/// <param name="TotalPnl">Equity less the capital brought in, plus what was paid out.</param>
/// <param name="ReturnPct">Growth of a unit subscribed at the start, less 1, in percent; deposits and withdrawals are no gain.</param>
/// <param name="TotalTrades">Since the run began; null when not known.</param>
/// <param name="CurrentDrawdown">1 − equity / highest equity, flow-adjusted.</param>
/// <param name="UptimeHours">Since the process that carries it took it up; null while none does.</param>
/// <param name="EngineStatus">As in the status.</param>
/// <param name="LastHeartbeat">When the last tick was completed.</param>
public sealed record LivePerformance(
    string RequestId, string? Currency, decimal? InitialCapital, decimal? CurrentValue, decimal? TotalPnl, decimal? ReturnPct, long? TotalTrades, decimal? CurrentDrawdown, decimal? UptimeHours,
    string EngineStatus, DateTimeOffset? LastHeartbeat);

/// <summary>A request that the run takes in at its next tick.</summary>
/// <param name="RequestId">See /api/v1/live/requests/{id}.</param>
/// <param name="Status">queued, taken, completed, refused.</param>
/// <param name="StoppedAt">Null until it is: see the run's status.</param>
/// <param name="FinalEquity">Null until it is stopped.</param>
/// <param name="PositionsClosed">Null until it is stopped.</param>
public sealed record LiveStopped(string? RequestId, string Status, DateTimeOffset? StoppedAt, decimal? FinalEquity, bool? PositionsClosed);

/// <param name="RequestId">See /api/v1/live/requests/{id}.</param>
/// <param name="Reason">As given.</param>
/// <param name="State">What the run will be: halting, closing, resuming.</param>
/// <param name="NextTickAt">Tick that takes it in; null while the run is not up.</param>
public sealed record LiveHeld(string RequestId, string? Reason, string State, DateTimeOffset? NextTickAt);

/// <param name="RequestId">See /api/v1/live/requests/{id}: it has the plan once the tick is done.</param>
/// <param name="StrategyId">Name of the run.</param>
/// <param name="Status">How far it is.</param>
/// <param name="NextTickAt">Tick that takes it in; null while the run is not up.</param>
/// <param name="LastPlan">Of the last tick that is done, before this one.</param>
public sealed record Rebalancing(string RequestId, string StrategyId, RequestState Status, DateTimeOffset? NextTickAt, PlanSummary? LastPlan);

/// <summary>What has become of a request to a run.</summary>
public sealed record RequestStatus(
    string RequestId, string RunId, OperatorRequestKind Kind, RequestState Status, decimal? Amount, string? Position, string? Note, DateTimeOffset? AskedAt, long? Tick, DateTimeOffset? TakenAt,
    DateTimeOffset? DoneAt, decimal? NewTotalEquity, string? Outcome)
{
    public static RequestStatus Of(string run, RequestRecord record) => new(
        record.Request.Id, run, record.Request.Kind, record.State, record.Request.Amount == 0 ? null : record.Request.Amount, record.Request.Position?.ToString(), record.Request.Note, record.Request.LeftAt,
        record.Tick, record.TakenAt, record.DoneAt, record.Equity, record.Outcome);
}
