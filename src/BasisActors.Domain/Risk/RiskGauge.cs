using System.Collections.Immutable;

namespace BasisActors.Domain.Risk;

/// <summary>Where a risk stands between its limits.</summary>
public enum RiskBand
{
    /// <summary>There is nothing to judge: no position, no debt.</summary>
    None,

    Safe,

    Warning,

    Critical,

    /// <summary>What the limits are there to prevent: liquidation, the stop.</summary>
    Failure,
}

/// <summary>One risk of an assessment against its limits, as they are judged by the triggers (domain reference §6).</summary>
/// <param name="Metric">Name of the risk, such as <c>margin_ratio</c>.</param>
/// <param name="Venue">Where; null when it is the run's.</param>
/// <param name="Value">A fraction, or a factor; null without a position.</param>
/// <param name="Warning">Limit of the warning; null where there is none.</param>
/// <param name="Critical">Limit of the critical band; null where there is none.</param>
/// <param name="Failure">Where it is too late; null where there is no such point.</param>
/// <param name="IsLowBad">True when a small value is the bad one.</param>
public sealed record RiskGauge(string Metric, string? Venue, decimal? Value, decimal? Warning, decimal? Critical, decimal? Failure, bool IsLowBad)
{
    /// <summary>True when the point of failure itself is too late; false when only what lies beyond it is.</summary>
    public bool FailsAtLimit { get; init; }

    public RiskBand Band => Value is not { } value ? RiskBand.None
        : IsBeyond(value, Failure) || (FailsAtLimit && value == Failure) ? RiskBand.Failure
        : IsBeyond(value, Critical) ? RiskBand.Critical
        : IsBeyond(value, Warning) ? RiskBand.Warning
        : RiskBand.Safe;

    /// <summary>The risks that a run has enabled, in a fixed order.</summary>
    /// <param name="risk">The assessment.</param>
    /// <param name="targetLtv">Loan-to-value that the mode aims at; null in a mode that does not borrow.</param>
    public static ImmutableArray<RiskGauge> Of(RiskAssessment risk, decimal? targetLtv)
    {
        var limits = risk.Limits;
        var gauges = ImmutableArray.CreateBuilder<RiskGauge>();
        if (risk.Loan is { } loan)
        {
            var liquidation = loan.Parameters.LiquidationThreshold;
            decimal? warning = targetLtv > 0 ? targetLtv + limits.LtvWarningExcess : null;
            gauges.Add(new RiskGauge("health_factor", null, risk.HealthFactor, warning > 0 ? liquidation / warning : null, liquidation / limits.LtvCritical, 1, IsLowBad: true));
            gauges.Add(new RiskGauge("loan_to_value", null, risk.LoanToValue, warning, limits.LtvCritical, liquidation, IsLowBad: false));
        }

        foreach (var margin in risk.Margins)
            gauges.Add(new RiskGauge("margin_ratio", margin.Venue, margin.Ratio, limits.MarginWarning, limits.MarginCritical, limits.MaintenanceMargin, IsLowBad: true) { FailsAtLimit = true });
        if (risk.DeltaDrift is not null)
            gauges.Add(new RiskGauge("delta_drift", null, risk.DeltaDrift, limits.DeltaWarning, limits.DeltaCritical, null, IsLowBad: false));
        if (risk.PegDiscount is not null)
            gauges.Add(new RiskGauge("peg_discount", null, risk.PegDiscount, limits.PegWarning, limits.PegCritical, null, IsLowBad: false));
        if (risk.BasisSpread is not null)
            gauges.Add(new RiskGauge("basis_spread", null, risk.BasisSpread, limits.BasisWarning, null, null, IsLowBad: false));
        gauges.Add(new RiskGauge("loss", null, risk.Loss, null, null, limits.StopLoss, IsLowBad: false) { FailsAtLimit = true });
        gauges.Add(new RiskGauge("drawdown", null, risk.Drawdown, null, null, limits.DrawdownStop, IsLowBad: false) { FailsAtLimit = true });
        return gauges.ToImmutable();
    }

    private bool IsBeyond(decimal value, decimal? limit) => limit is { } known && (IsLowBad ? value < known : value > known);
}

public static class RiskBands
{
    private static readonly string[] Names = ["none", "safe", "warning", "critical", "failure"];

    public static string Name(this RiskBand band) => Names[(int)band];
}
