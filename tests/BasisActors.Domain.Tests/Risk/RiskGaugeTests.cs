using BasisActors.Domain.Configuration;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Perpetuals;
using BasisActors.Domain.Risk;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Risk;

/// <summary>Bands are those of the triggers (S-140…S-145) and of the points that they are there to prevent.</summary>
public sealed class RiskGaugeTests
{
    private static readonly RiskLimits Limits = Configurations.Limits with
    {
        MarginWarning = 0.30m,
        MarginCritical = 0.20m,
        MaintenanceMargin = 0.10m,
        DeltaWarning = 0.03m,
        DeltaCritical = 0.06m,
        LtvCritical = 0.92m,
        LtvWarningExcess = 0.01m,
        StopLoss = 0.15m,
        DrawdownStop = 0.2m,
    };

    [Theory]
    [InlineData(30, RiskBand.Safe)] // at the limit is not below it
    [InlineData(29.9, RiskBand.Warning)]
    [InlineData(20, RiskBand.Warning)]
    [InlineData(19.9, RiskBand.Critical)]
    [InlineData(10, RiskBand.Failure)] // the exchange liquidates at or below
    [InlineData(-5, RiskBand.Failure)]
    public void Margin_by_exchange(double balance, RiskBand band)
    {
        var gauge = Of(new RiskAssessment { Timestamp = default, Limits = Limits, History = RiskHistory.Start, StopLossReached = false, Margins = [new CrossMargin("bybit", (decimal)balance, 100, 0)] }, "margin_ratio");

        Assert.Equal(("bybit", (decimal)balance / 100, band), (gauge.Venue, gauge.Value, gauge.Band));
    }

    [Theory]
    [InlineData(0.90, RiskBand.Safe, RiskBand.Safe)] // the target itself
    [InlineData(0.911, RiskBand.Warning, RiskBand.Warning)] // target 0.90 + 0.01
    [InlineData(0.921, RiskBand.Critical, RiskBand.Critical)]
    [InlineData(0.951, RiskBand.Failure, RiskBand.Failure)] // above the liquidation threshold: health factor below 1
    public void A_loan_by_its_two_names_in_the_same_band(double debt, RiskBand loanToValue, RiskBand healthFactor)
    {
        var loan = new LendingAccount(1, (decimal)debt, new ReserveParameters(0.93m, 0.95m, 0.01m));
        var risk = new RiskAssessment
        {
            Timestamp = default,
            Limits = Limits,
            History = RiskHistory.Start,
            StopLossReached = false,
            Loan = loan,
            LoanToValue = loan.LoanToValue,
            HealthFactor = loan.HealthFactor,
        };

        Assert.Equal(loanToValue, Of(risk, "loan_to_value", 0.90m).Band);
        Assert.Equal(healthFactor, Of(risk, "health_factor", 0.90m).Band);
    }

    [Theory]
    [InlineData(0.03, RiskBand.Safe)]
    [InlineData(0.031, RiskBand.Warning)]
    [InlineData(0.061, RiskBand.Critical)]
    public void Drift(double drift, RiskBand band) =>
        Assert.Equal(band, Of(new RiskAssessment { Timestamp = default, Limits = Limits, History = RiskHistory.Start, StopLossReached = false, DeltaDrift = (decimal)drift }, "delta_drift").Band);

    [Theory]
    [InlineData(86, RiskBand.Safe, RiskBand.Safe)]
    [InlineData(85, RiskBand.Failure, RiskBand.Safe)] // the stop-loss is reached at its limit
    [InlineData(80, RiskBand.Failure, RiskBand.Failure)]
    public void What_closes_everything(double equity, RiskBand loss, RiskBand drawdown)
    {
        var risk = new RiskAssessment { Timestamp = default, Limits = Limits, History = RiskHistory.Of((decimal)equity, 100, 100), StopLossReached = false };

        Assert.Equal(loss, Of(risk, "loss").Band);
        Assert.Equal(drawdown, Of(risk, "drawdown").Band);
    }

    [Fact]
    public void Without_a_position_and_without_a_debt_there_is_nothing_to_judge()
    {
        var risk = new RiskAssessment { Timestamp = default, Limits = Limits with { DrawdownStop = null }, History = RiskHistory.Start, StopLossReached = false, Loan = new LendingAccount(1, 0, new ReserveParameters(0.93m, 0.95m, 0.01m)), LoanToValue = 0 };

        Assert.Equal(RiskBand.None, Of(risk, "health_factor", 0.90m).Band);
        Assert.Equal(RiskBand.Safe, Of(risk, "loan_to_value", 0.90m).Band);
        Assert.DoesNotContain(RiskGauge.Of(risk, null), g => g.Metric == "margin_ratio");
        Assert.Equal(["none", "safe", "warning", "critical", "failure"], Enum.GetValues<RiskBand>().Select(b => b.Name()));
    }

    private static RiskGauge Of(RiskAssessment risk, string metric, decimal? targetLtv = null) => RiskGauge.Of(risk, targetLtv).Single(g => g.Metric == metric);
}
