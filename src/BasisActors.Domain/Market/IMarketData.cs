namespace BasisActors.Domain.Market;

/// <summary>
/// The market by timestamp. A query at t sees only what was known at t (S-061, S-063) and allocates nothing.
/// Components get this reference at construction and keep nothing of an answer for the next tick (S-066).
/// </summary>
public interface IMarketData
{
    /// <summary>Distance of two rows of the clock grid, in seconds.</summary>
    int StepSeconds { get; }

    /// <summary>The handle of a series, or −1 when the data set does not have it. Resolve once, at construction.</summary>
    int Find(SeriesKey key);

    /// <summary>The series behind a handle.</summary>
    SeriesKey Describe(int series);

    /// <summary>Seconds between two regular observations of a series: 3600 for hourly bars, 86400 for daily snapshots.</summary>
    int IntervalSeconds(int series);

    /// <summary>The snapshot at a timestamp.</summary>
    /// <exception cref="Errors.BasisException">DPR-001/DATA-014 when the timestamp is outside the data.</exception>
    MarketSnapshot At(DateTimeOffset timestamp);

    Observation Read(int series, int row);
}
