namespace BasisActors.Domain.Risk;

/// <summary>Rebalancing triggers in the order in which they are checked (S-140…S-145, C-01); the first one that holds is the label.</summary>
public enum RiskTrigger
{
    MarginCritical,
    MarginWarning,
    DeltaDriftCritical,
    DeltaDriftWarning,
    AaveLtvCritical,
    AaveLtvWarning,
}

public static class RiskTriggers
{
    private static readonly string[] Labels =
        ["MARGIN_CRITICAL", "MARGIN_WARNING", "DELTA_DRIFT_CRITICAL", "DELTA_DRIFT_WARNING", "AAVE_LTV_CRITICAL", "AAVE_LTV_WARNING"];

    public static string Label(this RiskTrigger trigger) => Labels[(int)trigger];
}
