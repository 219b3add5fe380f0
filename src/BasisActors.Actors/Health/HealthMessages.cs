using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;

namespace BasisActors.Actors.Health;

/// <summary>A component exists and can be asked (S-197).</summary>
public sealed record RegisterComponent(string RunId, string Component, IActorRef Checker);

/// <summary>A live run begins: its heart is listened to, and what it is told of beside its components counts.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Heartbeat">How often it shall beat.</param>
/// <param name="Parts">Names of what will be told of with <see cref="PartTold"/>.</param>
public sealed record WatchRun(string RunId, Heartbeat Heartbeat, ImmutableArray<string> Parts);

/// <summary>A tick is done and stored.</summary>
public sealed record TickBeat(string RunId);

/// <summary>How something is that cannot be asked: a feed, a venue, the journal.</summary>
/// <param name="RunId">The run that saw it.</param>
/// <param name="Part">Its name.</param>
/// <param name="State">How it is.</param>
/// <param name="Why">Why it is not healthy; null when it is.</param>
public sealed record PartTold(string RunId, string Part, HealthState State, BasisError? Why = null);

/// <summary>A component raised an error; its run and the health actor are told.</summary>
public sealed record ComponentFailed(string RunId, string Component, BasisError Error);

/// <summary>The run ended; its components are no longer counted.</summary>
public sealed record ForgetRun(string RunId);

/// <summary>Asks a component for its report.</summary>
public sealed class ReportHealth
{
    public static readonly ReportHealth Instance = new();

    private ReportHealth()
    {
    }
}

/// <summary>Asks for the health of everything: each component is asked, and the answer waits for all of them.</summary>
public sealed class GetHealth
{
    public static readonly GetHealth Instance = new();

    private GetHealth()
    {
    }
}

/// <summary>Asks for the health of everything as last heard: answered at once, whoever hangs.</summary>
public sealed class GetLastHealth
{
    public static readonly GetLastHealth Instance = new();

    private GetLastHealth()
    {
    }
}

/// <summary>Health of one component as last heard.</summary>
public sealed record ComponentStatus(string RunId, ComponentHealth Health)
{
    public string Component => Health.Component;

    public HealthState State => Health.State;

    public BasisError? LastError => Health.LastError;
}

/// <summary>Unified health: the whole and its parts, ordered by run and component.</summary>
public sealed record HealthReport(HealthState State, ImmutableArray<ComponentStatus> Components)
{
    /// <summary>The whole of some parts.</summary>
    public static HealthReport Of(ImmutableArray<ComponentStatus> components) =>
        new(HealthStates.Aggregate(components.Select(c => (c.State, c.Health.IsRequired))), components);
}

/// <summary>The health of a live run has changed; published to the event stream of its actor system.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Report">Its parts.</param>
public sealed record RunHealthChanged(string RunId, HealthReport Report);
