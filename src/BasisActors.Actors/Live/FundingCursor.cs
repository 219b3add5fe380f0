using System.Collections.Immutable;
using BasisActors.Actors.Journal;

namespace BasisActors.Actors.Live;

/// <summary>
/// Up to when the funding of each exchange is taken in, so that its log need not be read from the beginning of the run at every tick. It moves with each
/// settlement; and where none is paid, because nothing is held, it follows the ticks at a distance.
/// </summary>
public static class FundingCursor
{
    /// <summary>An exchange shows a settlement in its log within this time: seconds by experience. A later one would be missed, and the ledger then differs (POS-005).</summary>
    public static readonly TimeSpan LogDelay = TimeSpan.FromHours(1);

    /// <summary>The cursors after a tick.</summary>
    /// <param name="cursors">Before it, one for each venue.</param>
    /// <param name="tick">The tick. A venue of which nothing was read did not answer: its log was not read either, and its cursor stays.</param>
    public static ImmutableSortedDictionary<string, DateTimeOffset> After(ImmutableSortedDictionary<string, DateTimeOffset> cursors, TickOpened tick)
    {
        var after = cursors;
        foreach (var settlement in tick.Settlements)
            after = Moved(after, settlement.Position.Venue, settlement.At);
        foreach (var reading in tick.Readings)
            after = Moved(after, reading.Key.Venue, tick.Timestamp - LogDelay);
        return after;
    }

    private static ImmutableSortedDictionary<string, DateTimeOffset> Moved(ImmutableSortedDictionary<string, DateTimeOffset> cursors, string venue, DateTimeOffset to) =>
        cursors.TryGetValue(venue, out var at) && at < to ? cursors.SetItem(venue, to) : cursors;
}
