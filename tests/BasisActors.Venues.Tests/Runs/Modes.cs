using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Staking;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Venues.Tests.Runs;

/// <summary>Run configurations of all modes as their files have them, with a queue of five hours so that a run sees its end.</summary>
internal static class Modes
{
    public static readonly TimeSpan Queue = TimeSpan.FromHours(5);

    public static readonly LiquidStakingToken Token = LiquidStakingToken.Find("weETH")!;

    public static readonly PositionKey WalletEth = PositionKey.Token("wallet", "ETH");
    public static readonly PositionKey WalletToken = PositionKey.Token("wallet", "weETH");
    public static readonly PositionKey Supply = AavePositions.Supply("weETH");
    public static readonly PositionKey Claims = WithdrawalClaims.Key("etherfi");

    private static readonly string[] Exchanges = ["binance", "bybit", "okx"];

    private static readonly LendingMarketParameters Lending = new(
        ImmutableSortedDictionary.CreateRange<string, ReserveParameters>(
            StringComparer.Ordinal, [new("WETH", new(0.805m, 0.83m, 0.05m)), new("weETH", new(0.775m, 0.80m, 0.07m))]),
        new ReserveParameters(0.93m, 0.95m, 0.01m),
        ["WETH", "weETH"]);

    private static readonly ImmutableArray<SlippagePoint> SwapCurve = [new(10_000, 20), new(100_000, 24), new(1_000_000, 35)];

    private static readonly ImmutableArray<VenueSettings> OnChain =
    [
        .. Configurations.PureLending.Venues,
        new() { Name = "curve", Type = VenueType.Dex, MinTradeSizeUsd = 10m, SwapSlippage = ImmutableSortedDictionary<string, ImmutableArray<SlippagePoint>>.Empty.Add("weETH", SwapCurve) },
        new() { Name = "etherfi", Type = VenueType.Defi, MinTradeSizeUsd = 10m, MinStake = 0.01m, UnstakingPeriod = Queue },
        new() { Name = "instadapp", Type = VenueType.Infrastructure },
        new() { Name = "morpho", Type = VenueType.Defi },
    ];

    private static readonly RunConfiguration Ether = Configurations.PureLending with
    {
        ShareClass = ShareClass.Eth,
        Asset = "ETH",
        InitialCapital = 100m,
        GasReserve = 0.005m,
        LendingMarket = Lending,
        Venues = OnChain,
    };

    public static readonly RunConfiguration PureLendingEth = Ether with
    {
        Mode = Domain.Strategies.PureLendingEth.Name,
        PositionSubscriptions = [WalletEth, PositionKey.Token("wallet", "WETH"), AavePositions.Supply("WETH")],
    };

    public static readonly RunConfiguration EthStakingOnly = Ether with
    {
        Mode = Domain.Strategies.EthStakingOnly.Name,
        RebalanceThreshold = 0.02m,
        PositionSubscriptions = [WalletEth, WalletToken, Claims],
        Staking = new StakingSettings { Token = Token, Allocation = 1m, Supplied = false, TargetLtv = 0m, MinHealthFactor = 1m },
    };

    /// <summary>Levered and counted in ETH: the perpetuals of its file are declared and must stay empty.</summary>
    public static readonly RunConfiguration EthLeveragedInEther = Levered(Ether with
    {
        Mode = EthLeveraged.Name,
        PositionSubscriptions = [.. StakedPositions(supplied: true), .. ExchangePositions()],
        Venues = [.. OnChain, .. Traded()],
    }, allocation: 1m);

    public static readonly RunConfiguration EthLeveragedInDollars = Levered(Hedged(EthLeveraged.Name, supplied: true), allocation: 0.5m);

    public static readonly RunConfiguration UsdtMarketNeutral = EthLeveragedInDollars with { Mode = Domain.Strategies.UsdtMarketNeutral.Name };

    public static readonly RunConfiguration UsdtHedgedSimple = Hedged(UsdtEthStakingHedgedSimple.Name, supplied: false) with
    {
        RebalanceThreshold = 0.1m,
        Staking = EthStakingOnly.Staking! with { Allocation = 0.5m },
    };

    public static readonly RunConfiguration EthBasis = Configurations.BtcBasisOnThreeVenues with
    {
        Mode = Domain.Strategies.EthBasis.Name,
        Asset = "ETH",
        SpotVenue = "bybit",
        PositionSubscriptions = [BlockBuilder.Cash("wallet"), .. ExchangePositions()],
    };

    /// <summary>A loop at a target, with the limits that follow from it.</summary>
    public static RunConfiguration Levered(RunConfiguration configuration, decimal? allocation = null, decimal target = 0.91m) => configuration with
    {
        Staking = (configuration.Staking ?? new StakingSettings { Token = Token, Allocation = 1m, Supplied = true, TargetLtv = target }) with
        {
            Allocation = allocation ?? configuration.Staking!.Allocation,
            TargetLtv = target,
        },
        Risk = configuration.Risk with
        {
            LtvCritical = Math.Max(0.9m, target == 0 ? 0 : target + 0.02m),
            MaxLeverage = target == 0 ? null : Leverage.Ratio(target + configuration.Risk.LtvWarningExcess),
        },
    };

    private static RunConfiguration Hedged(string mode, bool supplied) => Configurations.BtcBasisOnThreeVenues with
    {
        Mode = mode,
        Asset = "ETH",
        SpotVenue = "bybit",
        GasReserve = 0.005m,
        Hedge = [new("binance", 0.33m), new("bybit", 0.33m), new("okx", 0.34m)],
        LendingMarket = Lending,
        Venues = [.. OnChain, .. Traded()],
        PositionSubscriptions =
            [BlockBuilder.Cash("wallet"), .. StakedPositions(supplied), .. ExchangePositions(), PositionKey.InTransit("USDT"), PositionKey.InTransit("ETH")],
    };

    private static IEnumerable<PositionKey> StakedPositions(bool supplied) =>
        supplied ? [WalletEth, WalletToken, Claims, Supply, AavePositions.Debt] : [WalletEth, WalletToken, Claims];

    private static IEnumerable<PositionKey> ExchangePositions() => Exchanges.SelectMany(
        e => new[] { BlockBuilder.Cash(e), PositionKey.Token(e, "ETH"), new PositionKey(e, PositionType.Perp, "ETHUSDT") });

    private static IEnumerable<VenueSettings> Traded() => Configurations.BtcBasisOnThreeVenues.Venues.Where(v => v.Type == VenueType.Cex);
}
