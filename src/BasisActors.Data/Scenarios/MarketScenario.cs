using BasisActors.Domain.Market;

namespace BasisActors.Data.Scenarios;

/// <summary>
/// What if the market had been another one from some instant on: a pure function from table to table. Rows before the instant are untouched, and no row
/// depends on a later one. A series that a scenario does not concern is shared between the two tables.
/// </summary>
/// <param name="At">First instant that may differ.</param>
public abstract record MarketScenario(DateTimeOffset At)
{
    /// <summary>The market with the scenario in it.</summary>
    public MarketTable Apply(MarketTable table)
    {
        var grid = new ScenarioGrid(table.StepSeconds, (long)(At - table.Start).TotalSeconds);
        return new MarketTable(table.Start, table.StepSeconds, table.Columns[0].Values.Length, table.Columns.Select(c => Change(c, table, grid)));
    }

    /// <summary>The column with the scenario in it; the column itself when it is not concerned.</summary>
    private protected abstract SeriesColumn Change(SeriesColumn column, MarketTable table, ScenarioGrid grid);
}
