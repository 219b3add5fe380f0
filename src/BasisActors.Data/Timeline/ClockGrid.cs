using BasisActors.Domain.Market;

namespace BasisActors.Data.Timeline;

/// <summary>The hourly rows of a table.</summary>
/// <param name="Start">Timestamp of the first row, epoch seconds.</param>
/// <param name="Rows">Number of rows.</param>
internal readonly record struct ClockGrid(long Start, int Rows)
{
    /// <summary>Begins where data begins, but no earlier than the run-up of the period and no later than the run.</summary>
    public static ClockGrid Of(Period period, IReadOnlyList<RawSeries> series)
    {
        var first = period.From;
        foreach (var one in series)
            first = Math.Min(first, one.Observations.First);
        var start = Math.Max(first, period.Earliest);
        return new ClockGrid(start, (int)((period.To - start) / Period.StepSeconds) + 1);
    }

    /// <summary>Timestamp of a row, epoch seconds.</summary>
    public long TimeOf(int row) => Start + (long)row * Period.StepSeconds;

    /// <summary>
    /// Puts a series on the rows: each row has the last value known at its timestamp and its age. One pass forward, so that a row
    /// cannot depend on anything that became known after it (S-063).
    /// </summary>
    public SeriesColumn Place(RawSeries series, IReadOnlyList<StandIn> standIns)
    {
        var values = new decimal[Rows];
        var ages = new int[Rows];
        var knownAt = series.Observations.KnownAt;
        var observed = series.Observations.Values;
        var value = 0m;
        var since = -1L;
        int nextObserved = 0, nextStandIn = 0;
        for (var row = 0; row < Rows; row++)
        {
            var now = TimeOf(row);
            for (; nextObserved < knownAt.Length && knownAt[nextObserved] <= now; nextObserved++)
            {
                value = observed[nextObserved];
                since = knownAt[nextObserved];
            }

            for (; nextStandIn < standIns.Count && standIns[nextStandIn].KnownAt <= now; nextStandIn++)
            {
                value = standIns[nextStandIn].Value;
                since = standIns[nextStandIn].KnownAt;
            }

            values[row] = value;
            ages[row] = since < 0 ? -1 : (int)(now - since);
        }

        return new SeriesColumn(series.Key, series.IntervalSeconds, values, ages);
    }
}
