using System.Collections.Immutable;
using BasisActors.Domain.Risk;

namespace BasisActors.Host.Live;

/// <summary>A limit that does not hold.</summary>
/// <param name="Name">Label of the trigger (domain reference §4.1), or STOP_LOSS, MAX_DRAWDOWN, LIQUIDATED, HEALTH_FACTOR_EMERGENCY.</param>
/// <param name="Value">What it is; null where there is no number.</param>
/// <param name="Limit">What it must not be beyond; null where there is no number, or it is kept elsewhere.</param>
/// <param name="Where">The exchange concerned; null when it is the whole run.</param>
public sealed record RiskBreach(string Name, decimal? Value, decimal? Limit, string? Where = null)
{
    /// <summary>All that an assessment says, most urgent first.</summary>
    public static ImmutableArray<RiskBreach> Of(RiskAssessment risk)
    {
        var breaches = ImmutableArray.CreateBuilder<RiskBreach>();
        if (risk.LiquidatedVenue is { } venue)
            breaches.Add(new RiskBreach("LIQUIDATED", null, null, venue));
        if (risk.StopLossReached)
            breaches.Add(new RiskBreach("STOP_LOSS", risk.Loss, risk.Limits.StopLoss));
        if (risk.DrawdownStopReached)
            breaches.Add(new RiskBreach("MAX_DRAWDOWN", risk.Drawdown, null));
        if (risk.IsEmergency)
            breaches.Add(new RiskBreach("HEALTH_FACTOR_EMERGENCY", risk.HealthFactor, null));
        foreach (var trigger in risk.Triggers)
            breaches.Add(Of(trigger, risk));
        return breaches.ToImmutable();
    }

    private static RiskBreach Of(RiskTrigger trigger, RiskAssessment risk) => trigger switch
    {
        RiskTrigger.MarginCritical => new RiskBreach(trigger.Label(), risk.MinMarginRatio, risk.Limits.MarginCritical, risk.WorstVenue),
        RiskTrigger.MarginWarning => new RiskBreach(trigger.Label(), risk.MinMarginRatio, risk.Limits.MarginWarning, risk.WorstVenue),
        RiskTrigger.DeltaDriftCritical => new RiskBreach(trigger.Label(), risk.DeltaDrift, risk.Limits.DeltaCritical),
        RiskTrigger.DeltaDriftWarning => new RiskBreach(trigger.Label(), risk.DeltaDrift, risk.Limits.DeltaWarning),
        RiskTrigger.AaveLtvCritical => new RiskBreach(trigger.Label(), risk.LoanToValue, risk.Limits.LtvCritical),
        _ => new RiskBreach(trigger.Label(), risk.LoanToValue, null),
    };
}
