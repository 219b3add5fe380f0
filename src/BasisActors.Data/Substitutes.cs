using System.Collections.Immutable;
using BasisActors.Data.Catalogue;
using BasisActors.Data.Reading;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;

namespace BasisActors.Data;

/// <summary>What stands in for missing observations under the run's rules. Files of other venues are read only when a hole asks for them.</summary>
internal sealed class Substitutes(FileLibrary library, DataRules rules)
{
    public void ReadFor(IReadOnlyDictionary<SeriesKey, ImmutableArray<long>> holes, Period period) => library.Read(
        holes.Where(hole => Affected(hole.Key, hole.Value, period).Length > 0)
            .SelectMany(hole => Others(hole.Key))
            .Where(IsPresent)
            .SelectMany(other => FileCatalogue.FilesOf(other)));

    /// <summary>The values that take the place of missing ones. Files must have been read by <see cref="ReadFor"/>.</summary>
    public ImmutableArray<StandIn> StandIns(SeriesKey series, ImmutableArray<long> missing, Period period)
    {
        var affected = Affected(series, missing, period);
        if (affected.IsEmpty)
            return [];
        return series.Kind == SeriesKind.Funding
            ? SettlementRules.StandIns(series, affected, rules, venue => Find(series with { Venue = venue }))
            : BarRules.StandIns(affected, [.. Others(series).Where(IsPresent).Select(twin => (twin.Venue, Find(twin)!))]);
    }

    // A settlement before the run, or at its first timestamp, is of no account and stays absent; bars are substituted in the run-up too.
    private ImmutableArray<long> Affected(SeriesKey series, ImmutableArray<long> missing, Period period) => series.Kind switch
    {
        SeriesKind.Funding => [.. missing.Where(at => at > period.From)],
        SeriesKind.Spot or SeriesKind.Perp when rules.GapRule == GapRule.Substitute => missing,
        _ => [],
    };

    private ImmutableArray<SeriesKey> Others(SeriesKey series)
    {
        if (series.Kind != SeriesKind.Funding)
            return BarRules.Twins(series);
        return rules is { MissingFunding: MissingFunding.OtherVenue, FundingSubstitute: { } venue } ? [series with { Venue = venue }] : [];
    }

    private Observations? Find(SeriesKey series) => IsPresent(series) ? SeriesSelection.ObservationsOf(series, library) : null;

    private bool IsPresent(SeriesKey series) => FileCatalogue.FilesOf(series) is { IsEmpty: false } files && files.All(library.Has);
}
