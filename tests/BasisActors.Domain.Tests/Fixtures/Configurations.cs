using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;

namespace BasisActors.Tests.Fixtures;

/// <summary>Run configurations with the default limits; vary them with <c>with</c>.</summary>
public static class Configurations
{
    public static readonly CostSettings NoCosts = new(CostModel.None, null, null, true);
    public static readonly CostSettings FeesOnly = new(CostModel.Fees, null, null, true);
    public static readonly CostSettings FullCosts = new(CostModel.Full, null, null, true);

    public static readonly ImmutableArray<SlippagePoint> SpotCurve = [new(10_000, 5), new(100_000, 7), new(1_000_000, 13)];
    public static readonly ImmutableArray<SlippagePoint> PerpCurve = [new(10_000, 3), new(100_000, 4), new(1_000_000, 8)];

    public static readonly RiskLimits Limits = new()
    {
        MarginWarning = 0.30m,
        MarginCritical = 0.20m,
        MaintenanceMargin = 0.10m,
        DeltaWarning = 0.03m,
        DeltaCritical = 0.06m,
        LtvCritical = 0.90m,
        StopLoss = 0.15m,
        BasisWarning = 0.02m,
        MaxPositionSizeUsd = 1_000_000m,
    };

    public static readonly VenueSettings Binance = Exchange("binance", spotFee: 0.001m, perpFee: 0.0005m);

    /// <summary>Basis trade on binance alone, without costs.</summary>
    public static readonly RunConfiguration BtcBasis = Run("btc_basis", "BTC") with
    {
        FundingEntryThreshold = 0.0001m,
        FundingExitThreshold = 0m,
        FundingWindow = 3,
        SpotVenue = "binance",
        SpotAllocation = 0.5m,
        Hedge = [new("binance", 1m)],
        PositionSubscriptions = [Keys.Wallet, Keys.Cash("binance"), Keys.Coins("binance"), Keys.Perp("binance")],
        Venues = [Binance, Plain("wallet", VenueType.Infrastructure)],
    };

    /// <summary>The same with the short spread 40/30/30 over three exchanges.</summary>
    public static readonly RunConfiguration BtcBasisOnThreeVenues = BtcBasis with
    {
        Hedge = [new("binance", 0.4m), new("bybit", 0.3m), new("okx", 0.3m)],
        PositionSubscriptions =
        [
            Keys.Wallet, Keys.Cash("binance"), Keys.Coins("binance"), Keys.Perp("binance"),
            Keys.Cash("bybit"), Keys.Perp("bybit"), Keys.Cash("okx"), Keys.Perp("okx"),
        ],
        Venues =
        [
            Binance, Exchange("bybit", spotFee: 0.001m, perpFee: 0.0006m), Exchange("okx", spotFee: 0.001m, perpFee: 0.0005m),
            Plain("wallet", VenueType.Infrastructure),
        ],
    };

    /// <summary>Lending, without costs.</summary>
    public static readonly RunConfiguration PureLending = Run("pure_lending", "USDT") with
    {
        PositionSubscriptions = [Keys.Wallet, Keys.AaveUsdt],
        Venues = [Plain("aave_v3", VenueType.Defi), Plain("wallet", VenueType.Infrastructure)],
    };

    private static VenueSettings Exchange(string name, decimal spotFee, decimal perpFee) => new()
    {
        Name = name,
        Type = VenueType.Cex,
        SpotTakerFee = spotFee,
        PerpTakerFee = perpFee,
        MinTradeSizeUsd = 10m,
        SpotSlippage = SpotCurve,
        PerpSlippage = PerpCurve,
        InitialMarginRate = 0.01m,
        MaintenanceMarginRate = 0.005m,
    };

    private static VenueSettings Plain(string name, VenueType type) => new() { Name = name, Type = type, MinTradeSizeUsd = 10m };

    private static RunConfiguration Run(string mode, string asset) => new()
    {
        Mode = mode,
        ShareClass = ShareClass.Usdt,
        Asset = asset,
        InitialCapital = 100_000m,
        TargetApy = 0.05m,
        MaxDrawdown = 0.02m,
        RebalanceThreshold = 0.05m,
        RebalancingEnabled = true,
        ActionHistoryLimit = 100,
        FundingEntryThreshold = 0m,
        FundingExitThreshold = 0m,
        FundingWindow = 1,
        SpotVenue = "",
        SpotAllocation = 0m,
        Hedge = [],
        PositionSubscriptions = ImmutableArray<PositionKey>.Empty,
        Risk = Limits,
        Costs = NoCosts,
        Data = new DataRules(PriceRule.PrevClose, GapRule.Carry, MissingFunding.Fail, null, false),
        Events = new EventLogSettings(30, 100, 1000),
        Venues = [],
    };
}
