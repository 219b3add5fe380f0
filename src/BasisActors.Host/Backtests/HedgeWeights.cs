using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;

namespace BasisActors.Host.Backtests;

/// <summary>Leaves out hedge venues whose data does not cover the period and scales the other weights up to a sum of 1 (data.missing_venue: drop).</summary>
public static class HedgeWeights
{
    /// <param name="configuration">The run's configuration.</param>
    /// <param name="has">Whether the data set has a series.</param>
    /// <param name="notes">Gets one sentence per venue left out.</param>
    /// <exception cref="BasisException">DPR-001 when no venue is left.</exception>
    public static RunConfiguration WithData(RunConfiguration configuration, Func<SeriesKey, bool> has, ICollection<string> notes)
    {
        var weighted = configuration.Hedge.Where(h => h.Weight > 0).ToImmutableArray();
        var known = weighted.Where(h => Series(configuration, h.Venue).All(has)).ToImmutableArray();
        if (known.Length == weighted.Length || !configuration.Data.DropVenuesWithoutData)
            return configuration;
        if (known.IsEmpty)
            throw new BasisException("DPR-001", "No hedge venue has data: perpetual and funding series are missing.", string.Join(", ", weighted.Select(h => h.Venue)));
        var sum = known.Sum(h => h.Weight);
        var scaled = known.Select(h => h with { Weight = h.Weight / sum }).ToArray();
        scaled[^1] = scaled[^1] with { Weight = 1 - scaled[..^1].Sum(h => h.Weight) };
        foreach (var dropped in weighted.Except(known))
            notes.Add($"{dropped.Venue} has no {configuration.Asset} perpetual and funding data for the whole period and is left out of the hedge; the other weights are scaled up.");
        return configuration with { Hedge = [.. scaled] };
    }

    /// <summary>For each hedge venue that may be left out, the series it needs.</summary>
    public static ImmutableArray<ImmutableArray<SeriesKey>> Series(RunConfiguration configuration) =>
        configuration.Data.DropVenuesWithoutData ? [.. configuration.Hedge.Where(h => h.Weight > 0).Select(h => Series(configuration, h.Venue))] : [];

    private static ImmutableArray<SeriesKey> Series(RunConfiguration configuration, string venue)
    {
        var pair = configuration.Asset + "USDT";
        return [new SeriesKey(SeriesKind.Perp, venue, pair), new SeriesKey(SeriesKind.Funding, venue, pair)];
    }
}
