using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;

namespace BasisActors.Data.Timeline;

/// <summary>What stands in for missing settlements of funding. A rate is never carried forward: it was formed over its own eight hours.</summary>
internal static class SettlementRules
{
    private const string Remedy = "Set data.missing_funding to zero or venue:NAME, or choose another period or venue.";

    /// <summary>One stand-in for each missing settlement.</summary>
    /// <param name="series">The funding series with missing settlements.</param>
    /// <param name="missing">When they were due, epoch seconds.</param>
    /// <param name="rules">The run's setting.</param>
    /// <param name="other">The same instrument at another venue, by that venue's name, or null when it has no file.</param>
    /// <exception cref="BasisException">DPR-002/DATA-011 when the setting is to fail, or the other venue lacks a settlement too.</exception>
    public static ImmutableArray<StandIn> StandIns(
        SeriesKey series, ImmutableArray<long> missing, DataRules rules, Func<string, Observations?> other)
    {
        if (missing.IsEmpty)
            return [];
        return rules.MissingFunding switch
        {
            MissingFunding.Fail => throw Refuse(series, missing, "data.missing_funding is fail; allowed are fail, zero and venue:NAME."),
            MissingFunding.Zero => [.. missing.Select(at => new StandIn(at, 0m, "zero"))],
            MissingFunding.OtherVenue => FromVenue(series, missing, rules.FundingSubstitute!, other(rules.FundingSubstitute!)),
            _ => throw new ArgumentOutOfRangeException(nameof(rules), rules.MissingFunding, null),
        };
    }

    private static ImmutableArray<StandIn> FromVenue(SeriesKey series, ImmutableArray<long> missing, string venue, Observations? other)
    {
        if (other is null)
            throw Refuse(series, missing, $"data.missing_funding is venue:{venue}, which has no file for {series.Symbol}.");
        ImmutableArray<long> missingThereToo = [.. missing.Where(at => other.Find(at) is null)];
        if (!missingThereToo.IsEmpty)
            throw Refuse(series, missingThereToo, $"data.missing_funding is venue:{venue}, where they are missing too.");
        return [.. missing.Select(at => new StandIn(at, other.Find(at)!.Value, venue))];
    }

    private static BasisException Refuse(SeriesKey series, ImmutableArray<long> missing, string why) => new(
        "DPR-002", $"{series} lacks {missing.Length} settlements inside the period: {Epoch.Text(missing)}. {why}", series.ToString(), Remedy, "DATA-011");
}
