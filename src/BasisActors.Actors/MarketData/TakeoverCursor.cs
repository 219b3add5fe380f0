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
    public TakeoverCursor After(TickOpened opened)
    {
        var since = opened.Timestamp - Overlap;
        return new TakeoverCursor(since > Since ? since : Since, opened.Takeovers.IsEmpty ? Known : Known.Union(opened.Takeovers.Select(t => t.Id)));
    }
}
