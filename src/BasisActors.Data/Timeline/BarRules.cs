using System.Collections.Immutable;
using BasisActors.Domain.Market;

namespace BasisActors.Data.Timeline;

/// <summary>What stands in for missing bars when bars are substituted.</summary>
internal static class BarRules
{
    /// <summary>
    /// The same instrument at other venues, the first choice first. Bybit and Binance move together within 2 bp;
    /// a DEX has no twin, its prices sit inside the fee band of its own pool.
    /// </summary>
    public static ImmutableArray<SeriesKey> Twins(SeriesKey series) => series switch
    {
        { Kind: not (SeriesKind.Spot or SeriesKind.Perp) } => [],
        { Venue: "binance" } => [series with { Venue = "bybit" }],
        { Venue: "bybit" } => [series with { Venue = "binance" }],
        { Venue: "okx" } => [series with { Venue = "binance" }, series with { Venue = "bybit" }],
        _ => [],
    };

    /// <summary>The bars of the twins where there are any; a bar that all of them lack gets none and is carried.</summary>
    public static ImmutableArray<StandIn> StandIns(ImmutableArray<long> missing, IReadOnlyList<(string Venue, Observations Series)> twins)
    {
        var standIns = ImmutableArray.CreateBuilder<StandIn>();
        foreach (var at in missing)
        {
            foreach (var (venue, twin) in twins)
            {
                if (twin.Find(at) is not { } value)
                    continue;
                standIns.Add(new StandIn(at, value, venue));
                break;
            }
        }

        return standIns.ToImmutable();
    }
}
