using System.Collections.Immutable;
using BasisActors.Data.Catalogue;
using BasisActors.Data.Reading;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;

namespace BasisActors.Data;

/// <summary>One series with its observations, not yet on the clock.</summary>
internal sealed record RawSeries(SeriesKey Key, int IntervalSeconds, Observations Observations);

/// <summary>Decides which of the series asked for the data set can give.</summary>
internal static class SeriesSelection
{
    /// <summary>The series of the request that there is data for, in its order. Required ones are all there.</summary>
    public static ImmutableArray<RawSeries> Read(MarketDataRequest request, Period period, FileLibrary library, DataReportBuilder report)
    {
        var required = request.Required.Distinct().ToArray();
        foreach (var key in required)
            RefuseMissing(key, library);
        var present = required.Concat(request.Optional.Distinct().Except(required).Where(key => IsPresent(key, library, report))).ToArray();
        library.Read(present.SelectMany(key => FileCatalogue.FilesOf(key)));

        var selected = ImmutableArray.CreateBuilder<RawSeries>(present.Length);
        foreach (var (index, key) in present.Index())
        {
            var series = new RawSeries(key, SeriesAssembly.IntervalSeconds(key.Kind), ObservationsOf(key, library));
            if (index < required.Length ? Demand(series, period) : Accept(series, period, report))
                selected.Add(series);
        }

        return selected.ToImmutable();
    }

    /// <summary>The observations of a series whose files have been read.</summary>
    public static Observations ObservationsOf(SeriesKey key, FileLibrary library) =>
        SeriesAssembly.Assemble(key, [.. FileCatalogue.FilesOf(key).Select(file => library[file])]);

    private static void RefuseMissing(SeriesKey key, FileLibrary library)
    {
        var files = FileCatalogue.FilesOf(key);
        if (files.IsEmpty)
            throw FileFault.Missing($"{key} has no place in a data set of CSV files.", key.ToString());
        if (files.FirstOrDefault(file => !library.Has(file)) is { } missing)
            throw FileFault.Missing($"{key} is required and there is no file {missing}.", library.Place(missing));
    }

    private static bool IsPresent(SeriesKey key, FileLibrary library, DataReportBuilder report)
    {
        var files = FileCatalogue.FilesOf(key);
        if (!files.IsEmpty && files.All(library.Has))
            return true;
        report.Absent(key, files.IsEmpty ? "it has no place in a data set of CSV files." : $"there is no file {files.First(f => !library.Has(f))}.");
        return false;
    }

    private static bool Demand(RawSeries series, Period period)
    {
        if (Covers(series, period))
            return true;
        var (first, last) = (series.Observations.First, series.Observations.Last);
        throw new BasisException(
            "DPR-001",
            $"{series.Key} covers {Epoch.Text(first)} to {Epoch.Text(last)}; the run asks for {Epoch.Text(period.From)} to {Epoch.Text(period.To)}.",
            series.Key.ToString(),
            "Choose a period inside the coverage, or provide more data.",
            "DATA-014");
    }

    // An optional price may begin late: its rows say so. Funding may not: its missing settlements would pass for zero.
    private static bool Accept(RawSeries series, Period period, DataReportBuilder report)
    {
        var observations = series.Observations;
        if (Covers(series, period))
            return true;
        if (series.Key.Kind == SeriesKind.Funding || observations.First > period.To || observations.Last < period.From)
        {
            report.Absent(series.Key, $"it covers {Epoch.Text(observations.First)} to {Epoch.Text(observations.Last)} only.");
            return false;
        }

        report.ShortCoverage(series.Key, observations);
        return true;
    }

    private static bool Covers(RawSeries series, Period period) =>
        series.Observations.First <= period.From && series.Observations.Last >= period.To - series.IntervalSeconds;
}
