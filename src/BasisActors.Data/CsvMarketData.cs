using BasisActors.Data.Reading;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;

namespace BasisActors.Data;

/// <summary>Loads a data set of CSV files and puts it on an hourly clock.</summary>
public static class CsvMarketData
{
    /// <summary>
    /// Reads and validates every file the request needs, whole, and builds the table. The rows begin up to ten days before
    /// <see cref="MarketDataRequest.From"/>, as far as there is data, so that the mean of the last settlements is known at the first tick.
    /// </summary>
    /// <exception cref="BasisException">
    /// DPR-001: DATA-001 no directory, no file or not readable; DATA-008 two files for one series; DATA-014 period outside the coverage.
    /// DPR-002, with file and line: DATA-002 not CSV or a truncated row; DATA-003 empty; DATA-005 column missing; DATA-006 not a valid number;
    /// DATA-008 conflicting rows; DATA-009 timestamp unreadable or not ascending; DATA-010 not on the full hour (midnight for daily files);
    /// DATA-011 settlements missing; DATA-012 values that contradict each other. BTS-002: the period is not one.
    /// </exception>
    public static LoadedMarket Load(MarketDataRequest request)
    {
        var period = Period.Of(request.From, request.To);
        return MarketAssembly.Load(new CsvFolder(request.Source), period, request);
    }

    /// <summary>True when the data set has the files of a series, whatever they cover.</summary>
    /// <exception cref="BasisException">DPR-001: no such directory, or two files for one series.</exception>
    public static bool Has(string directory, SeriesKey series) => MarketAssembly.Has(new CsvFolder(directory), series);
}
