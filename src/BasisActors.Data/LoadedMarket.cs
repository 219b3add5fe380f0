using System.Collections.Immutable;
using BasisActors.Domain.Market;

namespace BasisActors.Data;

/// <summary>A data set on the clock, with an account of what was not as it should be.</summary>
/// <param name="Table">Required series first, then the optional ones that have data, each group in the order of the request.</param>
/// <param name="Report">Holes, stand-ins and absent series.</param>
public sealed record LoadedMarket(MarketTable Table, DataReport Report);

/// <summary>Everything in a data set that a careful reader of results must know of.</summary>
/// <param name="FilledBars">Hourly values inside the period, over all series, that stand in for a missing bar or reading: carried or substituted.</param>
/// <param name="MissingFunding">Settlements inside the period that were missing and got a stand-in (zero or another venue's rate).</param>
/// <param name="Absent">Optional series the table does not have.</param>
/// <param name="Gaps">Holes in the files inside the period, whatever stands in for them (DPR-003).</param>
/// <param name="Notes">Sentences for a person: repeated rows, stand-ins, short coverage.</param>
public sealed record DataReport(
    int FilledBars,
    int MissingFunding,
    ImmutableArray<SeriesKey> Absent,
    ImmutableArray<DataGap> Gaps,
    ImmutableArray<string> Notes);

/// <summary>Consecutive regular observations that a file does not have.</summary>
/// <param name="Series">The series with the hole.</param>
/// <param name="From">When the first missing observation should have become known.</param>
/// <param name="To">When the last missing observation should have become known; equal to <paramref name="From"/> for a single one.</param>
/// <param name="Missing">Number of missing observations.</param>
public readonly record struct DataGap(SeriesKey Series, DateTimeOffset From, DateTimeOffset To, int Missing);
