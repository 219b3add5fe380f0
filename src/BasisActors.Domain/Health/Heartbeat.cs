using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Health;

/// <summary>Judges a live run by the time since it has completed a tick (domain reference §9.3, §11.2).</summary>
/// <param name="Interval">Time between two ticks.</param>
/// <param name="Limit">Silence that is unhealthy, 300 s by default; never less than two intervals.</param>
public readonly record struct Heartbeat(TimeSpan Interval, TimeSpan Limit)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Silence from which on a tick is overdue: two intervals, and ten seconds where ticks come faster than they are worked on.</summary>
    public TimeSpan Overdue => 2 * Interval > Grace ? 2 * Interval : Grace;

    /// <summary>Silence from which on nothing is entered any more.</summary>
    public TimeSpan Lost => Limit > Overdue ? Limit : Overdue;

    /// <param name="silence">Since the last tick, or since the run began.</param>
    /// <param name="hasBeaten">False before the first tick.</param>
    public (HealthState State, BasisError? Why) Judge(TimeSpan silence, bool hasBeaten)
    {
        if (silence > Lost)
            return (HealthState.Unhealthy, new BasisError("HES-003", $"No tick has been completed for {silence.TotalSeconds:0} s; {Lost.TotalSeconds:0} s are allowed.", "heartbeat", "See what the open tick waits for."));
        if (!hasBeaten)
            return (HealthState.NotReady, null);
        return silence > Overdue
            ? (HealthState.Degraded, new BasisError("CLK-001", $"A tick is overdue: none has been completed for {silence.TotalSeconds:0} s; one is due every {Interval.TotalSeconds:0} s.", "heartbeat"))
            : (HealthState.Healthy, null);
    }
}
