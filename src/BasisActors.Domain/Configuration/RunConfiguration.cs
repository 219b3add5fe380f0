using System.Collections.Immutable;
using BasisActors.Domain.Ledger;

namespace BasisActors.Domain.Configuration;

/// <summary>Everything the rules of one run read, bound and validated once at start and immutable afterwards (S-025, S-041).</summary>
public sealed record RunConfiguration
{
    /// <summary>Name of the mode, for example <c>btc_basis</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>Currency of equity and P&amp;L.</summary>
    public required ShareClass ShareClass { get; init; }

    /// <summary>Primary traded asset: BTC, ETH or USDT.</summary>
    public required string Asset { get; init; }

    /// <summary>Subscribed at the first tick, in share-class currency; above 0.</summary>
    public required decimal InitialCapital { get; init; }

    public required decimal TargetApy { get; init; }

    public required decimal MaxDrawdown { get; init; }

    /// <summary>Relative distance between desired and current position that is worth trading; 0.05 = 5 %.</summary>
    public required decimal RebalanceThreshold { get; init; }

    /// <summary>False holds what was entered: no REBALANCE of any reason; flows, the entry and exit rules and the stop-loss stay.</summary>
    public required bool RebalancingEnabled { get; init; }

    public required int ActionHistoryLimit { get; init; }

    /// <summary>Mean funding above which the basis is entered, fraction per settlement.</summary>
    public required decimal FundingEntryThreshold { get; init; }

    /// <summary>Mean funding below which the basis is left, fraction per settlement.</summary>
    public required decimal FundingExitThreshold { get; init; }

    /// <summary>Number of settlements in the smoothed funding rate.</summary>
    public required int FundingWindow { get; init; }

    /// <summary>Exchange that holds the long leg.</summary>
    public required string SpotVenue { get; init; }

    /// <summary>Share of equity in the long leg; the rest is margin. 0 to 1.</summary>
    public required decimal SpotAllocation { get; init; }

    /// <summary>Exchanges that hold the short, with weights that sum to 1, in the order of <c>hedge_venues</c>.</summary>
    public required ImmutableArray<HedgeWeight> Hedge { get; init; }

    public required ImmutableArray<PositionKey> PositionSubscriptions { get; init; }

    public required RiskLimits Risk { get; init; }

    public required CostSettings Costs { get; init; }

    public required DataRules Data { get; init; }

    public required EventLogSettings Events { get; init; }

    /// <summary>The venues the mode has enabled, ordered by name.</summary>
    public required ImmutableArray<VenueSettings> Venues { get; init; }

    public VenueSettings Venue(string name) =>
        Venues.FirstOrDefault(v => v.Name == name)
        ?? throw new Errors.BasisException("VIM-001", $"Venue '{name}' is not enabled in mode {Mode}.", name);
}

public enum ShareClass
{
    Usdt,
    Eth,
    Btc,
}

/// <summary>One exchange's share of the short.</summary>
/// <param name="Venue">The exchange.</param>
/// <param name="Weight">Fraction of the total short, 0 to 1; 0 skips the venue.</param>
public readonly record struct HedgeWeight(string Venue, decimal Weight);

/// <summary>Thresholds of the risk metrics (fractions unless said otherwise).</summary>
public sealed record RiskLimits
{
    /// <summary>Margin balance over notional below which a warning is given.</summary>
    public required decimal MarginWarning { get; init; }

    /// <summary>Below this the position is reduced.</summary>
    public required decimal MarginCritical { get; init; }

    /// <summary>Modelled maintenance requirement: at or below it the venue liquidates.</summary>
    public required decimal MaintenanceMargin { get; init; }

    /// <summary>Margin ratio that margin is topped up to; above 0.</summary>
    public decimal TargetMargin { get; init; } = 1m;

    /// <summary>Delta drift (absolute delta gap × price / equity) that is worth a hedge trade.</summary>
    public required decimal DeltaWarning { get; init; }

    public required decimal DeltaCritical { get; init; }

    /// <summary>LTV above which a guard reduces lending positions.</summary>
    public required decimal LtvCritical { get; init; }

    /// <summary>Loss since start that closes everything and halts.</summary>
    public required decimal StopLoss { get; init; }

    /// <summary>Absolute basis (perp − spot) / spot worth a warning.</summary>
    public required decimal BasisWarning { get; init; }

    /// <summary>Largest gross notional of one position, USD.</summary>
    public required decimal MaxPositionSizeUsd { get; init; }
}

public enum CostModel
{
    /// <summary>No costs of any kind.</summary>
    None,

    /// <summary>Exchange fees only.</summary>
    Fees,

    /// <summary>Fees, slippage and gas.</summary>
    Full,
}

/// <summary>Which costs a run pays.</summary>
/// <param name="Model">The family of costs.</param>
/// <param name="SlippageBps">Fixed slippage in basis points for every trade; null takes the venue's curve under <see cref="CostModel.Full"/> and zero otherwise.</param>
/// <param name="Gas">Whether on-chain operations pay gas; null means only under <see cref="CostModel.Full"/>.</param>
/// <param name="MarketImpact">False takes the smallest bucket of the slippage curve for every size.</param>
public sealed record CostSettings(CostModel Model, decimal? SlippageBps, bool? Gas, bool MarketImpact)
{
    public bool PaysFees => Model != CostModel.None;

    public bool PaysGas => Model != CostModel.None && (Gas ?? Model == CostModel.Full);
}

public enum PriceRule
{
    /// <summary>Price at t is the close of the bar that ended at t.</summary>
    PrevClose,

    /// <summary>Price at t is the open of the bar that begins at t.</summary>
    Open,
}

public enum GapRule
{
    /// <summary>Carry the last price over a hole, marked with its age.</summary>
    Carry,

    /// <summary>Take the same bar from another venue.</summary>
    Substitute,
}

public enum MissingFunding
{
    /// <summary>Refuse the data set.</summary>
    Fail,

    /// <summary>Settle nothing; counted.</summary>
    Zero,

    /// <summary>Take the rate of another venue; counted.</summary>
    OtherVenue,
}

/// <summary>How the data set is put on the clock.</summary>
/// <param name="PriceRule">Which price of a bar is the price at t.</param>
/// <param name="GapRule">What stands in for a missing bar.</param>
/// <param name="MissingFunding">What stands in for a missing settlement.</param>
/// <param name="FundingSubstitute">The venue named by <c>venue:NAME</c>; null otherwise.</param>
/// <param name="DropVenuesWithoutData">True: a hedge venue without data is left out and the other weights are scaled up; false: refuse.</param>
public sealed record DataRules(PriceRule PriceRule, GapRule GapRule, MissingFunding MissingFunding, string? FundingSubstitute, bool DropVenuesWithoutData);

/// <summary>Event log settings (domain reference §8).</summary>
/// <param name="RetentionDays">Days a rotated file is kept.</param>
/// <param name="MaxFileSizeMb">A file is rotated at this size even within a day.</param>
/// <param name="BufferEvents">Events buffered in backtest before a write.</param>
public sealed record EventLogSettings(int RetentionDays, int MaxFileSizeMb, int BufferEvents);

public enum VenueType
{
    Cex,
    Defi,
    Dex,
    Infrastructure,
}

/// <summary>What the rules need to know of a venue.</summary>
public sealed record VenueSettings
{
    public required string Name { get; init; }

    public required VenueType Type { get; init; }

    /// <summary>Taker fee on spot notional, fraction.</summary>
    public decimal SpotTakerFee { get; init; }

    /// <summary>Taker fee on perpetual notional, fraction.</summary>
    public decimal PerpTakerFee { get; init; }

    /// <summary>Instructions with a smaller notional are dropped, USD.</summary>
    public decimal MinTradeSizeUsd { get; init; }

    /// <summary>Slippage for spot trades by notional.</summary>
    public ImmutableArray<SlippagePoint> SpotSlippage { get; init; } = [];

    /// <summary>Slippage for perpetual trades by notional.</summary>
    public ImmutableArray<SlippagePoint> PerpSlippage { get; init; } = [];

    /// <summary>Initial margin rate, fraction of notional.</summary>
    public decimal InitialMarginRate { get; init; }

    /// <summary>Maintenance margin rate, fraction of notional; below the initial rate.</summary>
    public decimal MaintenanceMarginRate { get; init; }
}

/// <summary>Slippage in basis points for a trade of this notional in USD.</summary>
public readonly record struct SlippagePoint(decimal NotionalUsd, decimal Bps);
