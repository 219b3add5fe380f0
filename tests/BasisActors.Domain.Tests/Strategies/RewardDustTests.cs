using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>Equity is near 1000 ETH: 0.002 of it is 2 ETH. With gas, a swap costs 0.0018 ETH, and dust must be worth 0.18.</summary>
public class RewardDustTests
{
    private static readonly RunConfiguration WithGas = Rewards.EthStaking with { Costs = Configurations.FullCosts };

    [Fact]
    public void Rewards_worth_a_share_of_equity_are_sold_for_eth_at_once() // S-081
    {
        var plan = Decide(WithGas, days: 0, (Rewards.Eigen, 1_500m)); // 3 ETH

        Assert.Equal((StrategyAction.SellDust, "dust"), (plan.Action, plan.Reason));
        var swap = Assert.Single(Assert.Single(plan.Blocks).Instructions);
        Assert.Equal((Operation.Swap, "uniswap", "EIGEN", "ETH", 1_500m), (swap.Operation, swap.Venue, swap.Symbol, swap.Into, swap.Amount));
        Assert.Equal([new Delta(Rewards.Eigen, -1_500m), new Delta(Rewards.Ether, 2.9982m)], swap.EstimatedDeltas.OrderBy(d => d.Key.ToString(), StringComparer.Ordinal)); // 3 − 0.0018 gas
    }

    [Theory]
    [InlineData(500, 6, false)] // 1 ETH: above 100 × gas, below the share, young
    [InlineData(500, 7, true)] // the same a week later
    [InlineData(80, 30, false)] // 0.16 ETH is not worth its gas, however old
    public void Smaller_rewards_wait_for_a_week_and_for_their_gas(decimal eigen, int days, bool sold) =>
        Assert.Equal(sold, !Decide(WithGas, days, (Rewards.Eigen, eigen)).Blocks.IsEmpty);

    [Fact]
    public void Each_token_is_swapped_and_pays_its_own_gas()
    {
        // 0.3 ETH of EIGEN would do alone (0.18); with 0.05 ETH of ETHFI the gas is twice as much: 0.35 < 0.36
        Assert.Empty(Decide(WithGas, days: 8, (Rewards.Eigen, 150m), (Rewards.Ethfi, 100m)).Blocks);
        Assert.Equal(["EIGEN", "ETHFI"], Decide(WithGas, days: 8, (Rewards.Eigen, 160m), (Rewards.Ethfi, 100m)).Blocks[0].Instructions.Select(i => i.Symbol));
    }

    [Fact]
    public void A_token_below_the_smallest_trade_is_left_out() => // 10 ETHFI are 10 USD × 0.5: 0.005 ETH × 2000 is 10 USD, 9 are less
        Assert.Equal(["EIGEN"], Decide(WithGas, days: 8, (Rewards.Eigen, 160m), (Rewards.Ethfi, 9m)).Blocks[0].Instructions.Select(i => i.Symbol));

    [Fact]
    public void Nothing_is_sold_while_rebalancing_is_off_or_the_pool_is_silent()
    {
        Assert.Empty(Decide(WithGas with { RebalancingEnabled = false }, days: 8, (Rewards.Eigen, 1_500m)).Blocks);

        var silent = new Desk(WithGas, Rewards.Market(3).Observe(Domain.Market.ReferenceSeries.RewardPool("EIGEN")!.Value, 3600, (0, 0.002m)));
        Assert.Empty(silent.Strategy.UpdateState(Input(silent, 8, 2, (Rewards.Eigen, 1_500m))).Blocks);
    }

    [Fact]
    public void What_a_sale_brought_is_staked_once_that_is_worth_its_gas()
    {
        // staking takes 150,000 gas: 0.0015 ETH, so 0.15 ETH is enough though far below the threshold of 5 % of equity
        Assert.Equal(Operation.Stake, Assert.Single(Stake(0.2m).Blocks).Instructions[0].Operation);
        Assert.Empty(Stake(0.14m).Blocks);

        static Plan Stake(decimal ether) => new Desk(WithGas, Rewards.Market()) is var desk
            ? desk.Decide(Rewards.Book(desk.Chart, (Rewards.Staked, 950m), (Rewards.Ether, ether)))
            : throw new InvalidOperationException();
    }

    [Fact]
    public void The_age_of_dust_begins_when_there_was_none()
    {
        var chart = new ChartOfAccounts(WithGas.PositionSubscriptions);
        var (empty, dust) = (Rewards.Book(chart, (Rewards.Staked, 1m)), Rewards.Book(chart, (Rewards.Eigen, 1m)));

        var held = DustHeld.Observe(null, dust, MarketBuilder.Hour(5));

        Assert.Equal(new DustHeld(MarketBuilder.Hour(5)), held);
        Assert.Same(held, DustHeld.Observe(held, dust, MarketBuilder.Hour(9)));
        Assert.Null(DustHeld.Observe(held, empty, MarketBuilder.Hour(10)));
    }

    private static Plan Decide(RunConfiguration configuration, int days, params ReadOnlySpan<(PositionKey Key, decimal Amount)> dust)
    {
        var desk = new Desk(configuration, Rewards.Market());
        return desk.Strategy.UpdateState(Input(desk, days, 0, dust));
    }

    private static StrategyInput Input(Desk desk, int days, int row, params ReadOnlySpan<(PositionKey Key, decimal Amount)> dust)
    {
        var book = Rewards.Book(desk.Chart, [(Rewards.Staked, 950m), .. dust]); // 997.5 ETH staked
        return desk.Input(book, row: row) with { Dust = new DustHeld(MarketBuilder.Hour(row).AddDays(-days)) };
    }
}
