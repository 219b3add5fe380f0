using System.Collections.Immutable;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Venues.Tests.Simulated;

/// <summary>What the chain pays and charges without being asked.</summary>
public class SimulatedRewardsTests
{
    [Fact]
    public void Reward_tokens_arrive_for_the_average_of_their_period()
    {
        // 20 weETH × 1.05 from hour 12 of day 0: 12 of 48 hours not staked, 15.75 eETH on average, 0.2 EIGEN each
        var outside = new Outside(Rewards.EthStaking, Rewards.Market(73).Pay(72, 0.2m, 0, 1), (0, 21m));
        for (var hour = 1; hour <= 72; hour++)
        {
            outside.Advance(hour);
            if (hour == 12)
                Assert.True(outside.Send(outside.Order(Operation.Stake, "etherfi", 21m) with { Symbol = "weETH" }, hour).IsConfirmed);
            Assert.Equal(hour == 72 ? 3.15m : 0m, outside.Holds(Rewards.Eigen));
        }

        outside.Advance(72); // asked twice, paid once
        Assert.Equal(3.15m, outside.Holds(Rewards.Eigen));
    }

    [Fact]
    public void A_supply_is_charged_for_its_own_size_every_hour()
    {
        // 500 beside 1000 supplied and 600 borrowed by others: the supply rate falls from 0.0216 to 0.0108
        var configuration = Configurations.PureLending with { OwnSize = ImmutableSortedDictionary<string, RateCurve>.Empty.Add("USDT", new(0.01m, 0.04m, 0.8m, 0.8m, 0.1m)) };
        var market = Markets.Lending(1m, rows: 3).Set(Reserve(SeriesKind.TotalSupplied), 1_000m).Set(Reserve(SeriesKind.TotalBorrowed), 600m);
        var outside = new Outside(configuration, market, (0, 500m));
        Assert.True(outside.Send(Operation.AaveSupply, "aave_v3", 500m).IsConfirmed);

        outside.Advance(1);
        outside.Advance(1);

        Assert.Equal(500m - 0.000616438356m, outside.Holds(Keys.AaveUsdt)); // 500 × 0.0108 / 8760
    }

    private static SeriesKey Reserve(SeriesKind kind) => new(kind, "aave_v3", "USDT");
}
