using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;

namespace BasisActors.Data;

/// <summary>What a run needs to know of the market, on an hourly clock.</summary>
/// <param name="Source">Root of the data set, the folder that holds <c>market_data</c>, <c>protocol_data</c> and so on; or the connection to a database it was imported into.</param>
/// <param name="From">First timestamp of the run, on the full hour; every required series is known there.</param>
/// <param name="To">Last timestamp of the run, on the full hour, inclusive.</param>
/// <param name="Required">Series without which the run cannot be: a missing file or too short a coverage is an error.</param>
/// <param name="Optional">Series that are used when there is data; those without are listed in <see cref="DataReport.Absent"/>.</param>
/// <param name="Rules">How bars, holes and missing settlements are put on the clock.</param>
public sealed record MarketDataRequest(
    string Source,
    DateTimeOffset From,
    DateTimeOffset To,
    ImmutableArray<SeriesKey> Required,
    ImmutableArray<SeriesKey> Optional,
    DataRules Rules)
{
    /// <summary>Series that are of use only together, such as the prices and the funding of one venue: a group is loaded when all of it covers the period, or left out whole.</summary>
    public ImmutableArray<ImmutableArray<SeriesKey>> Groups { get; init; } = [];

    /// <summary>
    /// Series that the data set must have files of and that may begin after the run does or end before it, such as rewards and the pools they are sold on.
    /// One that begins after the run or ends before it is left out.
    /// </summary>
    public ImmutableArray<SeriesKey> Late { get; init; } = [];
}
