using BasisActors.Domain.Ledger;
using BasisActors.Domain.Staking;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Ledger;

public class RewardPayoutsTests
{
    [Fact]
    public void A_reward_is_paid_on_the_average_of_its_period_when_it_is_paid_and_not_before()
    {
        // days 0 and 1 count; 20 weETH × 1.05 = 21 eETH on the first, 10.5 on the second: 15.75 on average; 0.2 EIGEN for each
        var desk = new Desk(Rewards.EthStaking, Rewards.Market(73).Pay(72, 0.2m, 0, 1));
        var rewards = RewardPayouts.Of(desk.Configuration, desk.Chart, desk.Market)!;
        var held = HoldingHistory.Empty;
        for (var row = 0; row <= 72; row++)
        {
            var book = Rewards.Book(desk.Chart, (Rewards.Staked, row == 0 ? 0m : row <= 24 ? 20m : 10m));
            held = rewards.Observe(held, book, desk.At(row));
            if (row < 72)
                Assert.Empty(rewards.Due(held, desk.At(row)));
        }

        var posting = Assert.Single(rewards.Due(held, desk.At(72)));

        Assert.Equal((Cause.Reward, "Reward/etherfi/EIGEN"), (posting.Cause, posting.Source));
        Assert.Equal(3.15m, Book.Open(desk.Chart).Post(posting).Quantity(Rewards.Eigen));
    }

    [Fact]
    public void A_run_that_begins_within_a_period_is_paid_for_its_part()
    {
        // 21 eETH on one of the four days: 5.25 × 0.2
        var desk = new Desk(Rewards.EthStaking, Rewards.Market(49).Pay(48, 0.2m, -3, 0));
        var rewards = RewardPayouts.Of(desk.Configuration, desk.Chart, desk.Market)!;
        var held = HoldingHistory.Empty;
        for (var row = 0; row <= 48; row++)
            held = rewards.Observe(held, Rewards.Book(desk.Chart, (Rewards.Staked, row == 0 ? 0m : 20m)), desk.At(row));

        Assert.Equal(1.05m, Book.Open(desk.Chart).Post(Assert.Single(rewards.Due(held, desk.At(48)))).Quantity(Rewards.Eigen));
    }

    [Fact]
    public void A_mode_without_rewards_has_none()
    {
        var configuration = Rewards.EthStaking with { Staking = Rewards.EthStaking.Staking! with { SeasonalRewards = false } };

        Assert.Null(RewardPayouts.Of(configuration, new ChartOfAccounts(configuration.PositionSubscriptions), Rewards.Market().Build()));
    }
}
