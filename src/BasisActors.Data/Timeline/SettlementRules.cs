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
    /// <param name="missing">When they were due, epoch seconds; at least one.</param>
    /// <param name="rules">The run's setting.</param>
    /// <param name="other">The same instrument at the venue the setting names, or null when there is no file of it.</param>
    /// <exception cref="BasisException">DPR-002/DATA-011 when the setting is to fail, or the other venue lacks a settlement too.</exception>
    public static List<StandIn> StandIns(SeriesKey series, long[] missing, DataRules rules, Observations? other) => rules.MissingFunding switch
    {
        MissingFunding.Fail => throw Refuse(series, missing, "data.missing_funding is fail; allowed are fail, zero and venue:NAME."),
        MissingFunding.Zero => Each(missing, "zero", _ => 0m),
        MissingFunding.OtherVenue => FromVenue(series, missing, rules.FundingSubstitute, other),
        _ => throw new ArgumentOutOfRangeException(nameof(rules), rules.MissingFunding, null),
    };

    private static List<StandIn> FromVenue(SeriesKey series, long[] missing, string? venue, Observations? other)
    {
        if (venue is null || other is null)
            throw Refuse(series, missing, $"data.missing_funding is venue:{venue}, and there is no file of {series.Symbol} at that venue.");
        var missingThereToo = Array.FindAll(missing, at => other.Find(at) is null);
        if (missingThereToo.Length > 0)
            throw Refuse(series, missingThereToo, $"data.missing_funding is venue:{venue}, where they are missing too.");
        return Each(missing, venue, at => other.Find(at)!.Value);
    }

    private static List<StandIn> Each(long[] missing, string origin, Func<long, decimal> rate)
    {
        var standIns = new List<StandIn>(missing.Length);
        foreach (var at in missing)
            standIns.Add(new StandIn(at, rate(at), origin));
        return standIns;
    }

    private static BasisException Refuse(SeriesKey series, long[] missing, string why) => new(
        "DPR-002", $"{series} lacks {missing.Length} settlements inside the period: {Epoch.Text(missing)}. {why}", series.ToString(), Remedy, "DATA-011");
}
