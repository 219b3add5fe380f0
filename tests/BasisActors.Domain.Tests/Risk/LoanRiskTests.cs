using BasisActors.Domain.Lending;
using BasisActors.Domain.Risk;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Risk;

/// <summary>Loan, peg and joint risk of a book against hand arithmetic (domain reference §5.5, §5.6, §6), and the order of all triggers (§4.1).</summary>
public class LoanRiskTests
{
    private static readonly Desk Levered = new(StakingConfigurations.LeveragedInEth, Markets.Staking(rate: 1.25m, market: 1.24m));
    private static readonly Desk Neutral = new(StakingConfigurations.MarketNeutral, Markets.Staking());

    [Fact]
    public void A_loan_is_valued_in_ETH_at_the_oracle_rate()
    {
        var risk = Levered.Risk(Levered.Ether().Loop(800m, 910m).Book); // 800 × 1.25 of collateral

        Assert.Equal((1_000m, 910m), (risk.Loan!.Value.Collateral, risk.Loan.Value.Debt));
        Assert.Equal(0.91m, risk.LoanToValue);
        Assert.Equal(950m / 910m, risk.HealthFactor); // 1.043956 at 0.91
        Assert.Equal(1m - 910m / 950m, risk.Joint.OracleFallToLiquidation); // 4.2 %
        Assert.Equal(0.93m, risk.Loan.Value.Parameters.MaxLtv); // both are in the correlated category
    }

    [Fact]
    public void Without_debt_the_ratio_is_zero_and_the_health_factor_infinite()
    {
        var risk = Levered.Risk(Levered.Ether().Loop(800m, 0m).Book);

        Assert.Equal(0m, risk.LoanToValue);
        Assert.Null(risk.HealthFactor);
        Assert.False(risk.IsEmergency);
        Assert.Equal(NearestFailure.None, risk.Joint.First);
    }

    [Fact]
    public void Debt_without_collateral_is_beyond_every_limit()
    {
        var risk = Levered.Risk(Levered.Ether().Loop(0m, 1m).Book);

        Assert.Equal(LendingAccount.Uncovered, risk.LoanToValue);
        Assert.True(risk.IsEmergency);
    }

    [Theory]
    [InlineData("752", false)] // 0.94 is 0.01 above the critical 0.93
    [InlineData("752.01", true)]
    public void The_emergency_begins_above_the_critical_ratio(string debt, bool emergency) =>
        Assert.Equal(emergency, Levered.Risk(Levered.Ether().Loop(640m, Number(debt)).Book).IsEmergency); // 640 × 1.25 = 800

    [Fact]
    public void The_peg_discount_is_what_the_market_pays_less()
    {
        Assert.Equal(0.008m, Levered.Risk(Levered.Ether().Loop(800m, 910m).Book).PegDiscount); // 1 − 1.24 / 1.25
        var lending = new Desk(StakingConfigurations.LendingInEth, Markets.Staking(rate: 1.25m, market: 1.24m));
        Assert.Null(lending.Risk(lending.Ether().Supplied(1m).Book).PegDiscount);
    }

    [Theory]
    [InlineData("920", null)]
    [InlineData("920.1", "AAVE_LTV_WARNING")] // 0.01 above the target
    [InlineData("930", "AAVE_LTV_WARNING")]
    [InlineData("930.1", "AAVE_LTV_CRITICAL")] // C-03: max(0.90, 0.91 + 0.02)
    public void The_ratio_warns_above_the_target_and_is_critical_above_its_limit(string debt, string? label) =>
        Assert.Equal(label, Levered.Risk(Levered.Ether().Loop(800m, Number(debt)).Book).Primary?.Label());

    [Theory]
    [InlineData("0.19", "0.11", "0.94", "MARGIN_CRITICAL DELTA_DRIFT_CRITICAL AAVE_LTV_CRITICAL")]
    [InlineData("0.2", "0.1", "0.93", "MARGIN_WARNING DELTA_DRIFT_WARNING AAVE_LTV_WARNING")] // the limits themselves are not critical
    [InlineData("0.29", "0.05", "0.94", "MARGIN_WARNING AAVE_LTV_CRITICAL")] // the warning does not hide the critical loop
    [InlineData("0.3", "0.051", "0.9201", "DELTA_DRIFT_WARNING AAVE_LTV_WARNING")]
    [InlineData("0.3", "0.05", "0.92", "")]
    public void All_triggers_are_listed_margin_first_then_delta_then_the_loan(string margin, string drift, string ltv, string labels) // S-140…S-145, C-01
    {
        var assessor = new RiskAssessor(StakingConfigurations.MarketNeutral, Neutral.Chart, Neutral.Market);

        Assert.Equal(labels, string.Join(' ', assessor.Triggers(Number(margin), Number(drift), Number(ltv)).Select(t => t.Label())));
    }

    [Fact]
    public void What_is_not_there_triggers_nothing()
    {
        var assessor = new RiskAssessor(StakingConfigurations.MarketNeutral, Neutral.Chart, Neutral.Market);
        var unlevered = new RiskAssessor(StakingConfigurations.HedgedSimple, Neutral.Chart, Neutral.Market);

        Assert.Empty(assessor.Triggers(null, null, 0m));
        Assert.Empty(unlevered.Triggers(null, null, 0.5m)); // without a target there is no warning
        Assert.Equal([RiskTrigger.AaveLtvCritical], unlevered.Triggers(null, null, 0.901m).ToArray());
    }

    [Fact]
    public void The_joint_risk_names_the_side_that_fails_first()
    {
        // margin ratio 1, maintenance 0.1: a rise of 0.9/1.1; loan at 0.9 of 0.95: a fall of 5.3 %
        var loan = Neutral.Risk(Neutral.Ether().Cash(0m, 16_500m, 16_500m, 17_000m).Loop(250m, 225m).Shorts(8.25m, 8.25m, 8.5m).Book).Joint;
        // margin ratio 0.12 on binance: a rise of 0.02 / 1.1 = 1.8 %
        var margin = Neutral.Risk(Neutral.Ether().Cash(0m, 1_980m, 16_500m, 17_000m).Loop(250m, 225m).Shorts(8.25m, 8.25m, 8.5m).Book).Joint;

        Assert.Equal((0.9m / 1.1m, 1m - 0.9m / 0.95m, NearestFailure.Lending), (loan.PriceRiseToMarginFailure, loan.OracleFallToLiquidation, loan.First));
        Assert.Equal((0.02m / 1.1m, NearestFailure.Margin), (margin.PriceRiseToMarginFailure, margin.First));
    }

    [Fact]
    public void The_joint_risk_of_a_book_with_one_side_or_none()
    {
        var shorts = Neutral.Risk(Neutral.Ether().Cash(0m, 16_500m).Short("binance", 8.25m, 2_000m).Book).Joint;
        var none = Neutral.Risk(Neutral.Ether().Cash(1m).Book).Joint;

        Assert.Equal((NearestFailure.Margin, null), (shorts.First, shorts.OracleFallToLiquidation));
        Assert.Equal((NearestFailure.None, null, null), (none.First, none.PriceRiseToMarginFailure, none.OracleFallToLiquidation));
    }

    [Fact]
    public void The_drift_of_a_staked_book_counts_collateral_less_debt_and_loose_coins()
    {
        var book = Neutral.Ether().Cash(0m, 50_000m).Loop(250m, 225m).Holds(EtherBook.Eth("bybit"), 2m).Short("binance", 25m, 2_000m).Book; // 104 000 of equity, 2 ETH too long

        Assert.Equal(4_000m / 104_000m, Neutral.Risk(book).DeltaDrift);
    }

    [Fact]
    public void A_book_in_ETH_is_not_hedged_and_has_no_drift() => Assert.Null(Levered.Risk(Levered.Ether().Loop(800m, 910m).Book).DeltaDrift);

    [Fact]
    public void The_drawdown_stop_holds_only_where_it_is_enforced()
    {
        var fallen = RiskHistory.Start.Observe(0, 100m, 100m, false).Observe(1, 80m, 0m, false);
        var book = Levered.Ether().Loop(800m, 910m).Book;
        var enforced = new Desk(StakingConfigurations.LeveragedInEth with { Risk = StakingConfigurations.LeveragedInEth.Risk with { DrawdownStop = 0.2m } }, Levered.Market);

        Assert.False(Levered.Risk(book, history: fallen).DrawdownStopReached);
        Assert.True(enforced.Risk(book, history: fallen).DrawdownStopReached);
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
