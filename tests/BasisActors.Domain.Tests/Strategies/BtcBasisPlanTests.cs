using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Risk;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>Blocks of the basis on one venue, in their order (domain reference §2.2; S-112…S-116, C-14). Price 50 000, no costs.</summary>
public class BtcBasisPlanTests
{
    private const string Transfer = "TRANSFER_TO_CEX binance", Back = "TRANSFER_FROM_CEX binance", Payout = "WALLET_PAYOUT wallet";

    private static readonly Desk Entering = new(Configurations.BtcBasis, Markets.Basis(funding: 0.0002m));
    private static readonly Desk Leaving = new(Configurations.BtcBasis, Markets.Basis(funding: -0.0002m));

    [Fact]
    public void The_setup_buys_half_and_shorts_as_much() // golden vector: 100 000 at 50 000 is 1.0, −1.0 and 50 000 of margin; S-112…S-114
    {
        var plan = Entering.Decide(Entering.Holdings().Cash("wallet", 100_000m).Book);

        Assert.Equal(new TargetValue.Absolute(1m), plan.DesiredState["btc_spot"]);
        Assert.Equal(new TargetValue.Absolute(-1m), plan.DesiredState["btc_perp_short"]);
        Assert.Equal(new TargetValue.Absolute(0m), plan.DesiredState["target_delta_btc"]);
        Assert.Equal((50_000m, 0.0002m), (plan.Facts["btc_price"], plan.Facts["funding_rate"]));
        Assert.Equal([$"{Transfer} 100000", "CEX_SPOT_BUY binance 1 + PERP_OPEN_SHORT binance 1"], plan.Told());
        // what stays as margin: 100 000 in, 50 000 for the coins
        Assert.Equal([new(Keys.Cash("binance"), 100_000m), new(Keys.Wallet, -100_000m)], plan.Blocks[0].ExpectedDeltas.ToArray());
        Assert.Equal(
            [new(Keys.Coins("binance"), 1m), new(Keys.Cash("binance"), -50_000m), new(Keys.Perp("binance"), -1m)], plan.Blocks[1].ExpectedDeltas.ToArray());
        InOrder(Entering, plan);
    }

    [Fact]
    public void Both_legs_are_submitted_together_and_nothing_else_is()
    {
        var plan = Entering.Decide(Entering.Holdings().Cash("wallet", 100_000m).Book);

        Assert.Equal([false, true], plan.Blocks.Select(b => b.ParallelGroup));
        Assert.All(plan.Blocks, b => Assert.Equal((BlockPriority.Normal, StrategyAction.EntryFull), (b.Priority, b.Action)));
    }

    [Fact]
    public void Gaps_name_coins_short_and_payout()
    {
        var plan = Entering.Decide(Entering.Holdings().Cash("wallet", 100_000m).Book);

        Assert.Equal([new("btc_spot", 0m, 1m, 0m), new("btc_perp_short", 0m, -1m, 0m), new("payout", 0m, 0m, 0m)], plan.Gaps.ToArray());
    }

    [Fact]
    public void The_setup_counts_capital_that_already_lies_on_the_exchange() // only the rest is moved
    {
        var plan = Entering.Decide(Entering.Holdings().Cash("wallet", 30_000m).Cash("binance", 70_000m).Book);

        Assert.Equal([$"{Transfer} 30000", "CEX_SPOT_BUY binance 1 + PERP_OPEN_SHORT binance 1"], plan.Told());
    }

    [Fact]
    public void The_share_of_the_long_leg_is_the_configured_one() // 0.8 × 100 000 / 50 000
    {
        var desk = new Desk(Configurations.BtcBasis with { SpotAllocation = 0.8m }, Markets.Basis(funding: 0.0002m));

        Assert.Equal([$"{Transfer} 100000", "CEX_SPOT_BUY binance 1.6 + PERP_OPEN_SHORT binance 1.6"], desk.Decide(desk.Holdings().Cash("wallet", 100_000m).Book).Told());
    }

    [Fact]
    public void A_deposit_extends_both_legs_by_half_of_it() // 0.5 × 20 000 / 50 000 = 0.2
    {
        var plan = Entering.Decide(Basis(Entering).Cash("wallet", 20_000m).Book, Desk.Deposit(20_000m));

        Assert.Equal(new TargetValue.Increase(0.2m), plan.DesiredState["btc_spot"]);
        Assert.Equal(new TargetValue.Decrease(0.2m), plan.DesiredState["btc_perp_short"]);
        Assert.Equal([$"{Transfer} 20000", "CEX_SPOT_BUY binance 0.2 + PERP_OPEN_SHORT binance 0.2"], plan.Told());
        Assert.Equal((StrategyAction.EntryPartial, ChangeType.Deposit, true, 20_000m), (plan.Action, plan.Change, plan.AnswersFlow, plan.Facts["flow"]));
        InOrder(Entering, plan);
    }

    [Fact]
    public void A_withdrawal_shrinks_both_legs_by_its_share_and_pays_out_last() // 10 000 of 100 000: a tenth of both legs
    {
        var plan = Entering.Decide(Basis(Entering).Book, Desk.Withdrawal(10_000m));

        Assert.Equal(new TargetValue.Absolute(0.9m), plan.DesiredState["btc_spot"]);
        Assert.Equal(new TargetValue.Absolute(-0.9m), plan.DesiredState["btc_perp_short"]);
        Assert.Equal(["PERP_REDUCE_SHORT binance 0.1 + CEX_SPOT_SELL binance 0.1", $"{Back} 10000", $"{Payout} 10000"], plan.Told());
        Assert.Equal(new Gap("payout", 0m, 10_000m, 0m), plan.Gaps[2]);
        Assert.Equal([true, false, false], plan.Blocks.Select(b => b.ParallelGroup));
        InOrder(Entering, plan);
    }

    [Fact]
    public void A_withdrawal_of_everything_closes_both_legs_and_empties_the_exchange()
    {
        var plan = Entering.Decide(Basis(Entering).Book, Desk.Withdrawal(100_000m));

        Assert.Equal(["PERP_REDUCE_SHORT binance 1 + CEX_SPOT_SELL binance 1", $"{Back} 100000", $"{Payout} 100000"], plan.Told());
        Assert.Equal(new TargetValue.Absolute(0m), plan.DesiredState["btc_spot"]);
        InOrder(Entering, plan);
    }

    [Fact]
    public void A_withdrawal_without_a_position_is_paid_from_the_wallet_and_then_from_the_exchange()
    {
        var wallet = Leaving.Decide(Leaving.Holdings().Cash("wallet", 50_000m).Cash("binance", 50_000m).Book, Desk.Withdrawal(10_000m));
        var exchange = Leaving.Decide(Leaving.Holdings().Cash("binance", 100_000m).Book, Desk.Withdrawal(10_000m));

        Assert.Equal($"{Payout} 10000", wallet.Told()[^1]);
        Assert.DoesNotContain(wallet.Told(), t => t.StartsWith(Back, StringComparison.Ordinal));
        Assert.Equal([$"{Back} 10000", $"{Payout} 10000"], exchange.Told());
    }

    [Fact]
    public void Leaving_closes_both_legs_and_leaves_the_cash_where_it_is()
    {
        var plan = Leaving.Decide(Basis(Leaving).Book);

        Assert.Equal(["PERP_REDUCE_SHORT binance 1 + CEX_SPOT_SELL binance 1"], plan.Told());
        Assert.Equal((StrategyAction.ExitFull, ChangeType.Rebalance, false), (plan.Action, plan.Change, plan.HaltsRun));
        Assert.Equal(BlockPriority.Normal, plan.Blocks[0].Priority);
        Assert.True(plan.Blocks[0].Instructions[0].ReduceOnly);
        Assert.False(plan.Blocks[0].Instructions[1].ReduceOnly);
        InOrder(Leaving, plan);
    }

    [Fact]
    public void A_stop_loss_is_an_emergency_that_ends_the_run()
    {
        var history = RiskHistory.Start.Observe(0, 200_000m, 200_000m, false).Observe(1, 100_000m, 0m, false);

        var plan = Entering.Decide(Basis(Entering).Book, history: history);

        Assert.Equal((StrategyAction.ExitFull, BlockPriority.Emergency, true), (plan.Action, plan.Blocks[0].Priority, plan.HaltsRun));
        Assert.Equal(["PERP_REDUCE_SHORT binance 1 + CEX_SPOT_SELL binance 1"], plan.Told());
    }

    [Fact]
    public void Critical_margin_halves_both_legs_before_anything_else() // ratio 9 999 / 50 000
    {
        var plan = Entering.Decide(Entering.Holdings().Cash("binance", 9_999m).Coins("binance", 1m).Short("binance", 1m, 50_000m).Book);

        Assert.Equal(["PERP_REDUCE_SHORT binance 0.5 + CEX_SPOT_SELL binance 0.5"], plan.Told());
        Assert.Equal((StrategyAction.ExitPartial, BlockPriority.Margin), (plan.Action, plan.Blocks[0].Priority));
        InOrder(Entering, plan);
    }

    [Theory]
    [InlineData("0.9", "PERP_OPEN_SHORT binance 0.1", StrategyAction.EntryPartial)] // long by 0.1
    [InlineData("1.1", "PERP_REDUCE_SHORT binance 0.1", StrategyAction.ExitPartial)] // short by 0.1
    public void Delta_drift_adjusts_the_perpetual_alone(string size, string trade, StrategyAction action) // S-115: short = −current spot
    {
        var quantity = decimal.Parse(size, System.Globalization.CultureInfo.InvariantCulture);
        var plan = Entering.Decide(Entering.Holdings().Cash("wallet", 5_000m).Cash("binance", 45_000m).Coins("binance", 1m).Short("binance", quantity, 50_000m).Book);

        Assert.Equal([trade], plan.Told());
        Assert.Equal((action, BlockPriority.Delta), (plan.Action, plan.Blocks[0].Priority));
        Assert.Equal(TargetValue.Keep, plan.DesiredState["btc_spot"]);
        Assert.Equal(new TargetValue.Absolute(-1m), plan.DesiredState["btc_perp_short"]);
        InOrder(Entering, plan);
    }

    [Fact]
    public void An_over_deployed_basis_shrinks_to_its_share() // at 60 000: equity 100 000 wants 50 000 / 60 000 coins
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis(60_000m));
        var plan = desk.Decide(Basis(desk).Book);

        Assert.Equal(["PERP_REDUCE_SHORT binance 0.166666666667 + CEX_SPOT_SELL binance 0.166666666667"], plan.Told());
        // realised: 0.166666666667 × (50 000 − 60 000)
        Assert.Contains(new Delta(Keys.Cash("binance"), -1_666.66666667m), plan.Blocks[0].Instructions[0].EstimatedDeltas);
        InOrder(desk, plan);
    }

    [Fact]
    public void An_under_deployed_basis_grows_to_its_share() // at 40 000: equity 100 000 wants 1.25 coins
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis(40_000m));
        var plan = desk.Decide(Basis(desk).Book);

        Assert.Equal(["CEX_SPOT_BUY binance 0.25 + PERP_OPEN_SHORT binance 0.25"], plan.Told());
        InOrder(desk, plan);
    }

    [Fact]
    public void Instructions_below_the_smallest_trade_are_dropped() // 0.5 × 39.99 / 50 000 = 0.0003999 coins, 19.995 USDT
    {
        var small = Configurations.BtcBasis with { Venues = [.. Configurations.BtcBasis.Venues.Select(v => v with { MinTradeSizeUsd = 20m })] };
        var desk = new Desk(small, Markets.Basis());

        Assert.DoesNotContain(
            desk.Decide(Basis(desk).Cash("wallet", 39.99m).Book, Desk.Deposit(39.99m)).Blocks.SelectMany(b => b.Instructions), i => i.Type == InstructionType.CexTrade);
        Assert.Contains(
            desk.Decide(Basis(desk).Cash("wallet", 40m).Book, Desk.Deposit(40m)).Blocks.SelectMany(b => b.Instructions), i => i.Type == InstructionType.CexTrade);
    }

    [Fact]
    public void Costs_are_in_the_estimates() // fees: 0.1 % of 50 000 and 0.05 % of 50 000
    {
        var desk = new Desk(Configurations.BtcBasis with { Costs = Configurations.FeesOnly }, Markets.Basis());
        var plan = desk.Decide(desk.Holdings().Cash("wallet", 100_000m).Book);

        Assert.Contains(new Delta(Keys.Cash("binance"), -50_075m), plan.Blocks[1].ExpectedDeltas);
        Assert.Equal([50m, 25m], plan.Blocks[1].Instructions.Select(i => i.EstimatedCost));
    }

    [Fact]
    public void Gas_is_paid_on_top_of_a_transfer_and_out_of_what_comes_back() // 100 000 × 20e-9 × 3300 = 6.60 each
    {
        var desk = new Desk(Configurations.BtcBasis with { Costs = new CostSettings(CostModel.Fees, null, true, true) }, Markets.Basis());

        var entry = desk.Decide(desk.Holdings().Cash("wallet", 100_000m).Book).Blocks[0];
        var exit = desk.Decide(Basis(desk).Book, Desk.Withdrawal(10_000m));

        Assert.Equal([new(Keys.Cash("binance"), 99_993.4m), new(Keys.Wallet, -100_000m)], entry.ExpectedDeltas.ToArray());
        // 10 000 + 6.60 to pay out + 6.60 to bring it back
        Assert.Equal([$"{Back} 10013.2", $"{Payout} 10000"], exit.Told()[1..]);
        Assert.Equal([new(Keys.Cash("binance"), -10_013.2m), new(Keys.Wallet, 10_006.6m)], exit.Blocks[1].ExpectedDeltas.ToArray());
        Assert.Equal([new(Keys.Wallet, -10_006.6m)], exit.Blocks[2].ExpectedDeltas.ToArray());
    }

    private static Holdings Basis(Desk desk) => desk.Holdings().Cash("binance", 50_000m).Coins("binance", 1m).Short("binance", 1m, 50_000m);

    /// <summary>Every block waits for the one before it, and no rule of plans is broken.</summary>
    private static void InOrder(Desk desk, Plan plan)
    {
        Assert.Empty(desk.Violations(plan));
        Assert.Empty(plan.Blocks[0].Dependencies);
        for (var i = 1; i < plan.Blocks.Length; i++)
            Assert.Equal([plan.Blocks[i - 1].Id], plan.Blocks[i].Dependencies.ToArray());
        Assert.Equal(Enumerable.Range(1, plan.Blocks.Length).Select(n => $"run-1-{n}"), plan.Blocks.Select(b => b.Id));
    }
}
