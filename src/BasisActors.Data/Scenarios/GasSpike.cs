using BasisActors.Domain.Market;

namespace BasisActors.Data.Scenarios;

/// <summary>Gas is a multiple of what it was for a while.</summary>
/// <param name="At">Begin.</param>
/// <param name="Factor">Multiple.</param>
/// <param name="Hours">How long.</param>
public sealed record GasSpike(DateTimeOffset At, decimal Factor, int Hours) : MarketScenario(At)
{
    private protected override SeriesColumn Change(SeriesColumn column, MarketTable table, ScenarioGrid grid)
    {
        var window = grid.Window(Hours);
        return column.Key.Kind == SeriesKind.Gas ? Scaling.Of(column, grid, seconds => window.Includes(seconds) ? Factor : 1) : column;
    }
}
