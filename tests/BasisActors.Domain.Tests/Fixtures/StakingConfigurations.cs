using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Staking;

namespace BasisActors.Tests.Fixtures;

/// <summary>Run configurations of the modes that hold ETH, without costs; vary them with <c>with</c>.</summary>
public static class StakingConfigurations
{
    public static readonly LiquidStakingToken WeEth = LiquidStakingToken.Find("weETH")!;

    /// <summary>The correlated category of Aave: max LTV 0.93, threshold 0.95, bonus 1 %.</summary>
    public static readonly LendingMarketParameters Aave = new(
        ImmutableSortedDictionary<string, ReserveParameters>.Empty.Add("WETH", new ReserveParameters(0.805m, 0.83m, 0.05m)),
        new ReserveParameters(0.93m, 0.95m, 0.01m),
        ["WETH", "weETH", "wstETH"]);

    private static readonly ImmutableArray<PositionKey> Chain =
    [
        .. new[]
        {
            "wallet:BaseToken:USDT", "wallet:BaseToken:ETH", "wallet:BaseToken:WETH", "wallet:LST:weETH", "etherfi:Claim:ETH", "aave_v3:aToken:aweETH", "aave_v3:aToken:aWETH",
            "aave_v3:debtToken:debtWETH", "wallet:Transit:USDT", "wallet:Transit:ETH",
        }.Select(PositionKey.Parse),
    ];

    private static readonly ImmutableArray<PositionKey> Exchanges =
        [.. new[] { "binance", "bybit", "okx" }.SelectMany(v => new[] { $"{v}:BaseToken:USDT", $"{v}:BaseToken:ETH", $"{v}:Perp:ETHUSDT" }).Select(PositionKey.Parse)];

    private static readonly ImmutableArray<VenueSettings> AllVenues =
    [
        new() { Name = "aave_v3", Type = VenueType.Defi, MinTradeSizeUsd = 10m },
        .. Configurations.BtcBasisOnThreeVenues.Venues.Take(3),
        new()
        {
            Name = "curve", Type = VenueType.Dex, MinTradeSizeUsd = 10m,
            SwapSlippage = ImmutableSortedDictionary<string, ImmutableArray<SlippagePoint>>.Empty.Add("weETH", [new(10_000, 20), new(100_000, 24), new(1_000_000, 35)]),
        },
        new() { Name = "etherfi", Type = VenueType.Defi, MinTradeSizeUsd = 10m, UnstakingPeriod = TimeSpan.FromDays(7), MinStake = 0.01m },
        new() { Name = "instadapp", Type = VenueType.Infrastructure },
        new() { Name = "morpho", Type = VenueType.Defi },
        new() { Name = "wallet", Type = VenueType.Infrastructure, MinTradeSizeUsd = 10m },
    ];

    private static readonly StakingSettings Loop = new() { Token = WeEth, Allocation = 1m, Supplied = true, TargetLtv = 0.91m };

    private static readonly RiskLimits LoopLimits = Configurations.Limits with { LtvCritical = 0.93m, MaxLeverage = 12.5m, DeltaWarning = 0.05m, DeltaCritical = 0.10m };

    /// <summary>100 ETH, levered to 0.91, never hedged.</summary>
    public static readonly RunConfiguration LeveragedInEth = Configurations.PureLending with
    {
        Mode = "eth_leveraged",
        ShareClass = ShareClass.Eth,
        Asset = "ETH",
        InitialCapital = 100m,
        PositionSubscriptions = Chain,
        Venues = AllVenues,
        Staking = Loop,
        LendingMarket = Aave,
        Risk = LoopLimits,
    };

    /// <summary>100 ETH staked, nothing else.</summary>
    public static readonly RunConfiguration StakingOnly = LeveragedInEth with
    {
        Mode = "eth_staking_only",
        Staking = Loop with { Supplied = false, TargetLtv = 0m },
        LendingMarket = null,
        Risk = LoopLimits with { MaxLeverage = null, LtvCritical = 0.90m },
    };

    /// <summary>100 ETH lent.</summary>
    public static readonly RunConfiguration LendingInEth = StakingOnly with { Mode = "pure_lending_eth", Staking = null };

    /// <summary>100 000 USDT: half levered to 0.91, its ETH sold short 33/33/34, half margin.</summary>
    public static readonly RunConfiguration MarketNeutral = LeveragedInEth with
    {
        Mode = "usdt_market_neutral",
        ShareClass = ShareClass.Usdt,
        InitialCapital = 100_000m,
        SpotVenue = "bybit",
        Hedge = [new("binance", 0.33m), new("bybit", 0.33m), new("okx", 0.34m)],
        FundingWindow = 3,
        PositionSubscriptions = [.. Chain, .. Exchanges],
        Staking = Loop with { Allocation = 0.5m },
    };

    /// <summary>The same mode of the original specification, decided by the delta as a share of the hedge.</summary>
    public static readonly RunConfiguration LeveragedInUsdt = MarketNeutral with { Mode = "eth_leveraged" };

    /// <summary>Half staked without debt, all its ETH short.</summary>
    public static readonly RunConfiguration HedgedSimple = MarketNeutral with
    {
        Mode = "usdt_eth_staking_hedged_simple",
        Staking = StakingOnly.Staking! with { Allocation = 0.5m },
        LendingMarket = null,
        Risk = LoopLimits with { MaxLeverage = null, LtvCritical = 0.90m, DeltaWarning = 0.02m, DeltaCritical = 0.04m },
    };

    /// <summary>ETH spot on bybit, short on binance and bybit 60/40.</summary>
    public static readonly RunConfiguration EthBasis = MarketNeutral with
    {
        Mode = "eth_basis",
        Staking = null,
        LendingMarket = null,
        SpotAllocation = 0.5m,
        FundingEntryThreshold = 0.0001m,
        Hedge = [new("bybit", 1m)],
        Risk = Configurations.Limits,
    };
}
