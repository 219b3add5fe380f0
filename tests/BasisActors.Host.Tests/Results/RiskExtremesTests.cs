using BasisActors.Domain.Lending;
using BasisActors.Domain.Risk;
using BasisActors.Host.Results;

namespace BasisActors.Host.Tests.Results;

/// <summary>The risk figures of docs/metrics.md, each by hand. Exchanges liquidate at a margin ratio of 0.10, the loan at a loan-to-value of 0.95.</summary>
public sealed class RiskExtremesTests
{
    private static readonly ReserveParameters Parameters = new(0.93m, 0.95m, 0.01m);

    [Fact]
    public void The_joint_risk_names_the_side_with_the_smaller_move()
    {
        var risk = new RiskExtremes(0.10m);

        risk.Add(Tick(0, margin: 0.32m, debt: 76m)); // (0.32 − 0.10)/1.10 = 0.2; 1 − 0.76/0.95 = 0.2: equal is the margin
        Assert.Equal((0.2m, 0.2m, NearestFailure.Margin), (risk.Joint.PriceRiseToMarginFailure, risk.Joint.OracleFallToLiquidation, risk.Joint.First));

        risk.Add(Tick(1, margin: 0.54m, debt: 91.2m)); // (0.54 − 0.10)/1.10 = 0.4; 1 − 0.912/0.95 = 0.04
        Assert.Equal((0.4m, 0.04m, NearestFailure.Lending), (risk.Joint.PriceRiseToMarginFailure, risk.Joint.OracleFallToLiquidation, risk.Joint.First));
    }

    [Fact]
    public void The_leverage_is_collateral_over_what_is_ours_of_it()
    {
        var risk = new RiskExtremes(0.10m);

        risk.Add(Tick(0, debt: 75m)); // 100 / 25
        Assert.Equal(4m, risk.Leverage);

        risk.Add(Tick(1, debt: 100m)); // nothing of it is ours
        Assert.Null(risk.Leverage);
    }

    [Fact]
    public void The_worst_of_each_risk_is_kept_with_its_first_time_and_its_place()
    {
        var risk = new RiskExtremes(0.10m);
        risk.Add(Tick(0, margin: 0.54m, debt: 76m));
        risk.Add(Tick(1, margin: 0.32m, debt: 91.2m));
        risk.Add(Tick(2, margin: 0.32m, debt: 91.2m));
        risk.Add(Tick(3));

        Assert.Equal(new Extreme(0.32m, At(1), "bybit"), risk.MinMarginRatio);
        Assert.Equal(new Extreme(0.2m, At(1), "bybit"), risk.MinPriceRise);
        Assert.Equal(new Extreme(0.04m, At(1)), risk.MinOracleFall);
        Assert.Equal(new Extreme(0.912m, At(1)), risk.MaxLoanToValue);
        Assert.Equal(95m / 91.2m, risk.MinHealthFactor!.Value); // 100 × 0.95 / 91.2
    }

    [Fact]
    public void A_risk_that_a_run_never_had_is_null_and_not_zero()
    {
        var risk = new RiskExtremes(0.10m);
        risk.Add(Tick(0) with { LoanToValue = 0 });

        Assert.Null(risk.MaxLoanToValue);
        Assert.Null(risk.MinOracleFall);
        Assert.Null(risk.MinPriceRise);
        Assert.Null(risk.Leverage);
        Assert.Equal(NearestFailure.None, risk.Joint.First);
    }

    [Fact]
    public void The_circuit_breaker_is_counted_when_it_opens_and_not_while_it_is_open()
    {
        var risk = new RiskExtremes(0.10m);
        foreach (var (open, hour) in new[] { false, true, true, false, true }.Select((open, hour) => (open, hour)))
            risk.Add(Tick(hour) with { IsCircuitOpen = open });

        Assert.Equal(2, risk.CircuitOpenings);
    }

    private static DateTimeOffset At(int hour) => TestRuns.Start.AddHours(hour);

    /// <summary>A tick with a margin ratio at bybit and a debt against 100 of collateral, where they are given.</summary>
    private static TickRow Tick(int hour, decimal? margin = null, decimal? debt = null)
    {
        LendingAccount? loan = debt is { } owed ? new LendingAccount(100m, owed, Parameters) : null;
        return new TickRow
        {
            Timestamp = At(hour),
            MinMarginRatio = margin,
            WorstVenue = margin is null ? null : "bybit",
            Loan = loan,
            LoanToValue = loan?.LoanToValue,
            HealthFactor = loan?.HealthFactor,
        };
    }
}
