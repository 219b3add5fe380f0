using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>The test vectors that the specification itself names (S-217…S-219; domain reference §5.12).</summary>
public class SpecificationVectorTests
{
    [Fact]
    public void S217_market_neutral_setup_at_3300_has_LTV_091_delta_0_and_a_short()
    {
        var desk = new Desk(StakingConfigurations.MarketNeutral, Markets.Staking(3_300m));
        var plan = desk.Decide(desk.Ether().Cash(100_000m).Book);
        var after = plan.Blocks.SelectMany(b => b.ExpectedDeltas).GroupBy(d => d.Key).ToDictionary(g => g.Key, g => g.Sum(d => d.Amount));
        var (collateral, debt) = (after[EtherBook.Collateral], after[AavePositions.Debt]);
        var shorts = new[] { "binance", "bybit", "okx" }.Select(v => after[EtherBook.Perp(v)]).ToArray();

        Assert.Equal(0.91m, decimal.Round(debt / collateral, 9));
        Assert.Equal(0m, decimal.Round(collateral - debt + shorts.Sum(), 9));
        Assert.Equal([-5m, -5m, -5.151515151515m], shorts); // 0.33, 0.33, 0.34 of 15.151515
        Assert.Equal(new TargetValue.Absolute(0.91m), plan.DesiredState["aave_ltv"]);
        Assert.Equal(new TargetValue.Absolute(0m), plan.DesiredState["target_delta_eth"]);
        Assert.Equal(new TargetValue.Absolute(-50_000m / 3_300m), plan.DesiredState["target_perp_short_total"]);
        Assert.Equal(new TargetValue.Absolute(50_000m / 3_300m), plan.DesiredState["initial_eth_to_stake"]);
        Assert.Equal((168.350168m, 153.198653m), (decimal.Round(collateral, 6), decimal.Round(debt, 6))); // §5.12
    }

    [Fact]
    public void S218_a_margin_gap_of_9124_50_on_binance_is_closed_in_exactly_four_steps_in_the_named_order()
    {
        // 7.5 ETH short at 3300 are 24 750; (24 750 − 6501) / 2 = 9124.50. The other venues have neither too much nor too little.
        var desk = new Desk(StakingConfigurations.MarketNeutral, Markets.Staking(3_300m));
        var book = desk.Ether().Cash(0m, 6_501m, 24_750m, 24_750m).Loop(250m, 227.5m).Shorts(7.5m, 7.5m, 7.5m, entry: 3_300m).Book;
        var plan = desk.Decide(book);
        var steps = Assert.Single(plan.Blocks).Instructions;

        Assert.Equal("add_margin", plan.Reason);
        Assert.Equal(
            ["ATOMIC_DELEVERAGE_AAVE instadapp 30.722222222222 + TRANSFER_TO_CEX binance 2.765 + CEX_SPOT_SELL binance 2.765 + PERP_REDUCE_SHORT binance 2.765"], plan.Told()); // 9124.50 / 3300 = 2.765
        Assert.Equal(27.957222222222m, steps[0].Bundle!.FlashLoan); // §5.12: R 27.957222
        Assert.Equal(["ETH", "ETHUSDT", "ETHUSDT"], steps.Skip(1).Select(s => s.Symbol));
        Assert.Equal(BlockPriority.Margin, plan.Blocks[0].Priority);
        Assert.True(steps[3].ReduceOnly);
        Assert.Empty(desk.Violations(plan));
    }

    [Fact]
    public void S219_the_ETH_class_has_no_perpetual_target_and_the_USDT_class_a_negative_short()
    {
        var eth = new Desk(StakingConfigurations.LeveragedInEth, Markets.Staking(3_300m));
        var usdt = new Desk(StakingConfigurations.LeveragedInUsdt, Markets.Staking(3_300m));
        var directional = eth.Decide(eth.Ether().Holds(EtherBook.Eth("wallet"), 100m).Book);
        var hedged = usdt.Decide(usdt.Ether().Cash(100_000m).Book);

        Assert.DoesNotContain("target_perp_short_total", directional.DesiredState.Keys);
        Assert.DoesNotContain(directional.Blocks.SelectMany(b => b.ExpectedDeltas), d => d.Key.Type == PositionType.Perp);
        Assert.Equal(new TargetValue.Absolute(-50_000m / 3_300m), hedged.DesiredState["target_perp_short_total"]);
        Assert.Equal(-15.151515151515m, hedged.Blocks.SelectMany(b => b.ExpectedDeltas).Where(d => d.Key.Type == PositionType.Perp).Sum(d => d.Amount));
    }
}
