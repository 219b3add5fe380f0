using BasisActors.Data.Databases;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;

namespace BasisActors.Data;

/// <summary>Loads a data set that was imported into a database. The table and the report are those of the files it was imported from.</summary>
public static class DatabaseMarketData
{
    /// <summary>As <see cref="CsvMarketData.Load"/>; <see cref="MarketDataRequest.Source"/> is the connection.</summary>
    /// <exception cref="BasisException">
    /// BTS-002: not a connection, or the period is not one. DPR-001: DATA-001 the database cannot be used, or a file was not imported; DATA-014 period
    /// outside the coverage. DPR-002: DATA-011 settlements missing; DATA-012 values that contradict each other.
    /// </exception>
    public static LoadedMarket Load(MarketDataRequest request)
    {
        var period = Period.Of(request.From, request.To);
        using var files = StoredFiles.Open(DatabaseAddress.Parse(request.Source));
        return MarketAssembly.Load(files, period, request);
    }

    /// <summary>True when the files of a series were imported, whatever they cover.</summary>
    /// <exception cref="BasisException">BTS-002 not a connection; DPR-001/DATA-001 the database cannot be used.</exception>
    public static bool Has(string connection, SeriesKey series)
    {
        using var files = StoredFiles.Open(DatabaseAddress.Parse(connection));
        return MarketAssembly.Has(files, series);
    }
}
