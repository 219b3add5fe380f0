using System.Collections.Immutable;
using BasisActors.Domain.Market;

namespace BasisActors.Data.Scenarios;

/// <summary>Prices stop arriving for a while: the last one is carried and grows older, so that every tick on it is stale.</summary>
/// <param name="At">First observation that is missing.</param>
/// <param name="Hours">How long.</param>
/// <param name="Kinds">Which kinds of series.</param>
/// <param name="Venue">Of which venue; null for all.</param>
public sealed record MissingCandles(DateTimeOffset At, int Hours, ImmutableArray<SeriesKind> Kinds, string? Venue = null) : MarketScenario(At)
{
    private protected override SeriesColumn Change(SeriesColumn column, MarketTable table, ScenarioGrid grid) =>
        Kinds.Contains(column.Key.Kind) && (Venue is null || column.Key.Venue == Venue) ? Observed.Missing(column, grid, grid.Window(Hours)) : column;
}
