using BasisActors.Domain.Market;

namespace BasisActors.Data.Scenarios;

/// <summary>Liquid staking tokens trade lower on the DEX for a while; what they are worth by protocol and oracle is unchanged.</summary>
/// <param name="At">Begin.</param>
/// <param name="Size">Fraction below the market of the data.</param>
/// <param name="Hours">How long.</param>
public sealed record LstDepeg(DateTimeOffset At, decimal Size, int Hours) : MarketScenario(At)
{
    private protected override SeriesColumn Change(SeriesColumn column, MarketTable table, ScenarioGrid grid)
    {
        var window = grid.Window(Hours);
        return column.Key.Kind == SeriesKind.LstMarket ? Scaling.Of(column, grid, seconds => window.Includes(seconds) ? 1 - Size : 1) : column;
    }
}
