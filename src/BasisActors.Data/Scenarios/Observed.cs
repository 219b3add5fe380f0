using BasisActors.Domain.Market;

namespace BasisActors.Data.Scenarios;

/// <summary>Changes what was observed inside a window; when it was observed stays, so a settlement stays a settlement.</summary>
internal static class Observed
{
    /// <summary>Every observation made inside the window becomes another value, and is carried as such.</summary>
    /// <param name="column">The series.</param>
    /// <param name="grid">The clock.</param>
    /// <param name="window">Which observations.</param>
    /// <param name="value">The new value, by row.</param>
    public static SeriesColumn Replaced(SeriesColumn column, ScenarioGrid grid, Window window, Func<int, decimal> value)
    {
        decimal[]? values = null;
        for (var row = 0; row < column.Values.Length; row++)
        {
            if (column.AgeSeconds[row] >= 0 && window.Includes(grid.TimeOf(row) - column.AgeSeconds[row]))
                (values ??= (decimal[])column.Values.Clone())[row] = value(row);
        }

        return values is null ? column : column with { Values = values };
    }

    /// <summary>The observations made inside the window are missing: the one before them is carried and its age grows.</summary>
    public static SeriesColumn Missing(SeriesColumn column, ScenarioGrid grid, Window window)
    {
        var (values, ages) = ((decimal[])column.Values.Clone(), (int[])column.AgeSeconds.Clone());
        var (changed, kept, since) = (false, 0m, -1L);
        var isKnown = false;
        for (var row = 0; row < values.Length; row++)
        {
            if (ages[row] < 0)
                continue;
            var now = grid.TimeOf(row);
            if (!window.Includes(now - ages[row]))
            {
                (kept, since, isKnown) = (values[row], now - ages[row], true);
                continue;
            }

            changed = true;
            (values[row], ages[row]) = isKnown ? (kept, (int)(now - since)) : (0, -1);
        }

        return changed ? column with { Values = values, AgeSeconds = ages } : column;
    }
}
