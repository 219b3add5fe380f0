using BasisActors.Domain.Market;

namespace BasisActors.Data.Timeline;

/// <summary>One series with its observations and holes, not yet on the clock.</summary>
/// <param name="Key">Which series.</param>
/// <param name="IntervalSeconds">Seconds between two regular observations.</param>
/// <param name="Observations">What the files say.</param>
/// <param name="Missing">When regular observations were due that the files do not have, epoch seconds, ascending.</param>
internal sealed record RawSeries(SeriesKey Key, int IntervalSeconds, Observations Observations, long[] Missing);
