using BasisActors.Domain.Market;

namespace BasisActors.Data.Scenarios;

/// <summary>Funding settles at one rate at all venues for a while.</summary>
/// <param name="At">Begin; a settlement at that instant is included.</param>
/// <param name="Rate">Per settlement, fraction of notional; negative is paid by the short.</param>
/// <param name="Hours">How long.</param>
public sealed record FundingFlip(DateTimeOffset At, decimal Rate, int Hours) : MarketScenario(At)
{
    private protected override SeriesColumn Change(SeriesColumn column, MarketTable table, ScenarioGrid grid) =>
        column.Key.Kind == SeriesKind.Funding ? Observed.Replaced(column, grid, grid.Window(Hours), _ => Rate) : column;
}
