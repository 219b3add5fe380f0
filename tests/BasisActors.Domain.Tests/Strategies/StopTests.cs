using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Risk;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>What stops a run or holds it back, whatever the mode's table says (domain reference §2, §6, §11.4; RSK-005, LT-011, C-43).</summary>
public class StopTests
{
    private static readonly Desk Levered = new(StakingConfigurations.LeveragedInEth, Markets.Staking());
    private static readonly Desk Neutral = new(StakingConfigurations.MarketNeutral, Markets.Staking());
    private static readonly Desk Lending = new(StakingConfigurations.LendingInEth, Markets.Staking());

    public static TheoryData<string> Modes => new() { "levered", "neutral", "lending" };

    [Theory]
    [MemberData(nameof(Modes))]
    public void After_a_liquidation_everything_is_closed_and_the_run_halts(string mode)
    {
        var (desk, book) = Deployed(mode);
        var input = desk.Input(book);
        var plan = desk.Strategy.UpdateState(input with { Risk = input.Risk with { LiquidatedVenue = "binance" } });

        Assert.Equal(("liquidated", true), (plan.Reason, plan.HaltsRun));
        Assert.NotEmpty(plan.Blocks);
    }

    [Theory]
    [InlineData("89.9", "exit_full Rebalance max_drawdown")]
    [InlineData("90", "exit_full Rebalance max_drawdown")] // a tenth below the peak of 100
    [InlineData("90.01", "hold")]
    public void A_fall_from_the_peak_by_the_limit_stops_when_it_is_enforced(string equity, string decision)
    {
        var history = RiskHistory.Start.Observe(0, 100m, 100m, false).Observe(1, Number(equity), 0m, false);
        var enforced = new Desk(StakingConfigurations.LeveragedInEth with { Risk = StakingConfigurations.LeveragedInEth.Risk with { DrawdownStop = 0.10m } }, Markets.Staking());
        var book = enforced.Ether().Loop(1_000m, 910m).Book;

        Assert.Equal(decision, enforced.Told(book, history: history));
        Assert.Equal("hold", Levered.Told(Levered.Ether().Loop(1_000m, 910m).Book, history: history)); // not enforced
    }

    [Theory]
    [InlineData("85", "exit_full Rebalance stop_loss")]
    [InlineData("85.01", "hold")]
    public void A_loss_since_the_start_of_15_percent_stops(string equity, string decision)
    {
        var history = RiskHistory.Start.Observe(0, 100m, 100m, false).Observe(1, Number(equity), 0m, false);

        Assert.Equal(decision, Levered.Told(Levered.Ether().Loop(1_000m, 910m).Book, history: history));
    }

    [Fact]
    public void A_stop_for_any_reason_comes_before_an_emergency_and_the_kill_switch_names_it_first()
    {
        var input = Levered.Input(Levered.Ether().Loop(1_000m, 945m).Book);
        var stopped = input with { Risk = input.Risk with { LiquidatedVenue = "aave_v3", StopLossReached = true, DrawdownStopReached = true } };

        Assert.Equal("exit_full Rebalance liquidated", Levered.Told(stopped));
        Assert.Equal("exit_full Rebalance kill_switch", Levered.Told(stopped with { Halted = true }));
        Assert.Equal("exit_full Rebalance stop_loss", Levered.Told(stopped with { Risk = stopped.Risk with { LiquidatedVenue = null } }));
    }

    [Fact]
    public void While_money_is_in_transit_nothing_is_planned()
    {
        var book = Neutral.Ether().Sent("run-1-1-1", "USDT", 50_000m, EtherBook.Usdt("binance"), MarketBuilder.Hour(1)).Cash(50_000m).Book;
        var plan = Neutral.Decide(book, Desk.Deposit(1_000m));

        Assert.Equal(("in_transit", 0, false), (plan.Reason, plan.Blocks.Length, plan.AnswersFlow));
        Assert.NotEqual("in_transit", Levered.Decide(Levered.Ether().Loop(1_000m, 910m).Queued("run-1-1-1", 5m, MarketBuilder.Hour(1)).Book).Reason); // a claim is not in transit
    }

    [Fact]
    public void An_open_circuit_breaker_holds_entries_back() // §11.4
    {
        var input = Neutral.Input(Neutral.Ether().Cash(100_000m).Book) with { ReduceOnly = true };
        var levering = Levered.Input(Levered.Ether().Loop(1_000m, 880m).Book) with { ReduceOnly = true };
        var deposit = Levered.Input(Levered.Ether().Holds(EtherBook.Eth("wallet"), 9m).Loop(1_000m, 910m).Book, Desk.Deposit(9m)) with { ReduceOnly = true };

        Assert.All([Neutral.Strategy.UpdateState(input), Levered.Strategy.UpdateState(levering), Levered.Strategy.UpdateState(deposit)], p =>
        {
            Assert.Equal(("circuit_breaker", false), (p.Reason, p.AnswersFlow));
            Assert.Empty(p.Blocks);
        });
    }

    [Fact]
    public void An_open_circuit_breaker_lets_exits_claims_and_the_repair_of_the_hedge_through()
    {
        var tooShort = Neutral.Ether().Cash(0m, 16_500m, 16_500m, 17_000m).Loop(250m, 225m).Shorts(9.25m, 9.25m, 9.5m).Book;
        var reduce = Levered.Ether().Loop(1_000m, 925m).Book;

        Assert.Equal("delta_drift", Neutral.Strategy.UpdateState(Neutral.Input(tooShort) with { ReduceOnly = true }).Reason); // an entry by name, C-11
        Assert.Equal("reduce_ltv", Levered.Strategy.UpdateState(Levered.Input(reduce) with { ReduceOnly = true }).Reason);
        Assert.Equal("withdrawal", Levered.Strategy.UpdateState(Levered.Input(Levered.Ether().Loop(1_000m, 910m).Book, Desk.Withdrawal(9m)) with { ReduceOnly = true }).Reason);
        Assert.Equal("claim_due", Levered.Strategy.UpdateState(Levered.Input(Levered.Ether().Loop(1_000m, 910m).Queued("run-1-1-1", 1m, MarketBuilder.Start).Book) with { ReduceOnly = true }).Reason);
    }

    [Theory]
    [InlineData(StrategyAction.EntryFull, "nothing_deployed", true)]
    [InlineData(StrategyAction.EntryPartial, "deposit", true)]
    [InlineData(StrategyAction.EntryPartial, HedgeReasons.DeltaDrift, false)]
    [InlineData(StrategyAction.ExitPartial, HedgeReasons.AddMargin, false)]
    [InlineData(StrategyAction.ExitFull, "withdrawal", false)]
    [InlineData(StrategyAction.SellDust, "dust", false)]
    public void Entries_add_risk_and_the_repair_of_a_hedge_does_not(StrategyAction action, string reason, bool adds) =>
        Assert.Equal(adds, new Decision(action, ChangeType.Rebalance, reason).AddsRisk);

    [Theory]
    [InlineData("emergency_deleverage", 0)]
    [InlineData("stop_loss", 0)]
    [InlineData("kill_switch", 0)]
    [InlineData("max_drawdown", 0)]
    [InlineData("liquidated", 0)]
    [InlineData("margin_critical", 1)]
    [InlineData("margin_warning", 1)]
    [InlineData("add_margin", 1)]
    [InlineData("reduce_ltv", 2)]
    [InlineData("negative_carry", 2)]
    [InlineData("delta_drift", 3)]
    [InlineData("withdrawal", 10)]
    public void The_reason_decides_the_priority_of_blocks(string reason, int priority) => Assert.Equal(priority, HedgeReasons.Priority(reason)); // C-01

    private static (Desk Desk, Book Book) Deployed(string mode) => mode switch
    {
        "levered" => (Levered, Levered.Ether().Loop(1_000m, 910m).Book),
        "neutral" => (Neutral, Neutral.Ether().Cash(0m, 16_500m, 16_500m, 17_000m).Loop(250m, 225m).Shorts(8.25m, 8.25m, 8.5m).Book),
        _ => (Lending, Lending.Ether().Supplied(100m).Book),
    };

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
