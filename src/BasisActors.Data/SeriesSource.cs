using System.Collections.Immutable;
using BasisActors.Data.Catalogue;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;

namespace BasisActors.Data;

/// <summary>Where a data set has a series.</summary>
/// <param name="Files">Paths in the data set, <c>*</c> for the dated span; empty when a data set of files has no place for it.</param>
/// <param name="IntervalSeconds">From one value to the next; 0 for what comes when it comes.</param>
/// <param name="Columns">Columns that are read, the timestamp first.</param>
public sealed record SeriesSource(ImmutableArray<string> Files, int IntervalSeconds, ImmutableArray<string> Columns)
{
    public static SeriesSource Of(SeriesKey series, DataRules rules)
    {
        var files = FileCatalogue.FilesOf(series);
        var layouts = files.Select(f => FileLayout.Of(f.Kind, rules.PriceRule)).ToArray();
        return new SeriesSource(
            [.. files.Select(f => f.ToString())],
            SeriesAssembly.IsRegular(series.Kind) ? SeriesAssembly.IntervalSeconds(series.Kind) : 0,
            [.. layouts.SelectMany(l => l.Columns.Select(c => c.Name).Prepend(l.TimeColumn)).Distinct(StringComparer.Ordinal)]);
    }
}
