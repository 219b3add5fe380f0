using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Risk;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Strategies;

/// <summary>The decision table of staking counted in ETH, row by row (domain reference §2.3, §2.6, §4.1; S-100, S-101). A loop of 1000 ETH and 910 of debt is worth 90.</summary>
public class DirectionalStakingDecisionTests
{
    private static readonly Desk Levered = new(StakingConfigurations.LeveragedInEth, Markets.Staking());
    private static readonly Desk Plain = new(StakingConfigurations.StakingOnly, Markets.Staking());

    [Fact]
    public void With_nothing_deployed_everything_is_entered()
    {
        Assert.Equal("entry_full InitialSetup nothing_deployed", Levered.Told(Levered.Ether().Holds(EtherBook.Eth("wallet"), 100m).Book));
        Assert.Equal("entry_full InitialSetup nothing_deployed", Plain.Told(Plain.Ether().Holds(EtherBook.Eth("wallet"), 100m).Book));
    }

    [Theory]
    [InlineData("900", "hold")] // 0.90 is 0.01 below the target
    [InlineData("899.99", "entry_partial Rebalance ltv_low")]
    [InlineData("910", "hold")]
    [InlineData("920", "hold")] // 1 / (1 − 0.92) = 12.5 is the largest leverage allowed
    [InlineData("920.01", "exit_partial Rebalance reduce_ltv")] // C-12
    [InlineData("940", "exit_partial Rebalance reduce_ltv")] // critical is 0.93, the emergency begins 0.01 above it
    [InlineData("940.01", "exit_partial Rebalance emergency_deleverage")]
    public void Debt_over_collateral_decides_from_relever_to_emergency(string debt, string decision) => // S-100, C-03, C-12
        Assert.Equal(decision, Levered.Told(Levered.Ether().Loop(1_000m, Number(debt)).Book));

    [Theory]
    [InlineData("930", "hold")] // 0.02 above the target
    [InlineData("930.01", "exit_partial Rebalance reduce_ltv")]
    public void Without_a_leverage_limit_the_excess_over_the_target_decides(string debt, string decision) // S-131
    {
        var desk = new Desk(StakingConfigurations.LeveragedInEth with { Risk = StakingConfigurations.LeveragedInEth.Risk with { MaxLeverage = null } }, Markets.Staking());

        Assert.Equal(decision, desk.Told(desk.Ether().Loop(1_000m, Number(debt)).Book));
    }

    [Fact]
    public void The_loops_ratio_is_judged_by_the_oracle_and_not_by_the_market()
    {
        var cheap = new Desk(StakingConfigurations.LeveragedInEth, Markets.Staking(rate: 1.25m, market: 1.0m));

        Assert.Equal("hold", cheap.Told(cheap.Ether().Loop(800m, 910m).Book)); // 910 / (800 × 1.25)
    }

    [Theory]
    [InlineData(5, "hold")] // 5 of 100 are idle
    [InlineData(6, "entry_partial InitialSetup idle_capital")]
    public void Idle_ETH_above_the_threshold_is_staked(int idle, string decision)
    {
        var book = Plain.Ether().Holds(EtherBook.Eth("wallet"), idle).Staked(100 - idle).Book;

        Assert.Equal(decision, Plain.Told(book));
        Assert.Equal("hold", Plain.Told(Plain.Input(book) with { DepositWaits = true })); // it is deployed by its own plan
    }

    [Theory]
    [InlineData("29.999", "entry_partial Deposit deposit")] // 30 is half of the 60 before it
    [InlineData("30", "entry_full Deposit deposit")]
    public void A_deposit_of_half_of_what_was_there_is_a_full_entry(string amount, string decision) =>
        Assert.Equal(decision, Plain.Told(Plain.Ether().Holds(EtherBook.Eth("wallet"), Number(amount)).Staked(60m).Book, Desk.Deposit(Number(amount))));

    [Theory]
    [InlineData("85.4", "exit_partial Withdrawal withdrawal")] // 0.95 × 90 = 85.5
    [InlineData("85.5", "exit_full Withdrawal withdrawal")]
    public void A_withdrawal_of_nearly_everything_is_a_full_exit(string amount, string decision) =>
        Assert.Equal(decision, Levered.Told(Levered.Ether().Loop(1_000m, 910m).Book, Desk.Withdrawal(Number(amount))));

    [Fact]
    public void A_loop_in_danger_comes_before_a_withdrawal_and_a_withdrawal_before_the_table()
    {
        Assert.Equal("exit_partial Rebalance reduce_ltv", Levered.Told(Levered.Ether().Loop(1_000m, 925m).Book, Desk.Withdrawal(9m)));
        Assert.Equal("exit_partial Withdrawal withdrawal", Levered.Told(Levered.Ether().Loop(1_000m, 880m).Book, Desk.Withdrawal(9m)));
        Assert.Equal("entry_partial Rebalance ltv_low", Levered.Told(Levered.Ether().Holds(EtherBook.Eth("wallet"), 9m).Loop(1_000m, 880m).Book, Desk.Deposit(9m)));
    }

    [Fact]
    public void An_emergency_comes_before_everything_but_a_stop() // domain reference §2: 1 stop, 2 emergency
    {
        var book = Levered.Ether().Loop(1_000m, 945m).Queued("run-1-1-1", 5m, MarketBuilder.Start).Sent("run-1-1-2", "ETH", 1m, EtherBook.Eth("wallet"), MarketBuilder.Hour(1)).Book;

        Assert.Equal("exit_partial Rebalance emergency_deleverage", Levered.Told(book, Desk.Withdrawal(9m)));
        Assert.Equal("emergency_deleverage", Levered.Decide(book, Desk.Withdrawal(9m)).Reason); // money in transit does not hold it back
        Assert.Equal("exit_full Rebalance kill_switch", Levered.Told(Levered.Input(book) with { Halted = true }));
    }

    [Theory]
    [InlineData(0, "exit_partial Rebalance claim_due")]
    [InlineData(1, "hold")] // due in an hour
    public void A_claim_is_collected_once_it_is_due(int dueIn, string decision) =>
        Assert.Equal(decision, Levered.Told(Levered.Ether().Loop(1_000m, 910m).Queued("run-1-1-1", 5m, MarketBuilder.Hour(dueIn)).Book));

    [Fact]
    public void A_claim_that_is_due_comes_before_a_loop_that_is_cut() =>
        Assert.Equal("exit_partial Rebalance claim_due", Levered.Told(Levered.Ether().Loop(1_000m, 925m).Queued("run-1-1-1", 5m, MarketBuilder.Start).Book));

    [Fact]
    public void Rebalancing_switched_off_holds_the_loop_and_still_collects_stops_and_pays()
    {
        var desk = new Desk(StakingConfigurations.LeveragedInEth with { RebalancingEnabled = false }, Markets.Staking());

        Assert.Equal("hold", desk.Told(desk.Ether().Loop(1_000m, 880m).Book));
        Assert.Equal("hold", desk.Told(desk.Ether().Loop(1_000m, 945m).Book));
        Assert.Equal("exit_partial Rebalance claim_due", desk.Told(desk.Ether().Loop(1_000m, 945m).Queued("run-1-1-1", 5m, MarketBuilder.Start).Book));
        Assert.Equal("exit_partial Withdrawal withdrawal", desk.Told(desk.Ether().Loop(1_000m, 945m).Book, Desk.Withdrawal(5m)));
    }

    [Fact]
    public void A_mode_without_debt_never_looks_at_a_loop()
    {
        var book = Plain.Ether().Staked(100m).Book;

        Assert.Equal("hold", Plain.Told(book));
        Assert.Null(Plain.Risk(book).Loan);
    }

    [Fact]
    public void The_series_it_needs_are_rates_indexes_the_price_of_ETH_and_gas_when_it_is_paid()
    {
        var needs = StrategyFactory.Requirements(StakingConfigurations.LeveragedInEth with { Costs = Configurations.FullCosts });
        var token = StakingConfigurations.WeEth;

        Assert.Equal(
            [token.OracleRate, token.MarketRate, ReferenceSeries.EthUsdt, new SeriesKey(SeriesKind.LiquidityIndex, "aave_v3", "weETH"), new SeriesKey(SeriesKind.BorrowIndex, "aave_v3", "WETH"), ReferenceSeries.Gas],
            needs.Required.ToArray());
        Assert.Equal([token.OracleRate, token.MarketRate], needs.Tradable.ToArray());
        Assert.Equal([token.OracleRate, token.MarketRate, ReferenceSeries.EthUsdt], StrategyFactory.Requirements(StakingConfigurations.StakingOnly).Required.ToArray());
    }

    [Fact]
    public void An_ETH_book_never_has_a_perpetual_in_any_plan() // S-219, S-235
    {
        Plan[] plans =
        [
            Levered.Decide(Levered.Ether().Holds(EtherBook.Eth("wallet"), 100m).Book), Levered.Decide(Levered.Ether().Loop(1_000m, 880m).Book), Levered.Decide(Levered.Ether().Loop(1_000m, 945m).Book),
            Levered.Decide(Levered.Ether().Loop(1_000m, 910m).Book, Desk.Withdrawal(9m)), Plain.Decide(Plain.Ether().Staked(100m).Book, Desk.Withdrawal(100m)),
        ];

        Assert.All(plans, p => Assert.NotEmpty(p.Blocks));
        Assert.All(plans.SelectMany(p => p.Blocks).SelectMany(b => b.ExpectedDeltas), d => Assert.NotEqual(PositionType.Perp, d.Key.Type));
        Assert.All(plans, p => Assert.DoesNotContain(p.DesiredState.Keys, k => k.Contains("perp", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_full_list_of_triggers_travels_with_the_plan() =>
        Assert.Equal([RiskTrigger.AaveLtvCritical], Levered.Decide(Levered.Ether().Loop(1_000m, 935m).Book).AllTriggers.ToArray());

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
