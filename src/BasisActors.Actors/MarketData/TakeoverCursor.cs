using System.Collections.Immutable;
using BasisActors.Actors.Journal;

namespace BasisActors.Actors.MarketData;

/// <summary>
/// Which takeovers of the exchanges a run has taken in. Entries may come late into a log, so that some minutes are read again and again, and what is known already
/// is told by its id.
/// </summary>
/// <param name="Since">The logs are read from here.</param>
/// <param name="Known">Ids of takeovers taken in.</param>
public sealed record TakeoverCursor(DateTimeOffset Since, ImmutableHashSet<string> Known)
{
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public static TakeoverCursor At(DateTimeOffset begin) => new(begin, []);

    /// <summary>After a tick was stored.</summary>
    /// <param name="opened">The tick.</param>
    /// <param name="exchanges">All of the run. While one of them has not answered, its log was not read either, and all are read again from where they were.</param>
    public TakeoverCursor After(TickOpened opened, IEnumerable<string> exchanges)
    {
        var since = opened.Timestamp - Overlap;
        var isWhole = exchanges.All(e => opened.Readings.Any(r => r.Key.Venue == e));
        return new TakeoverCursor(isWhole && since > Since ? since : Since, opened.Takeovers.IsEmpty ? Known : Known.Union(opened.Takeovers.Select(t => t.Id)));
    }
}
