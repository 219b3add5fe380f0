using System.Collections.Immutable;
using BasisActors.Domain.Market;

namespace BasisActors.Domain.Strategies;

/// <summary>The series a mode needs. A required one that is missing stops the start; an optional one changes what the mode can do.</summary>
/// <param name="Required">Needed at every tick.</param>
/// <param name="Optional">Used when present.</param>
/// <param name="Tradable">Those of <paramref name="Required"/> and <paramref name="Optional"/> whose overdue value forbids a decision.</param>
public sealed record DataRequirements(ImmutableArray<SeriesKey> Required, ImmutableArray<SeriesKey> Optional, ImmutableArray<SeriesKey> Tradable);
