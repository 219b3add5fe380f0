using System.Collections.Immutable;
using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Health;

/// <summary>
/// One component as health sees it: what it said last, what has been said of it since, and how often it did not answer. A component that was told of rather than
/// asked (a heartbeat, an exchange) has no report of its own.
/// </summary>
/// <param name="Component">Its name.</param>
public sealed record ComponentHealth(string Component)
{
    /// <summary>False for one whose absence stops nothing: it can only degrade the whole.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>State as last told.</summary>
    public HealthState Told { get; init; } = HealthState.NotReady;

    /// <summary>Why it is not healthy; the last error that it had; null when there is none.</summary>
    public BasisError? LastError { get; init; }

    /// <summary>Its last report; null before the first.</summary>
    public ComponentReport? Report { get; init; }

    /// <summary>Rounds missed in a row.</summary>
    public int Missed { get; init; }

    /// <summary>
    /// As told, but not better than degraded after a round that it missed, and unhealthy after three: what hangs cannot say so.
    /// </summary>
    public HealthState State =>
        Missed >= HealthRounds.MissesAllowed ? HealthState.Unhealthy
        : Missed > 0 && Told == HealthState.Healthy ? HealthState.Degraded
        : Told;

    /// <summary>What a reader who waits for readiness asks for, by name.</summary>
    public ImmutableSortedDictionary<string, bool> Checks => ImmutableSortedDictionary<string, bool>.Empty
        .Add("is_required", IsRequired).Add("has_reported", Report is not null || Told != HealthState.NotReady).Add("answers", Missed == 0).Add("works", State is HealthState.Healthy or HealthState.Degraded);

    /// <summary>It answered a round.</summary>
    public ComponentHealth Answered(ComponentReport report) =>
        this with { Told = report.State, Report = report, LastError = report.LastErrors.IsEmpty ? null : report.LastErrors[^1], Missed = 0 };

    /// <summary>A round went by without an answer.</summary>
    public ComponentHealth MissedRound() => this with
    {
        Missed = Missed + 1,
        LastError = new BasisError("HES-001", $"{Component} has not answered for {Missed + 1} {(Missed == 0 ? "round" : "rounds")}.", Component),
    };

    /// <summary>It raised an error: critical is unhealthy, high degrades, at once. A lesser one changes nothing, and none makes it better.</summary>
    public ComponentHealth Failed(BasisError error) => this with
    {
        LastError = error,
        Told = error.Severity switch
        {
            Severity.Critical => HealthState.Unhealthy,
            Severity.High when Told != HealthState.Unhealthy => HealthState.Degraded,
            _ => Told,
        },
    };

    /// <summary>Somebody else says how it is.</summary>
    public ComponentHealth Is(HealthState state, BasisError? why) => this with { Told = state, LastError = why };
}
