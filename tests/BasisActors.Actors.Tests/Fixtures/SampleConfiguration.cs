using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Tests.Fixtures;

/// <summary>Configurations of the two modes with the values that ship, two hedge venues and full costs.</summary>
internal static class SampleConfiguration
{
    public const decimal Capital = 100_000;

    private static readonly VenueSettings Wallet = new() { Name = "wallet", Type = VenueType.Infrastructure, MinTradeSizeUsd = 10 };
    private static readonly VenueSettings Aave = new() { Name = "aave_v3", Type = VenueType.Defi, MinTradeSizeUsd = 10 };

    public static readonly RunConfiguration Lending = new()
    {
        Mode = "pure_lending",
        ShareClass = ShareClass.Usdt,
        Asset = "USDT",
        InitialCapital = Capital,
        TargetApy = 0.05m,
        MaxDrawdown = 0.01m,
        RebalanceThreshold = 0.05m,
        RebalancingEnabled = true,
        ActionHistoryLimit = 1000,
        FundingEntryThreshold = 0.0001m,
        FundingExitThreshold = 0,
        FundingWindow = 3,
        SpotVenue = "binance",
        SpotAllocation = 0.5m,
        Hedge = [],
        PositionSubscriptions = Keys("wallet:BaseToken:USDT", "aave_v3:aToken:aUSDT"),
        Risk = new RiskLimits
        {
            MarginWarning = 0.30m,
            MarginCritical = 0.20m,
            MaintenanceMargin = 0.10m,
            DeltaWarning = 0.03m,
            DeltaCritical = 0.06m,
            LtvCritical = 0.90m,
            StopLoss = 0.15m,
            BasisWarning = 0.02m,
            MaxPositionSizeUsd = 1_000_000,
        },
        Costs = new CostSettings(CostModel.Full, null, null, true),
        Data = new DataRules(PriceRule.PrevClose, GapRule.Carry, MissingFunding.Fail, null, false),
        Events = new EventLogSettings(30, 100, 100),
        Venues = [Aave, Wallet],
    };

    public static readonly RunConfiguration Basis = Lending with
    {
        Mode = "btc_basis",
        Asset = "BTC",
        Hedge = [new HedgeWeight("binance", 0.6m), new HedgeWeight("bybit", 0.4m)],
        PositionSubscriptions = Keys(
            "wallet:BaseToken:USDT",
            "binance:BaseToken:USDT", "binance:BaseToken:BTC", "binance:Perp:BTCUSDT",
            "bybit:BaseToken:USDT", "bybit:Perp:BTCUSDT"),
        Venues = [Exchange("binance", 0.0005m), Exchange("bybit", 0.0006m), Wallet],
    };

    private static VenueSettings Exchange(string name, decimal perpFee) => new()
    {
        Name = name,
        Type = VenueType.Cex,
        MinTradeSizeUsd = 10,
        SpotTakerFee = 0.001m,
        PerpTakerFee = perpFee,
        SpotSlippage = [new(10_000, 5), new(100_000, 7), new(1_000_000, 13)],
        PerpSlippage = [new(10_000, 3), new(100_000, 4), new(1_000_000, 8)],
        InitialMarginRate = 0.01m,
        MaintenanceMarginRate = 0.005m,
    };

    private static System.Collections.Immutable.ImmutableArray<PositionKey> Keys(params string[] keys) => [.. keys.Select(PositionKey.Parse)];
}
