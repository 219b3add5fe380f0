using BasisActors.Host.Configuration.Loading;
using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Configuration.Checks;

/// <summary>Limits that must stand in order: a warning before what it warns of, the smallest before the largest.</summary>
internal static class LimitChecks
{
    public static void Check(CheckContext c)
    {
        c.MustBeBelow(RiskTopic.Group + "maintenance_margin_requirement", RiskTopic.Group + "margin_critical_threshold");
        c.MustBeBelow(RiskTopic.Group + "margin_critical_threshold", RiskTopic.Group + "margin_warning_threshold");
        c.MustBeBelow(RiskTopic.Group + "delta_warning", RiskTopic.Group + "delta_critical");

        if (c.Settings.Find("data.missing_funding") is { } funding && funding.Value.StartsWith(MissingFundingType.VenuePrefix, StringComparison.Ordinal)
            && c.UnknownVenue(funding.Value[MissingFundingType.VenuePrefix.Length..]) is { } problem)
            c.Refuse("data.missing_funding", $"data.missing_funding is {funding.Value}, {problem}.");

        foreach (var venue in c.Settings.Sections(ConfigurationSchema.Venues))
        {
            NameIsFileName(c.Settings, c.VenueKey(venue, "venue"), venue);
            c.MustBeBelow(c.VenueKey(venue, "margin.mmr"), c.VenueKey(venue, "margin.imr"));
            c.MustBeBelow(c.VenueKey(venue, "min_trade_size_usd"), c.VenueKey(venue, "max_trade_size_usd"), orEqual: true);
        }

        foreach (var shareClass in c.Settings.Sections(ConfigurationSchema.ShareClasses))
            NameIsFileName(c.Settings, $"{ConfigurationSchema.ShareClasses}.{shareClass}.share_class", shareClass);
    }

    private static void NameIsFileName(LayeredSettings settings, string key, string name)
    {
        if (settings.Find(key) is { } given && !string.Equals(given.Value, name, StringComparison.OrdinalIgnoreCase))
            settings.Refuse($"{key} is {given.Value}; it must be {name}, the name of its file.", given.Origin, key, given.Value, name);
    }
}
