using BasisActors.Domain.Market;

namespace BasisActors.Data.Timeline;

/// <summary>What stands in for missing bars when bars are substituted.</summary>
internal static class BarRules
{
    /// <summary>
    /// The same instrument at other venues, the first choice first. The large exchanges move together within a few basis points;
    /// a DEX has no twin, its prices sit inside the fee band of its own pool.
    /// </summary>
    public static SeriesKey[] Twins(SeriesKey series) => series switch
    {
        { Kind: not (SeriesKind.Spot or SeriesKind.Perp) } => [],
        { Venue: "binance" } => [series with { Venue = "bybit" }],
        { Venue: "bybit" } => [series with { Venue = "binance" }],
        { Venue: "okx" } => [series with { Venue = "binance" }, series with { Venue = "bybit" }],
        _ => [],
    };

    /// <summary>Takes the missing bars that a twin has and adds them; returns those that are still missing.</summary>
    public static long[] Substitute(long[] missing, string venue, Observations twin, List<StandIn> standIns)
    {
        var stillMissing = new List<long>();
        foreach (var at in missing)
        {
            if (twin.Find(at) is { } value)
                standIns.Add(new StandIn(at, value, venue));
            else
                stillMissing.Add(at);
        }

        standIns.Sort((a, b) => a.KnownAt.CompareTo(b.KnownAt));
        return [.. stillMissing];
    }
}
