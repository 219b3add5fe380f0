using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Staking;

namespace BasisActors.Tests.Fixtures;

/// <summary>Staking of ETH in ETH with rewards, and a market for it: weETH 1.05 ETH, ETH 2000 USDT, 1 EIGEN 0.002 ETH, 1 ETHFI 0.0005 ETH; gas 10 gwei, so that a swap of 180,000 costs 0.0018 ETH.</summary>
public static class Rewards
{
    public static readonly LiquidStakingToken WeEth = LiquidStakingToken.Find("weETH")!;

    public static readonly PositionKey Ether = PositionKey.Token("wallet", "ETH");
    public static readonly PositionKey Staked = PositionKey.Token("wallet", "weETH");
    public static readonly PositionKey Eigen = RewardTokens.Wallet("EIGEN");
    public static readonly PositionKey Ethfi = RewardTokens.Wallet("ETHFI");

    public static readonly RunConfiguration EthStaking = Configurations.PureLending with
    {
        Mode = "eth_staking_only",
        ShareClass = ShareClass.Eth,
        Asset = "ETH",
        InitialCapital = 21m,
        SpotVenue = "bybit",
        PositionSubscriptions = [Ether, Staked, WithdrawalClaims.Key("etherfi"), Eigen, Ethfi],
        Staking = new StakingSettings { Token = WeEth, Allocation = 1, Supplied = false, TargetLtv = 0, SeasonalRewards = true },
        Venues = [Pool("curve"), Pool("uniswap"), new() { Name = "etherfi", Type = VenueType.Defi, MinStake = 0.01m }, new() { Name = "wallet", Type = VenueType.Infrastructure, MinTradeSizeUsd = 10 }],
    };

    public static MarketBuilder Market(int rows = 1) => new MarketBuilder(rows)
        .Set(WeEth.OracleRate, 1.05m).Set(WeEth.MarketRate, 1.05m)
        .Set(ReferenceSeries.EthUsdt, 2_000m).Set(ReferenceSeries.Gas, 10m)
        .Set(ReferenceSeries.RewardPool("EIGEN")!.Value, 0.002m).Set(ReferenceSeries.RewardPool("ETHFI")!.Value, 0.0005m);

    /// <summary>A payout of EIGEN at a row.</summary>
    /// <param name="market">The market.</param>
    /// <param name="row">When.</param>
    /// <param name="forOneEEth">Tokens for one eETH.</param>
    /// <param name="firstDay">First day of its period, counted from the first row.</param>
    /// <param name="lastDay">Last day.</param>
    public static MarketBuilder Pay(this MarketBuilder market, int row, decimal forOneEEth, int firstDay, int lastDay)
    {
        var start = MarketBuilder.Start.ToUnixTimeSeconds();
        return market
            .Observe(RewardTokens.Series(SeriesKind.Reward, "EIGEN"), 7 * 86_400, (row, forOneEEth))
            .Observe(RewardTokens.Series(SeriesKind.RewardFirstDay, "EIGEN"), 7 * 86_400, (row, start + firstDay * 86_400m))
            .Observe(RewardTokens.Series(SeriesKind.RewardLastDay, "EIGEN"), 7 * 86_400, (row, start + lastDay * 86_400m));
    }

    /// <summary>A book that was subscribed in kind.</summary>
    public static Book Book(ChartOfAccounts chart, params ReadOnlySpan<(PositionKey Key, decimal Amount)> held)
    {
        var book = Domain.Ledger.Book.Open(chart);
        foreach (var (key, amount) in held)
            book = book.Post(Posting.Balanced(chart, Cause.CapitalFlow, "opening", new Leg(chart.Own(key), amount)));
        return book;
    }

    private static VenueSettings Pool(string name) => new() { Name = name, Type = VenueType.Dex, MinTradeSizeUsd = 10 };
}
