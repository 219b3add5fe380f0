using BasisActors.Domain.Market;

namespace BasisActors.Data.Scenarios;

/// <summary>
/// Borrowing a token costs a given rate for a while, as when a reserve is nearly empty. The borrow index grows at that rate between its snapshots, and all
/// later values are shifted by the same factor. The supply side gets the same share of what borrowers pay as before (utilisation and reserve factor unchanged):
/// its rate is multiplied by new over old borrow rate, and its index grows at it. It is left alone where the data has no borrow rate.
/// </summary>
/// <param name="At">Begin.</param>
/// <param name="Token">The token borrowed, as the lending market names it.</param>
/// <param name="Rate">Annual simple rate.</param>
/// <param name="Hours">How long.</param>
public sealed record BorrowSpike(DateTimeOffset At, string Token, decimal Rate, int Hours) : MarketScenario(At)
{
    private const decimal YearSeconds = 365 * 86400;

    private protected override SeriesColumn Change(SeriesColumn column, MarketTable table, ScenarioGrid grid)
    {
        if (column.Key.Symbol != Token)
            return column;
        var window = grid.Window(Hours);
        return column.Key.Kind switch
        {
            SeriesKind.BorrowRate => Observed.Replaced(column, grid, window, _ => Rate),
            SeriesKind.BorrowIndex => Grown(column, grid, window, _ => Rate),
            SeriesKind.SupplyRate when SupplyRates(column.Key, table) is { } rates => Observed.Replaced(column, grid, window, rates),
            SeriesKind.LiquidityIndex when SupplyRates(column.Key, table) is { } rates => Grown(column, grid, window, rates),
            _ => column,
        };
    }

    /// <summary>The supply rate by row if borrowing cost <see cref="Rate"/>; null when the data does not tell.</summary>
    private Func<int, decimal>? SupplyRates(SeriesKey key, MarketTable table)
    {
        var (supply, borrow) = (table.Find(key with { Kind = SeriesKind.SupplyRate }), table.Find(key with { Kind = SeriesKind.BorrowRate }));
        if (supply < 0 || borrow < 0)
            return null;
        return row =>
        {
            var old = table.Read(borrow, row).Value;
            return old == 0 ? 0 : decimal.Round(table.Read(supply, row).Value * Rate / old, Scaling.Decimals);
        };
    }

    /// <summary>An index that grows at the rate inside the window and as it did outside, from one observation to the next.</summary>
    private static SeriesColumn Grown(SeriesColumn column, ScenarioGrid grid, Window window, Func<int, decimal> rate)
    {
        decimal[]? values = null;
        var (shift, before) = (1m, -1);
        for (var row = 0; row < column.Values.Length; row++)
        {
            if (column.AgeSeconds[row] < 0)
                continue;
            if (before >= 0)
                shift *= Shift(column, grid, window, rate, before, row);
            before = row;
            if (shift != 1)
                (values ??= (decimal[])column.Values.Clone())[row] = decimal.Round(column.Values[row] * shift, Scaling.Decimals);
        }

        return values is null ? column : column with { Values = values };
    }

    /// <summary>New growth over old growth between the observations of two rows: 1 when they are the same observation or outside the window.</summary>
    private static decimal Shift(SeriesColumn column, ScenarioGrid grid, Window window, Func<int, decimal> rate, int before, int row)
    {
        var (from, to) = (grid.TimeOf(before) - column.AgeSeconds[before], grid.TimeOf(row) - column.AgeSeconds[row]);
        var inside = window.Overlap(from, to);
        if (inside == 0)
            return 1;
        var old = column.Values[row] / column.Values[before];
        var grown = 1 + (old - 1) * (to - from - inside) / (to - from) + rate(before) * inside / YearSeconds;
        return grown / old;
    }
}
