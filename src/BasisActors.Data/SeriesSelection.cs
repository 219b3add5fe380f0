using BasisActors.Data.Catalogue;
using BasisActors.Data.Reading;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;

namespace BasisActors.Data;

/// <summary>Decides which of the series asked for the data set can give.</summary>
internal sealed class SeriesSelection(FileLibrary library, Period period, DataReportBuilder report)
{
    /// <summary>The series of the request that there is data for: the required ones, which are all there, then the optional ones.</summary>
    public List<RawSeries> Read(MarketDataRequest request)
    {
        var required = new List<SeriesKey>();
        var optional = new List<SeriesKey>();
        var files = new List<DataFile>();
        foreach (var key in request.Required)
        {
            if (required.Contains(key))
                continue;
            required.Add(key);
            files.AddRange(Demand(key));
        }

        foreach (var key in request.Late)
            files.AddRange(Demand(key));

        var groups = request.Groups.Where(g => g.All(IsPresent)).ToList();
        foreach (var key in groups.SelectMany(g => g))
            files.AddRange(FileCatalogue.FilesOf(key));

        foreach (var key in request.Optional)
        {
            if (required.Contains(key) || optional.Contains(key) || request.Late.Contains(key) || !IsPresent(key))
                continue;
            optional.Add(key);
            files.AddRange(FileCatalogue.FilesOf(key));
        }

        library.Read(files);

        var selected = new List<RawSeries>(required.Count + optional.Count);
        foreach (var key in required)
            selected.Add(Covering(Series(key)));
        foreach (var group in groups)
        {
            var together = group.Where(k => !required.Contains(k)).Select(Series).ToList();
            if (together.TrueForAll(IsCovered))
                selected.AddRange(together);
        }

        foreach (var key in request.Late.Except(required).Concat(optional))
        {
            var series = Series(key);
            if (IsOfUse(series))
                selected.Add(series);
        }

        return selected;
    }

    /// <summary>The observations of a series whose files have been read.</summary>
    public static Observations ObservationsOf(SeriesKey key, FileLibrary library) =>
        SeriesAssembly.Assemble(key, Array.ConvertAll(FileCatalogue.FilesOf(key), file => library[file]));

    private RawSeries Series(SeriesKey key)
    {
        var interval = SeriesAssembly.IntervalSeconds(key.Kind);
        var observations = ObservationsOf(key, library);
        return new RawSeries(key, interval, observations, SeriesAssembly.IsRegular(key.Kind) ? Holes.Find(observations, interval, period) : []);
    }

    private DataFile[] Demand(SeriesKey key)
    {
        var files = FileCatalogue.FilesOf(key);
        if (files.Length == 0)
            throw FileFault.Missing($"{key} is required and has no place in a data set of CSV files.", key.ToString());
        if (Array.Find(files, file => !library.Has(file)) is { } missing)
            throw FileFault.Missing($"{key} is required and there is no file {missing}.", library.Place(missing));
        return files;
    }

    private bool IsPresent(SeriesKey key)
    {
        var files = FileCatalogue.FilesOf(key);
        var missing = Array.Find(files, file => !library.Has(file));
        if (files.Length > 0 && missing is null)
            return true;
        report.Absent(key, missing is null ? "it has no place in a data set of CSV files." : $"there is no file {missing}.");
        return false;
    }

    private RawSeries Covering(RawSeries series)
    {
        if (Covers(series))
            return series;
        var (first, last) = (series.Observations.First, series.Observations.Last);
        throw new BasisException(
            "DPR-001",
            $"{series.Key} covers {Epoch.Text(first)} to {Epoch.Text(last)}; the run asks for {Epoch.Text(period.From)} to {Epoch.Text(period.To)}.",
            series.Key.ToString(),
            "Choose a period inside the coverage, or provide more data.",
            "DATA-014");
    }

    // An optional price may begin late or end early: its rows say so. Funding may not: settlements it lacks would pass for zero.
    private bool IsOfUse(RawSeries series)
    {
        var observations = series.Observations;
        if (Covers(series))
            return true;
        if (series.Key.Kind == SeriesKind.Funding || observations.First > period.To || observations.Last < period.From)
        {
            report.Absent(series.Key, $"it covers {Epoch.Text(observations.First)} to {Epoch.Text(observations.Last)} only.");
            return false;
        }

        report.ShortCoverage(series.Key, observations);
        return true;
    }

    private bool IsCovered(RawSeries series)
    {
        if (Covers(series))
            return true;
        report.Absent(series.Key, $"it covers {Epoch.Text(series.Observations.First)} to {Epoch.Text(series.Observations.Last)} only.");
        return false;
    }

    private bool Covers(RawSeries series) =>
        series.Observations.First <= period.From && series.Observations.Last >= period.To - series.IntervalSeconds;
}
