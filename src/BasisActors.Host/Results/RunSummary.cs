using System.Collections.Immutable;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Results;

/// <summary>What loading the data found.</summary>
/// <param name="FilledBars">Bars that were missing and stood in for.</param>
/// <param name="MissingFunding">Settlements that were missing.</param>
/// <param name="Notes">What a reader of the result should know of the data.</param>
public sealed record DataReportView(int FilledBars, int MissingFunding, ImmutableArray<string> Notes)
{
    public static readonly DataReportView Clean = new(0, 0, []);
}

/// <summary>What a run took.</summary>
/// <param name="WallSeconds">Whole process until the summary.</param>
/// <param name="LoadSeconds">Loading the data.</param>
/// <param name="RunSeconds">First tick to last.</param>
/// <param name="PeakMemoryMb">Largest resident size, MiB.</param>
public sealed record EngineTimes(decimal WallSeconds, decimal LoadSeconds, decimal RunSeconds, decimal PeakMemoryMb);

/// <summary>Gaps of the data that a run met.</summary>
public sealed record DataGaps(int StaleTicks, int FilledBars, int MissingFunding);

/// <summary>
/// What a run came to; <c>summary.json</c>. Amounts in share-class currency, rates and ratios as fractions. Null where a figure is not defined: a return without a tick,
/// a health factor without debt, a margin ratio without a position.
/// </summary>
public sealed record RunSummary
{
    public required string BacktestId { get; init; }

    public required RunStatus Status { get; init; }

    /// <summary>Why it did not complete.</summary>
    public required BasisError? Error { get; init; }

    public required string Mode { get; init; }

    public required string ShareClass { get; init; }

    /// <summary>Currency of every amount: USDT or ETH.</summary>
    public required string Currency { get; init; }

    /// <summary>First tick asked for.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Last tick asked for.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Last tick completed.</summary>
    public required DateTimeOffset? LastTick { get; init; }

    public required long Ticks { get; init; }

    public required decimal InitialCapital { get; init; }

    /// <summary>Subscribed less paid out after the initial capital.</summary>
    public required decimal NetFlows { get; init; }

    public required decimal? FinalEquity { get; init; }

    /// <summary>Final equity if everything were closed at the last tick; null also when a price that closing needs is not known.</summary>
    public required decimal? FinalEquityLiquidation { get; init; }

    /// <summary>Final equity − initial capital − net flows.</summary>
    public required decimal NetPnl { get; init; }

    /// <summary>Net P&amp;L before fees, gas and slippage.</summary>
    public required decimal GrossPnl { get; init; }

    public required Performance Performance { get; init; }

    public required decimal TargetApy { get; init; }

    public required decimal MaxDrawdownLimit { get; init; }

    /// <summary>Amounts by bucket, in the order of the buckets.</summary>
    public required ImmutableArray<(string Bucket, decimal Amount)> Attribution { get; init; }

    /// <summary>Net P&amp;L − Σ attribution; 0.</summary>
    public required decimal AttributionResidual { get; init; }

    public required decimal Fees { get; init; }

    public required decimal Gas { get; init; }

    /// <summary>Lost against the mark in trades; negative when fills were better.</summary>
    public required decimal Slippage { get; init; }

    /// <summary>Fees of flash loans, part of <see cref="Fees"/>.</summary>
    public required decimal FlashFees { get; init; }

    /// <summary>Lost in sales of staked tokens against their oracle rate, part of <see cref="Slippage"/>; negative when the market paid more.</summary>
    public required decimal SaleLoss { get; init; }

    public required ImmutableArray<(string Venue, decimal Amount)> FundingByVenue { get; init; }

    /// <summary>Ticks by chosen action; they sum to <see cref="Ticks"/>.</summary>
    public required ImmutableSortedDictionary<string, long> Actions { get; init; }

    /// <summary>Ticks by action whose plan had blocks.</summary>
    public required ImmutableSortedDictionary<string, long> ExecutedActions { get; init; }

    /// <summary>Executed plans by their reason; they sum to the executed actions.</summary>
    public required ImmutableSortedDictionary<string, long> PlansByReason { get; init; }

    public required long Blocks { get; init; }

    /// <summary>Instructions in those blocks.</summary>
    public required long Instructions { get; init; }

    /// <summary>Instructions that a venue confirmed.</summary>
    public required long Fills { get; init; }

    /// <summary>Confirmed trades on an exchange.</summary>
    public required long Trades { get; init; }

    /// <summary>Executed plans that answered a risk or a drift rather than a flow or the entry.</summary>
    public required long Rebalances { get; init; }

    /// <summary>Positions taken over by an exchange or the lending protocol, each time it happened.</summary>
    public required int Liquidations { get; init; }

    /// <summary>How often the circuit breaker opened.</summary>
    public required int CircuitBreakerOpenings { get; init; }

    public required Extreme? MinHealthFactor { get; init; }

    public required Extreme? MinMarginRatio { get; init; }

    public required decimal? MaxAbsDeltaDrift { get; init; }

    /// <summary>Largest debt / collateral; null when nothing was borrowed.</summary>
    public required Extreme? MaxLoanToValue { get; init; }

    /// <summary>Smallest rise of the coin that would have liquidated the tightest short; null when there was none.</summary>
    public required Extreme? MinPriceRiseToMarginFailure { get; init; }

    /// <summary>Smallest fall of the oracle rate that would have liquidated the loan; null when nothing was borrowed.</summary>
    public required Extreme? MinOracleFallToLiquidation { get; init; }

    /// <summary>Weights in effect, in the order of the hedge venues.</summary>
    public required ImmutableArray<(string Venue, decimal Weight)> HedgeWeights { get; init; }

    public required DataGaps DataGaps { get; init; }

    public required ImmutableArray<string> DataNotes { get; init; }

    /// <summary>What was done to the data and the venues, in order; empty for the data as it is.</summary>
    public ImmutableArray<string> Scenarios { get; init; } = [];

    public required string JournalHash { get; init; }

    public required string ConfigHash { get; init; }

    public required EngineTimes Engine { get; init; }

    /// <summary>Ticks by seconds of the run itself.</summary>
    public decimal? TicksPerSecond => Engine.RunSeconds > 0 ? decimal.Round(Ticks / Engine.RunSeconds, 1) : null;

    /// <summary>The document <c>summary.json</c>, UTF-8, indented.</summary>
    public byte[] ToJson() => SummaryJson.Write(this);
}
