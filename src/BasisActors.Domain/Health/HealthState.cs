namespace BasisActors.Domain.Health;

/// <summary>State of a component or of the whole (domain reference §9.3).</summary>
public enum HealthState
{
    /// <summary>Registered, nothing handled yet.</summary>
    NotReady,

    Healthy,

    /// <summary>Isolated errors or slow handling while work goes on.</summary>
    Degraded,

    /// <summary>A critical fault, retries used up, or work stopped.</summary>
    Unhealthy,

    /// <summary>No report.</summary>
    Unknown,

    /// <summary>Absent on purpose; ignored when aggregating.</summary>
    NotConfigured,
}

public static class HealthStates
{
    private static readonly string[] Names = ["not_ready", "healthy", "degraded", "unhealthy", "unknown", "not_configured"];

    public static string Name(this HealthState state) => Names[(int)state];

    /// <summary>
    /// Any required one unhealthy makes the whole unhealthy; any other that is not healthy makes it degraded; all healthy is healthy, none at all is unknown. What is
    /// absent on purpose does not count.
    /// </summary>
    public static HealthState Aggregate(IEnumerable<(HealthState State, bool IsRequired)> parts)
    {
        var any = false;
        var worst = HealthState.Healthy;
        foreach (var (state, isRequired) in parts)
        {
            if (state == HealthState.NotConfigured)
                continue;
            any = true;
            if (state == HealthState.Unhealthy && isRequired)
                return HealthState.Unhealthy;
            if (state != HealthState.Healthy)
                worst = HealthState.Degraded;
        }

        return any ? worst : HealthState.Unknown;
    }
}
