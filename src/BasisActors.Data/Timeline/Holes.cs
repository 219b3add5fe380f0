using BasisActors.Domain.Market;

namespace BasisActors.Data.Timeline;

/// <summary>Finds the regular observations that a series does not have.</summary>
internal static class Holes
{
    /// <summary>
    /// The seconds, ascending, up to the end of the period, at which an observation was due and none became known.
    /// Nothing is due before the first one. Whether one is missing at t is known at t: what comes later does not matter.
    /// </summary>
    public static long[] Find(Observations series, int intervalSeconds, Period period)
    {
        var missing = new List<long>();
        var knownAt = series.KnownAt;
        var next = 0;
        for (var due = RoundUp(Math.Max(series.First, period.Earliest), intervalSeconds); due <= period.To; due += intervalSeconds)
        {
            while (next < knownAt.Length && knownAt[next] < due)
                next++;
            if (next == knownAt.Length || knownAt[next] != due)
                missing.Add(due);
        }

        return [.. missing];
    }

    /// <summary>Joins neighbours to gaps.</summary>
    public static IEnumerable<DataGap> Gaps(SeriesKey series, long[] missing, int intervalSeconds)
    {
        for (int first = 0, last; first < missing.Length; first = last + 1)
        {
            last = first;
            while (last + 1 < missing.Length && missing[last + 1] - missing[last] == intervalSeconds)
                last++;
            yield return new DataGap(
                series,
                DateTimeOffset.FromUnixTimeSeconds(missing[first]),
                DateTimeOffset.FromUnixTimeSeconds(missing[last]),
                last - first + 1);
        }
    }

    private static long RoundUp(long seconds, int interval) => (seconds + interval - 1) / interval * interval;
}
