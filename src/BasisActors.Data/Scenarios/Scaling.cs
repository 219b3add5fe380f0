using BasisActors.Domain.Market;

namespace BasisActors.Data.Scenarios;

/// <summary>Multiplies a series by a factor that changes with time.</summary>
internal static class Scaling
{
    /// <summary>Decimals kept of a product: more than any source has.</summary>
    public const int Decimals = 18;

    /// <summary>
    /// Every value is multiplied by the factor of the time it speaks for. A series that is observed less often than the clock ticks, such as a daily oracle
    /// price, is published again whenever the factor changes, as an oracle that follows a moving market is: its age begins anew. One that is overdue says
    /// nothing, and keeps the factor it had when it fell silent.
    /// </summary>
    /// <param name="column">The series.</param>
    /// <param name="grid">The clock.</param>
    /// <param name="factor">By seconds since the first row; 1 before the scenario.</param>
    public static SeriesColumn Of(SeriesColumn column, ScenarioGrid grid, Func<long, decimal> factor)
    {
        var rows = column.Values.Length;
        var (values, ages) = (new decimal[rows], new int[rows]);
        var (changed, last, since, observed) = (false, 1m, 0L, long.MinValue);
        for (var row = 0; row < rows; row++)
        {
            (values[row], ages[row]) = (column.Values[row], column.AgeSeconds[row]);
            if (ages[row] < 0)
                continue;
            var now = grid.TimeOf(row);
            var known = now - ages[row];
            var speaksFor = Math.Min(now, known + column.IntervalSeconds - grid.StepSeconds);
            var present = factor(Math.Max(known, speaksFor));
            if (known != observed)
                (observed, since) = (known, known);
            else if (present != last)
                since = now;
            last = present;
            changed |= present != 1 || since != known;
            values[row] = present == 1 ? values[row] : decimal.Round(values[row] * present, Decimals);
            ages[row] = (int)(now - since);
        }

        return changed ? column with { Values = values, AgeSeconds = ages } : column;
    }
}
