namespace BasisActors.Domain.Health;

/// <summary>Which parts count in which mode (domain reference §9.3): a backtest has its components, a live run also feeds, venues, journal, trading and heartbeat.</summary>
public static class HealthScope
{
    public const string Heartbeat = "heartbeat", Market = "market", Journal = "journal", Trading = "trading";

    private const string FeedPrefix = "feed-", VenuePrefix = "venue-";

    /// <summary>The market data that an exchange answers with.</summary>
    public static string Feed(string venue) => FeedPrefix + venue;

    /// <summary>An exchange account or the wallet: whether it says what it holds and what became of orders.</summary>
    public static string Venue(string venue) => VenuePrefix + venue;

    /// <summary>What a live run is told of beside its components, by name.</summary>
    /// <param name="venues">Its venues.</param>
    /// <param name="feeds">Those of them that prices come from.</param>
    public static IEnumerable<string> OfLive(IEnumerable<string> venues, IEnumerable<string> feeds) =>
        [Heartbeat, Market, Journal, Trading, .. feeds.Select(Feed), .. venues.Select(Venue)];

    /// <summary>True when a part counts.</summary>
    /// <param name="part">Name of a component or of what is told beside them.</param>
    /// <param name="isLive">The mode of its run.</param>
    public static bool Includes(string part, bool isLive) =>
        isLive || !(part is Heartbeat or Market or Journal or Trading || part.StartsWith(FeedPrefix, StringComparison.Ordinal) || part.StartsWith(VenuePrefix, StringComparison.Ordinal));
}
