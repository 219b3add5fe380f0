using System.Collections.Immutable;
using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Health;

/// <summary>What a component says of itself (S-198).</summary>
public sealed record ComponentReport(
    string Component,
    HealthState State,
    DateTimeOffset? LastUpdate,
    ImmutableArray<BasisError> LastErrors,
    long UpdateCount,
    double AverageProcessingMilliseconds,
    double ErrorRate)
{
    /// <summary>What the strategy is about; null for who decides nothing, and before the first decision.</summary>
    public string? CurrentAction { get; init; }

    /// <summary>Blocks that the strategy has planned since the run began; null for who plans none.</summary>
    public long? InstructionBlocksGenerated { get; init; }
}
