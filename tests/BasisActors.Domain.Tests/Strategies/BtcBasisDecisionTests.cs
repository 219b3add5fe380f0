using System.Globalization;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Risk;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>
/// The decision table of the basis and its precedence (domain reference §2, §2.2; S-094…S-096, C-08, C-14, C-15). Price 50 000, entry above 0.0001, exit below 0.
/// </summary>
public class BtcBasisDecisionTests
{
    private static readonly RiskHistory StoppedOut = RiskHistory.Start.Observe(0, 200_000m, 200_000m, false).Observe(1, 100_000m, 0m, false);

    // Funding; coins held and shorted; decision. An equity of 100 000 wants one coin, and 5 % off is near enough.
    [Theory]
    [InlineData("0.00010001", "0", "entry_full InitialSetup funding_above_entry")] // S-094 without a short
    [InlineData("0.0001", "0", "hold")] // at the threshold is not above it (S-096)
    [InlineData("-0.0002", "0", "hold")] // S-095 without a short
    [InlineData("0.0002", "1", "hold")] // no gap, no block (C-15)
    [InlineData("0", "1", "hold")] // at the exit threshold is not below it
    [InlineData("-0.00000001", "1", "exit_full Rebalance funding_below_exit")] // S-095 with a short
    [InlineData("0.0002", "0.95", "hold")] // 5 % below is within the threshold
    [InlineData("0.0002", "0.9499", "entry_partial Rebalance under_deployed")] // S-094 with a short and a gap
    [InlineData("0.0001", "0.9499", "hold")] // growing needs the entry threshold
    [InlineData("0.0002", "1.05", "hold")]
    [InlineData("0.0002", "1.0501", "exit_partial Rebalance over_deployed")]
    [InlineData("0.00005", "1.0501", "exit_partial Rebalance over_deployed")] // shrinking does not
    public void Funding_and_deployment_decide(string funding, string size, string decision)
    {
        var desk = With(Number(funding));

        Assert.Equal(decision, Told(desk, Hedged(desk, Number(size))));
    }

    [Theory]
    [InlineData("0.97", "hold")] // 3 % of equity is half of the 50 000: 0.03 × 100 000 / 50 000 = 0.06 coins
    [InlineData("0.94", "hold")]
    [InlineData("0.9399", "entry_partial Rebalance delta_drift")] // long: sell more short
    [InlineData("1.06", "hold")]
    [InlineData("1.0601", "exit_partial Rebalance delta_drift")] // short: buy some back
    [InlineData("0.8", "entry_partial Rebalance delta_drift")] // critical as well
    public void A_delta_beyond_three_percent_is_adjusted(string size, string decision) // S-116
    {
        var desk = With(0.0002m);
        var book = desk.Holdings().Cash("binance", 50_000m).Coins("binance", 1m).Short("binance", Number(size), 50_000m).Book;

        Assert.Equal(decision, Told(desk, book));
    }

    [Theory]
    [InlineData("10000", "exit_partial Rebalance over_deployed")] // a ratio of exactly 0.20 is not critical, but 1 coin is too much for 60 000
    [InlineData("9999", "exit_partial Rebalance margin_critical")]
    public void A_critical_margin_comes_before_the_table(string margin, string decision)
    {
        var desk = With(0.0002m);

        Assert.Equal(decision, Told(desk, desk.Holdings().Cash("binance", Number(margin)).Coins("binance", 1m).Short("binance", 1m, 50_000m).Book));
    }

    // 1 stop-loss, 2 critical risk, 3 withdrawal, 4 table, 5 deposit
    [Fact]
    public void The_stop_loss_comes_first()
    {
        var desk = With(-0.0002m);

        Assert.Equal("exit_full Rebalance stop_loss", Told(desk, Critical(desk), Desk.Withdrawal(1_000m), StoppedOut));
    }

    [Fact]
    public void The_kill_switch_closes_everything()
    {
        var desk = With(0.0002m);
        var decision = desk.Strategy.Decide(desk.Input(Hedged(desk, 1m)) with { Halted = true });

        Assert.Equal((StrategyAction.ExitFull, "kill_switch", true), (decision!.Action, decision.Reason, decision.HaltsRun));
    }

    [Fact]
    public void Critical_margin_comes_before_a_withdrawal()
    {
        var desk = With(0.0002m);

        Assert.Equal("exit_partial Rebalance margin_critical", Told(desk, Critical(desk), Desk.Withdrawal(1_000m)));
    }

    [Fact]
    public void A_withdrawal_comes_before_the_table()
    {
        var desk = With(-0.0002m);

        Assert.Equal("exit_partial Withdrawal withdrawal", Told(desk, Hedged(desk, 1m), Desk.Withdrawal(1_000m)));
    }

    [Fact]
    public void The_table_comes_before_a_deposit()
    {
        var leaving = With(-0.0002m);
        var drifting = With(0.0002m);

        Assert.Equal("exit_full Rebalance funding_below_exit", Told(leaving, Hedged(leaving, 1m), Desk.Deposit(1_000m)));
        Assert.Equal(
            "entry_partial Rebalance delta_drift",
            Told(drifting, drifting.Holdings().Cash("binance", 50_000m).Coins("binance", 1m).Short("binance", 0.9m, 50_000m).Book, Desk.Deposit(1_000m)));
        // it was not answered and waits for the next tick
        Assert.False(leaving.Decide(Hedged(leaving, 1m), Desk.Deposit(1_000m)).AnswersFlow);
    }

    [Fact]
    public void A_deposit_comes_before_the_gap_it_makes() // otherwise it would be deployed twice
    {
        var desk = With(0.0002m);

        Assert.Equal("entry_partial Deposit deposit", Told(desk, desk.Holdings().Cash("wallet", 20_000m).Cash("binance", 50_000m).Coins("binance", 1m).Short("binance", 1m, 50_000m).Book, Desk.Deposit(20_000m)));
    }

    [Theory]
    [InlineData(49_999, "entry_partial Deposit deposit")]
    [InlineData(50_000, "entry_full Deposit deposit")] // half of the 100 000 before it
    public void A_large_deposit_is_a_full_entry(int amount, string decision)
    {
        var desk = With(0.0002m);
        var book = desk.Holdings().Cash("wallet", amount).Cash("binance", 50_000m).Coins("binance", 1m).Short("binance", 1m, 50_000m).Book;

        Assert.Equal(decision, Told(desk, book, Desk.Deposit(amount)));
    }

    [Fact]
    public void A_deposit_without_a_position_waits_idle_for_the_entry()
    {
        var (waiting, entering) = (With(0.00005m), With(0.0002m));
        var book = waiting.Holdings().Cash("wallet", 100_000m).Book;

        var plan = waiting.Decide(book, Desk.Deposit(20_000m));

        Assert.Equal("hold", plan.Reason);
        Assert.True(plan.AnswersFlow);
        Assert.True(entering.Decide(entering.Holdings().Cash("wallet", 100_000m).Book, Desk.Deposit(20_000m)) is { AnswersFlow: true, Change: ChangeType.InitialSetup });
    }

    [Theory]
    [InlineData(94_999, "exit_partial Withdrawal withdrawal")]
    [InlineData(95_000, "exit_full Withdrawal withdrawal")]
    public void A_withdrawal_of_nearly_everything_is_a_full_exit(int amount, string decision)
    {
        var desk = With(0.0002m);

        Assert.Equal(decision, Told(desk, Hedged(desk, 1m), Desk.Withdrawal(amount)));
    }

    [Fact]
    public void Rebalancing_switched_off_holds_what_was_entered()
    {
        var desk = With(0.0002m, rebalancing: false);

        Assert.Equal("hold", Told(desk, Critical(desk)));
        Assert.Equal("hold", Told(desk, Hedged(desk, 1.3m)));
        Assert.Equal("hold", Told(desk, Hedged(desk, 0.5m)));
        Assert.Equal("hold", Told(desk, desk.Holdings().Cash("binance", 50_000m).Coins("binance", 1m).Short("binance", 0.8m, 50_000m).Book));
    }

    [Fact]
    public void Rebalancing_switched_off_still_enters_leaves_stops_and_pays()
    {
        var (entering, leaving) = (With(0.0002m, rebalancing: false), With(-0.0002m, rebalancing: false));

        Assert.Equal("entry_full InitialSetup funding_above_entry", Told(entering, entering.Holdings().Cash("wallet", 100_000m).Book));
        Assert.Equal("exit_full Rebalance funding_below_exit", Told(leaving, Hedged(leaving, 1m)));
        Assert.Equal("exit_full Rebalance stop_loss", Told(entering, Hedged(entering, 1m), history: StoppedOut));
        Assert.Equal("exit_partial Withdrawal withdrawal", Told(entering, Hedged(entering, 1m), Desk.Withdrawal(1_000m)));
        Assert.Equal("entry_partial Deposit deposit", Told(entering, Hedged(entering, 1m), Desk.Deposit(1_000m)));
    }

    [Fact]
    public void Without_a_funding_rate_nothing_is_decided()
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis(rows: 2).Observe(Keys.Funding("binance"), Markets.EightHours, (1, 0.0002m)));

        Assert.Equal("hold", Told(desk, desk.Holdings().Cash("wallet", 100_000m).Book));
        Assert.Equal("hold", Told(desk, Hedged(desk, 1.3m)));
    }

    [Fact]
    public void A_hold_is_sell_dust_without_blocks_and_answers_nothing()
    {
        var desk = With(0m);
        var plan = desk.Decide(Hedged(desk, 1m));

        Assert.Equal((StrategyAction.SellDust, null, false), (plan.Action, plan.Change, plan.AnswersFlow));
        Assert.Empty(plan.Blocks);
    }

    [Fact]
    public void A_plan_carries_every_trigger_that_holds() // a margin warning hides nothing
    {
        var desk = With(0.0002m);
        var plan = desk.Decide(desk.Holdings().Cash("binance", 12_500m).Coins("binance", 1m).Short("binance", 0.9m, 50_000m).Book);

        Assert.Equal([RiskTrigger.MarginWarning, RiskTrigger.DeltaDriftCritical], plan.AllTriggers.ToArray());
    }

    private static Desk With(decimal funding, bool rebalancing = true) =>
        new(Configurations.BtcBasis with { RebalancingEnabled = rebalancing }, Markets.Basis(funding: funding));

    /// <summary>So many coins, the same short, and the rest of 100 000 as margin.</summary>
    private static Book Hedged(Desk desk, decimal size)
    {
        var holdings = desk.Holdings().Cash("binance", 100_000m - size * 50_000m);
        return size == 0 ? holdings.Book : holdings.Coins("binance", size).Short("binance", size, 50_000m).Book;
    }

    private static Book Critical(Desk desk) => desk.Holdings().Cash("binance", 9_000m).Coins("binance", 1m).Short("binance", 1m, 50_000m).Book;

    private static string Told(Desk desk, Book book, CapitalRequest? pending = null, RiskHistory? history = null) =>
        desk.Strategy.Decide(desk.Input(book, pending, history: history)) is { } decision ? $"{decision.Action.Name()} {decision.Change} {decision.Reason}" : "hold";

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
