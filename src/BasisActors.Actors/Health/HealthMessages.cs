using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;

namespace BasisActors.Actors.Health;

/// <summary>A component exists and can be asked (S-197).</summary>
public sealed record RegisterComponent(string RunId, string Component, IActorRef Checker);

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

/// <summary>Asks for the health of everything.</summary>
public sealed class GetHealth
{
    public static readonly GetHealth Instance = new();

    private GetHealth()
    {
    }
}

/// <summary>Health of one component as last heard.</summary>
public sealed record ComponentStatus(string RunId, string Component, HealthState State, BasisError? LastError);

/// <summary>Unified health: the whole and its parts, ordered by run and component.</summary>
public sealed record HealthReport(HealthState State, ImmutableArray<ComponentStatus> Components);
