using BasisActors.Data.Catalogue;
using BasisActors.Data.Reading;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;

namespace BasisActors.Data;

/// <summary>Puts a data set on an hourly clock, wherever its files are kept.</summary>
internal static class MarketAssembly
{
    /// <summary>Reads every file the request needs and builds the table.</summary>
    /// <exception cref="BasisException">DPR-001 or DPR-002 when the data cannot be used.</exception>
    public static LoadedMarket Load(IFileStore files, Period period, MarketDataRequest request)
    {
        var library = new FileLibrary(files, period, kind => FileLayout.Of(kind, request.Rules.PriceRule));
        var report = new DataReportBuilder(period);

        var series = new SeriesSelection(library, period, report).Read(request);
        var substitutes = new Substitutes(library, request.Rules, period);
        substitutes.ReadFor(series);

        var grid = ClockGrid.Of(period, series);
        var columns = new List<SeriesColumn>(series.Count);
        foreach (var one in series)
        {
            var standIns = substitutes.StandIns(one);
            report.Missing(one, standIns);
            columns.Add(grid.Place(one, standIns));
        }

        LstPlausibility.Check(columns, grid);
        RewardPrices.Check(columns, grid, period);
        var table = new MarketTable(DateTimeOffset.FromUnixTimeSeconds(grid.Start), Period.StepSeconds, grid.Rows, columns);
        return new LoadedMarket(table, report.Build(library.Contents));
    }

    /// <summary>True when a data set has the files of a series, whatever they cover.</summary>
    /// <exception cref="BasisException">DPR-001: two files for one series.</exception>
    public static bool Has(IFileStore store, SeriesKey series)
    {
        var files = FileCatalogue.FilesOf(series);
        return files.Length > 0 && Array.TrueForAll(files, store.Has);
    }
}
