using System.Collections.Immutable;
using BasisActors.Actors.Journal;
using BasisActors.Domain.Market;

namespace BasisActors.Host.Live;

/// <summary>The market as a live run has read it, from its journal: a row for each tick, in which each value has the age that it had for the run.</summary>
internal static class RecordedMarket
{
    /// <param name="live">The market of the run before its first tick; it takes in the ticks.</param>
    /// <param name="opened">How the run began.</param>
    /// <param name="ticks">Its ticks in order, at least one.</param>
    /// <param name="series">Its series.</param>
    public static MarketTable Of(LiveMarketTable live, RunOpened opened, IReadOnlyList<TickOpened> ticks, ImmutableArray<SeriesKey> series)
    {
        var rows = (int)((ticks[^1].Timestamp - live.Start).TotalSeconds / opened.StepSeconds) + 1;
        var values = series.Select(_ => new decimal[rows]).ToArray();
        var ages = series.Select(_ => new int[rows]).ToArray();
        var known = opened.Past.GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.Max(p => p.ObservedAt));
        var next = 0;
        var step = TimeSpan.FromSeconds(opened.StepSeconds);
        var before = opened.From - step;
        Copy(before);
        foreach (var tick in ticks)
        {
            live.Append(tick.Timestamp, Known(tick, known, before + step, step));
            Copy(before = tick.Timestamp);
        }

        return new MarketTable(live.Start, opened.StepSeconds, rows, series.Select((s, i) => new SeriesColumn(s, live.IntervalSeconds(live.Find(s)), values[i], ages[i])));

        void Copy(DateTimeOffset to)
        {
            for (var at = live.Start.AddSeconds((long)next * opened.StepSeconds); at <= to; at = at.AddSeconds(opened.StepSeconds), next++)
            {
                for (var i = 0; i < series.Length; i++)
                    (values[i][next], ages[i][next]) = live.At(at)[live.Find(series[i])] is { IsKnown: true } seen ? (seen.Value, seen.AgeSeconds) : (0, -1);
            }
        }
    }

    /// <summary>
    /// A backtest settles at a tick. So a settlement counts from the first tick at or after its time, or, where the run heard of it later than that, from the tick at
    /// which it did.
    /// </summary>
    /// <param name="tick">The tick.</param>
    /// <param name="known">The last settlement of each series so far.</param>
    /// <param name="first">The first time after the tick before: that of this tick, unless some were missed.</param>
    /// <param name="step">Between two ticks.</param>
    private static IEnumerable<SeriesReading> Known(TickOpened tick, Dictionary<SeriesKey, DateTimeOffset> known, DateTimeOffset first, TimeSpan step)
    {
        foreach (var reading in tick.Readings.OrderBy(r => r.ObservedAt))
        {
            if (reading.Key.Kind != SeriesKind.Funding)
            {
                yield return reading;
            }
            else if (!known.TryGetValue(reading.Key, out var last) || reading.ObservedAt > last)
            {
                known[reading.Key] = reading.ObservedAt;
                var at = tick.Timestamp - (tick.Timestamp - reading.ObservedAt).Ticks / step.Ticks * step;
                yield return reading with { ObservedAt = at > first ? at : first };
            }
        }
    }
}
