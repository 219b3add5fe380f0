using BasisActors.Data.Catalogue;
using BasisActors.Data.Reading;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;

namespace BasisActors.Data;

/// <summary>What stands in for missing observations under the run's rules. Files of other venues are read only when a hole asks for them.</summary>
internal sealed class Substitutes(FileLibrary library, DataRules rules, Period period)
{
    /// <summary>Reads the files that the holes of these series ask for.</summary>
    public void ReadFor(IEnumerable<RawSeries> series)
    {
        var files = new List<DataFile>();
        foreach (var one in series)
        {
            if (Replaceable(one).Length == 0)
                continue;
            foreach (var other in Others(one.Key))
                files.AddRange(FilesOf(other));
        }

        library.Read(files);
    }

    /// <summary>The values that take the place of missing ones, ascending. Files must have been read by <see cref="ReadFor"/>.</summary>
    public IReadOnlyList<StandIn> StandIns(RawSeries series)
    {
        var missing = Replaceable(series);
        if (missing.Length == 0)
            return [];
        var others = Others(series.Key);
        if (series.Key.Kind == SeriesKind.Funding)
            return SettlementRules.StandIns(series.Key, missing, rules, others.Length == 0 ? null : Find(others[0]));
        var standIns = new List<StandIn>(missing.Length);
        foreach (var other in others)
        {
            if (Find(other) is { } twin)
                missing = BarRules.Substitute(missing, other.Venue, twin, standIns);
        }

        return standIns;
    }

    // A settlement before the run, or at its first timestamp, is of no account and stays absent; bars are substituted in the run-up too.
    private long[] Replaceable(RawSeries series) => series.Key.Kind switch
    {
        SeriesKind.Funding => Array.FindAll(series.Missing, period.Settles),
        SeriesKind.Spot or SeriesKind.Perp when rules.GapRule == GapRule.Substitute => series.Missing,
        _ => [],
    };

    private SeriesKey[] Others(SeriesKey series)
    {
        if (series.Kind != SeriesKind.Funding)
            return BarRules.Twins(series);
        return rules is { MissingFunding: MissingFunding.OtherVenue, FundingSubstitute: { } venue } ? [series with { Venue = venue }] : [];
    }

    private Observations? Find(SeriesKey series) => FilesOf(series).Length == 0 ? null : SeriesSelection.ObservationsOf(series, library);

    private DataFile[] FilesOf(SeriesKey series)
    {
        var files = FileCatalogue.FilesOf(series);
        return Array.TrueForAll(files, library.Has) ? files : [];
    }
}
