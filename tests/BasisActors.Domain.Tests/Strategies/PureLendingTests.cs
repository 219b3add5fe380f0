using BasisActors.Domain.Instructions;
using BasisActors.Domain.Risk;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>Supplies USDT to Aave and nothing else (domain reference §2.1; S-091…S-093, S-109…S-111, C-14…C-16). Index 1.1, gas 20 gwei, ETH 3300.</summary>
public class PureLendingTests
{
    private static readonly Desk Free = new(Configurations.PureLending, Markets.Lending(1.1m));
    private static readonly Desk Paying = new(Configurations.PureLending with { Costs = Configurations.FullCosts }, Markets.Lending(1.1m));

    [Fact]
    public void The_first_capital_is_supplied_whole() // S-091, S-109
    {
        var plan = Free.Decide(Free.Holdings().Cash("wallet", 110_000m).Book);

        Assert.Equal((StrategyAction.EntryFull, ChangeType.InitialSetup, "nothing_deployed"), (plan.Action, plan.Change, plan.Reason));
        Assert.Equal(["AAVE_SUPPLY aave_v3 110000"], plan.Told());
        Assert.Equal([new(Keys.AaveUsdt, 100_000m), new(Keys.Wallet, -110_000m)], plan.Blocks[0].ExpectedDeltas.ToArray());
        Assert.Equal(new TargetValue.Absolute(110_000m), plan.DesiredState["aave_usdt_supplied"]);
        Assert.Equal(new TargetValue.Absolute(0m), plan.DesiredState["target_delta_eth"]);
        Assert.Equal(0.05m, plan.Facts["aave_apy"]);
        Assert.Equal(new Gap("aave_usdt_supplied", 0m, 110_000m, 0m), plan.Gaps[0]);
        Assert.True(plan.AnswersFlow);
        Rules(Free, plan);
    }

    [Fact]
    public void Gas_is_kept_back_from_what_is_supplied() // 250 000 × 20e-9 × 3300 = 16.50
    {
        var plan = Paying.Decide(Paying.Holdings().Cash("wallet", 110_000m).Book);

        Assert.Equal(["AAVE_SUPPLY aave_v3 109983.5"], plan.Told());
        Assert.Equal([new(Keys.AaveUsdt, 99_985m), new(Keys.Wallet, -110_000m)], plan.Blocks[0].ExpectedDeltas.ToArray());
        Assert.Equal(16.5m, plan.Blocks[0].Instructions[0].EstimatedCost);
    }

    [Fact]
    public void Otherwise_it_is_an_entry_without_blocks() // S-093, C-15
    {
        var plan = Free.Decide(Free.Holdings().Supplied(110_000m, 1.1m).Book);

        Assert.Equal((StrategyAction.EntryPartial, null), (plan.Action, plan.Change));
        Assert.Empty(plan.Blocks);
        Assert.False(plan.AnswersFlow);
        Rules(Free, plan);
    }

    [Fact]
    public void A_drifted_position_is_never_rebalanced() // S-111
    {
        var history = RiskHistory.Start.Observe(0, 100_000m, 100_000m, false).Observe(1, 110_000m, 0m, false);

        Assert.Empty(Free.Decide(Free.Holdings().Supplied(110_000m, 1.0m).Book, history: history).Blocks);
    }

    [Theory]
    [InlineData("0.9", "entry_partial")]
    [InlineData("0.9001", "exit_partial")]
    public void An_LTV_above_the_guard_is_an_exit_that_moves_nothing(string ltv, string action) // S-092, C-16
    {
        var input = Free.Input(Free.Holdings().Supplied(110_000m, 1.1m).Book);
        var plan = Free.Strategy.UpdateState(input with { Risk = input.Risk with { LoanToValue = decimal.Parse(ltv, System.Globalization.CultureInfo.InvariantCulture) } });

        Assert.Equal(action, plan.Action.Name());
        Assert.Empty(plan.Blocks);
        Rules(Free, plan);
    }

    // a deposit of at least half of what was there before is a full entry
    [Theory]
    [InlineData(55_000, "entry_full")]
    [InlineData(54_999, "entry_partial")]
    public void A_deposit_is_supplied_by_its_amount(int amount, string action) // S-110
    {
        var plan = Free.Decide(Free.Holdings().Cash("wallet", amount).Supplied(110_000m, 1.1m).Book, Desk.Deposit(amount));

        Assert.Equal((action, ChangeType.Deposit, true), (plan.Action.Name(), plan.Change, plan.AnswersFlow));
        Assert.Equal([$"AAVE_SUPPLY aave_v3 {amount}"], plan.Told());
        Assert.Equal(new TargetValue.Increase(amount), plan.DesiredState["aave_usdt_supplied"]);
        Assert.Equal((decimal)amount, plan.Facts["flow"]);
        Rules(Free, plan);
    }

    [Fact]
    public void A_deposit_before_anything_is_deployed_goes_in_with_all_the_rest() // the table comes before a deposit
    {
        var plan = Free.Decide(Free.Holdings().Cash("wallet", 150_000m).Book, Desk.Deposit(50_000m));

        Assert.Equal((StrategyAction.EntryFull, ChangeType.InitialSetup, true), (plan.Action, plan.Change, plan.AnswersFlow));
        Assert.Equal(["AAVE_SUPPLY aave_v3 150000"], plan.Told());
    }

    [Fact]
    public void A_deposit_below_the_smallest_trade_is_answered_and_stays_idle()
    {
        var plan = Free.Decide(Free.Holdings().Cash("wallet", 9.99m).Supplied(110_000m, 1.1m).Book, Desk.Deposit(9.99m));

        Assert.Empty(plan.Blocks);
        Assert.True(plan.AnswersFlow);
        Assert.Single(Free.Decide(Free.Holdings().Cash("wallet", 10m).Supplied(110_000m, 1.1m).Book, Desk.Deposit(10m)).Blocks);
    }

    [Fact]
    public void Capital_that_does_not_cover_the_gas_is_not_supplied()
    {
        Assert.Empty(Paying.Decide(Paying.Holdings().Cash("wallet", 16m).Book).Blocks);
        Assert.Empty(Paying.Decide(Paying.Holdings().Cash("wallet", 26.49m).Book).Blocks); // 9.99 after gas, the smallest trade is 10
        Assert.Single(Paying.Decide(Paying.Holdings().Cash("wallet", 26.50m).Book).Blocks);
    }

    [Fact]
    public void A_withdrawal_takes_idle_money_first()
    {
        var plan = Free.Decide(Free.Holdings().Cash("wallet", 4_000m).Supplied(106_000m, 1.1m).Book, Desk.Withdrawal(10_000m));

        Assert.Equal((StrategyAction.ExitPartial, ChangeType.Withdrawal, true), (plan.Action, plan.Change, plan.AnswersFlow));
        Assert.Equal(["AAVE_WITHDRAW aave_v3 6000", "WALLET_PAYOUT wallet 10000"], plan.Told());
        Assert.Equal([plan.Blocks[0].Id], plan.Blocks[1].Dependencies.ToArray());
        Assert.Equal(new TargetValue.Decrease(6_000m), plan.DesiredState["aave_usdt_supplied"]);
        Assert.Equal([new Gap("aave_usdt_supplied", 106_000m, 100_000m, 0m), new Gap("payout", 0m, 10_000m, 0m)], plan.Gaps.ToArray());
        Rules(Free, plan);
    }

    [Fact]
    public void A_withdrawal_that_idle_money_covers_leaves_the_supply_alone()
    {
        var plan = Free.Decide(Free.Holdings().Cash("wallet", 10_000m).Supplied(100_000m, 1.1m).Book, Desk.Withdrawal(10_000m));

        Assert.Equal(["WALLET_PAYOUT wallet 10000"], plan.Told());
        Assert.Empty(plan.Blocks[0].Dependencies);
        Assert.Equal(TargetValue.Keep, plan.DesiredState["aave_usdt_supplied"]);
    }

    [Fact]
    public void A_withdrawal_frees_its_own_gas_as_well() // 220 000 units = 14.52 to withdraw, 100 000 = 6.60 to pay out
    {
        var plan = Paying.Decide(Paying.Holdings().Supplied(110_000m, 1.1m).Book, Desk.Withdrawal(10_000m));

        Assert.Equal(["AAVE_WITHDRAW aave_v3 10021.12", "WALLET_PAYOUT wallet 10000"], plan.Told());
        Assert.Equal([new(Keys.AaveUsdt, -9_110.109090909091m), new(Keys.Wallet, 10_006.6m)], plan.Blocks[0].ExpectedDeltas.ToArray());
        Assert.Equal([new(Keys.Wallet, -10_006.6m)], plan.Blocks[1].ExpectedDeltas.ToArray());
        Rules(Paying, plan);
    }

    [Theory]
    [InlineData(104_499, "exit_partial", "104499")]
    [InlineData(104_500, "exit_full", "110000")] // 95 % of 110 000
    public void A_withdrawal_of_nearly_everything_closes_the_position(int amount, string action, string withdrawn)
    {
        var plan = Free.Decide(Free.Holdings().Supplied(110_000m, 1.1m).Book, Desk.Withdrawal(amount));

        Assert.Equal(action, plan.Action.Name());
        Assert.Equal([$"AAVE_WITHDRAW aave_v3 {withdrawn}", $"WALLET_PAYOUT wallet {amount}"], plan.Told());
    }

    [Fact]
    public void Closing_takes_the_whole_scaled_balance_and_pays_what_gas_leaves()
    {
        var plan = Paying.Decide(Paying.Holdings().Supplied(110_000m, 1.1m).Book, Desk.Withdrawal(110_000m));

        Assert.Equal(["AAVE_WITHDRAW aave_v3 110000", "WALLET_PAYOUT wallet 109978.88"], plan.Told()); // − 14.52 − 6.60
        Assert.Equal(new Delta(Keys.AaveUsdt, -100_000m), plan.Blocks[0].ExpectedDeltas[0]);
        Rules(Paying, plan);
    }

    [Fact]
    public void A_withdrawal_that_gas_eats_pays_nothing_out() // 20 − 14.52 leaves less than the 6.60 of the payout
    {
        var plan = Paying.Decide(Paying.Holdings().Supplied(20m, 1.1m).Book, Desk.Withdrawal(10m));

        Assert.Equal(["AAVE_WITHDRAW aave_v3 20"], plan.Told());
        Assert.True(plan.AnswersFlow);
        Rules(Paying, plan);
    }

    [Theory]
    [InlineData("14.51", 0)]
    [InlineData("14.52", 1)]
    public void A_supply_that_does_not_pay_its_own_way_out_stays(string supplied, int blocks)
    {
        var book = Paying.Holdings().Supplied(decimal.Parse(supplied, System.Globalization.CultureInfo.InvariantCulture), 1.1m).Book;
        var history = RiskHistory.Start.Observe(0, 200m, 200m, false).Observe(1, 14m, 0m, false);

        var plan = Paying.Decide(book, history: history);

        Assert.Equal((StrategyAction.ExitFull, true, blocks), (plan.Action, plan.HaltsRun, plan.Blocks.Length));
        Rules(Paying, plan);
    }

    [Fact]
    public void A_withdrawal_beyond_the_idle_money_of_an_empty_position_pays_what_there_is()
    {
        var plan = Free.Decide(Free.Holdings().Cash("wallet", 100m).Book, Desk.Withdrawal(150m));

        Assert.Equal(["WALLET_PAYOUT wallet 100"], plan.Told());
        Rules(Free, plan);
    }

    [Fact]
    public void A_stop_loss_withdraws_everything_and_halts_whatever_waits()
    {
        var history = RiskHistory.Start.Observe(0, 200_000m, 200_000m, false).Observe(1, 110_000m, 0m, false);

        var plan = Free.Decide(Free.Holdings().Supplied(110_000m, 1.1m).Book, Desk.Deposit(1_000m), history: history);

        Assert.Equal((StrategyAction.ExitFull, "stop_loss", true), (plan.Action, plan.Reason, plan.HaltsRun));
        Assert.Equal(["AAVE_WITHDRAW aave_v3 110000"], plan.Told());
        Assert.False(plan.AnswersFlow);
        Rules(Free, plan);
    }

    [Fact]
    public void Rebalancing_switched_off_changes_nothing_for_lending()
    {
        var desk = new Desk(Configurations.PureLending with { RebalancingEnabled = false }, Markets.Lending(1.1m));

        Assert.Equal(["AAVE_SUPPLY aave_v3 110000"], desk.Decide(desk.Holdings().Cash("wallet", 110_000m).Book).Told());
    }

    [Fact]
    public void Ids_come_from_run_tick_block_and_step()
    {
        var plan = Free.Decide(Free.Holdings().Cash("wallet", 4_000m).Supplied(106_000m, 1.1m).Book, Desk.Withdrawal(10_000m));

        Assert.Equal(["run-1-1", "run-1-2"], plan.Blocks.Select(b => b.Id));
        Assert.Equal(["run-1-1-1", "run-1-2-1"], plan.Blocks.SelectMany(b => b.Instructions).Select(i => i.Id));
        Assert.Equal(0, plan.SnapshotId);
    }

    private static void Rules(Desk desk, Plan plan) => Assert.Empty(desk.Violations(plan));
}
