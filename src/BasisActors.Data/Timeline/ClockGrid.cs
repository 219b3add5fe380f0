using BasisActors.Domain.Market;

namespace BasisActors.Data.Timeline;

/// <summary>The hourly rows of a table.</summary>
/// <param name="Start">Timestamp of the first row, epoch seconds.</param>
/// <param name="Rows">Number of rows.</param>
internal readonly record struct ClockGrid(long Start, int Rows)
{
    /// <summary>Begins where data begins, but no earlier than the run-up of the period and no later than the run.</summary>
    public static ClockGrid Of(Period period, IEnumerable<Observations> series)
    {
        var first = series.Select(s => s.First).Append(period.From).Min();
        var start = Math.Max(first, period.Earliest);
        return new ClockGrid(start, (int)((period.To - start) / Period.StepSeconds) + 1);
    }

    public int RowOf(long seconds) => (int)((seconds - Start) / Period.StepSeconds);

    /// <summary>
    /// Puts a series on the rows: each row has the last value known at its timestamp and its age. One pass forward, so that a row
    /// cannot depend on anything that became known after it (S-063).
    /// </summary>
    public SeriesColumn Place(SeriesKey key, int intervalSeconds, Observations own, IReadOnlyList<StandIn> standIns)
    {
        var values = new decimal[Rows];
        var ages = new int[Rows];
        var knownAt = own.KnownAt.Span;
        var observed = own.Values.Span;
        var (value, since) = (0m, -1L);
        var (nextOwn, nextStandIn) = (0, 0);
        for (var row = 0; row < Rows; row++)
        {
            var now = Start + (long)row * Period.StepSeconds;
            for (; nextOwn < knownAt.Length && knownAt[nextOwn] <= now; nextOwn++)
                (value, since) = (observed[nextOwn], knownAt[nextOwn]);
            for (; nextStandIn < standIns.Count && standIns[nextStandIn].KnownAt <= now; nextStandIn++)
                (value, since) = (standIns[nextStandIn].Value, standIns[nextStandIn].KnownAt);
            values[row] = value;
            ages[row] = since < 0 ? -1 : (int)(now - since);
        }

        return new SeriesColumn(key, intervalSeconds, values, ages);
    }
}
