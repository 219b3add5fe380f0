using System.Collections.Immutable;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Perpetuals;

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

    /// <summary>How the mode stakes; null when it does not.</summary>
    public StakingSettings? Staking { get; init; }

    /// <summary>What the lending market allows; null when the mode neither lends nor borrows.</summary>
    public LendingMarketParameters? LendingMarket { get; init; }

    /// <summary>Rate curves of the reserves whose rates our own debt and supply move, by token; null leaves our own size out of account.</summary>
    public ImmutableSortedDictionary<string, RateCurve>? OwnSize { get; init; }

    /// <summary>Share of equity kept in the wallet for gas, in share-class currency; 0 when gas is not paid.</summary>
    public decimal GasReserve { get; init; }

    /// <summary>The venues the mode has enabled, ordered by name.</summary>
    public required ImmutableArray<VenueSettings> Venues { get; init; }

    /// <summary>Currency of equity, P&amp;L, subscriptions and payouts.</summary>
    public string Currency => ShareClass switch
    {
        ShareClass.Eth => "ETH",
        ShareClass.Btc => "BTC",
        _ => "USDT",
    };

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

    /// <summary>Debt over collateral that is critical (C-03): max(floor, target + 0.02); the floor itself in a mode without debt.</summary>
    public required decimal LtvCritical { get; init; }

    /// <summary>Debt over collateral above the target by which a warning is given (0.01).</summary>
    public decimal LtvWarningExcess { get; init; } = 0.01m;

    /// <summary>Debt over collateral above the target by which it is reduced (0.02; S-131).</summary>
    public decimal LtvActionExcess { get; init; } = 0.02m;

    /// <summary>Debt over collateral above the critical level at which everything else waits for a large deleverage (0.01).</summary>
    public decimal LtvEmergencyExcess { get; init; } = 0.01m;

    /// <summary>Debt over collateral below the target that an emergency deleverage goes to (0.03).</summary>
    public decimal EmergencyLtvBuffer { get; init; } = 0.03m;

    /// <summary>Collateral / equity above which the loop is reduced (C-12); null in a mode without debt.</summary>
    public decimal? MaxLeverage { get; init; }

    /// <summary>Missing margin that is worth a margin support, share-class currency (S-130).</summary>
    public decimal MarginAction { get; init; } = 1000m;

    /// <summary>Delta gap that is worth a hedge trade, ETH; the smaller of this and the drift warning counts (S-132, C-13).</summary>
    public decimal DeltaActionEth { get; init; } = 2m;

    /// <summary>Discount of a staked token's market rate to its oracle rate that opens the circuit breaker.</summary>
    public decimal PegCritical { get; init; } = 0.0225m;

    /// <summary>Discount worth a warning.</summary>
    public decimal PegWarning { get; init; } = 0.005m;

    /// <summary>Move of the asset's price between two ticks that opens the circuit breaker.</summary>
    public decimal PriceJump { get; init; } = 0.15m;

    /// <summary>Plans in a row that may fail before the circuit breaker opens.</summary>
    public int MaxFailedPlans { get; init; } = 3;

    /// <summary>Hours without a reason after which an open circuit breaker closes; stands for the operator's resume in a backtest.</summary>
    public int BreakerHours { get; init; } = 24;

    /// <summary>False leaves the circuit breaker closed whatever happens.</summary>
    public bool BreakerEnabled { get; init; } = true;

    /// <summary>Fall from the flow-adjusted peak that closes everything and halts; null does not enforce it.</summary>
    public decimal? DrawdownStop { get; init; }

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

    /// <summary>Spot quantities are multiples of it, base units; 0 where any quantity will do. A live run reads it from the exchange.</summary>
    public decimal SpotStep { get; init; }

    /// <summary>The same for perpetuals.</summary>
    public decimal PerpStep { get; init; }

    /// <summary>Slippage for spot trades by notional.</summary>
    public ImmutableArray<SlippagePoint> SpotSlippage { get; init; } = [];

    /// <summary>Slippage for perpetual trades by notional.</summary>
    public ImmutableArray<SlippagePoint> PerpSlippage { get; init; } = [];

    /// <summary>Initial margin rate, fraction of notional.</summary>
    public decimal InitialMarginRate { get; init; }

    /// <summary>Maintenance margin rate of the first tier, fraction of notional; below the initial rate.</summary>
    public decimal MaintenanceMarginRate { get; init; }

    /// <summary>Margin tiers by notional; empty means one tier with the two rates above.</summary>
    public ImmutableArray<MarginTier> MarginTiers { get; init; } = [];

    /// <summary>Fee on the notional of a liquidated position, fraction.</summary>
    public decimal LiquidationFee { get; init; }

    /// <summary>Slippage of swaps by token sold, on a decentralised exchange.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<SlippagePoint>> SwapSlippage { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<SlippagePoint>>.Empty;

    /// <summary>Fee of a flash loan, fraction.</summary>
    public decimal FlashFee { get; init; }

    /// <summary>Time from a withdrawal request to its claim at a staking protocol.</summary>
    public TimeSpan UnstakingPeriod { get; init; }

    /// <summary>Smallest stake, ETH.</summary>
    public decimal MinStake { get; init; }

    /// <summary>Time that a transfer between the wallet and this exchange is under way; zero arrives in the same tick.</summary>
    public TimeSpan TransferTime { get; init; }

    /// <summary>Maintenance margin of a position: the tier's, or a stricter requirement of our own (fraction of notional), whichever is more.</summary>
    public decimal Maintenance(decimal notional, decimal requirement) => MarginTiers.IsEmpty
        ? notional * Math.Max(MaintenanceMarginRate, requirement)
        : Math.Max(MarginRequirement.Maintenance(MarginTiers, notional), notional * requirement);

    /// <summary>Initial margin of a position.</summary>
    public decimal Initial(decimal notional) => MarginTiers.IsEmpty ? notional * InitialMarginRate : MarginRequirement.Initial(MarginTiers, notional);

    public ImmutableArray<SlippagePoint> SwapCurve(string token) => SwapSlippage.TryGetValue(token, out var curve) ? curve : [];
}

/// <summary>Slippage in basis points for a trade of this notional in USD.</summary>
public readonly record struct SlippagePoint(decimal NotionalUsd, decimal Bps);
