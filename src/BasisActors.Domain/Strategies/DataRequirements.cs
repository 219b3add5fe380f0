using System.Collections.Immutable;
using BasisActors.Domain.Market;

namespace BasisActors.Domain.Strategies;

/// <summary>The series a mode needs. One that is missing stops the start.</summary>
/// <param name="Required">Needed at every tick.</param>
/// <param name="Tradable">Those whose overdue value forbids a decision.</param>
public sealed record DataRequirements(ImmutableArray<SeriesKey> Required, ImmutableArray<SeriesKey> Tradable)
{
    /// <summary>Must be in the data set, but may begin after the run does.</summary>
    public ImmutableArray<SeriesKey> Late { get; init; } = [];
}
