namespace BasisActors.Domain.Health;

/// <summary>How often components are asked and how long they may take (domain reference §9.3).</summary>
public static class HealthRounds
{
    /// <summary>Time from one round to the next.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>A component that has not answered by then has missed the round.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Rounds missed in a row that make a component unhealthy.</summary>
    public const int MissesAllowed = 3;
}
