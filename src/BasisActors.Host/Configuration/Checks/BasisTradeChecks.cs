using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Configuration.Checks;

/// <summary>The venues of the basis trade exist, are turned on, carry weights and have their positions (C-35).</summary>
internal static class BasisTradeChecks
{
    private const string Quote = "USDT";

    public static void Check(CheckContext c)
    {
        if (!ModeChecks.Hedges(c))
            return;
        c.MustBeBelow("funding_exit_threshold", "funding_entry_threshold", orEqual: true);

        var weights = c.Settings.Find("hedge_allocation") is { } allocation ? WeightsType.Bind(allocation.Value) : [];
        WeightsBelongToHedgeVenues(c, weights);
        foreach (var venue in c.Settings.Items("hedge_venues"))
        {
            if (c.UnknownVenue(venue) is { } problem)
                c.Refuse("hedge_venues", $"hedge_venues lists {venue}, {problem}.");
        }

        foreach (var (venue, weight) in weights)
        {
            if (weight == 0m)
                continue;
            IsUsableExchange(c, "hedge_allocation", venue);
            if (c.Settings.Find("asset") is { } asset)
                IsSubscribed(c, "hedge_allocation", venue, new(venue, PositionType.BaseToken, Quote), new(venue, PositionType.Perp, asset.Value + Quote));
        }

        if (c.Settings.Find("spot_venue") is { Value: var spot })
        {
            if (c.UnknownVenue(spot) is { } problem)
                c.Refuse("spot_venue", $"spot_venue is {spot}, {problem}.");
            IsUsableExchange(c, "spot_venue", spot);
            if (c.Settings.Find("asset") is { } asset)
                IsSubscribed(c, "spot_venue", spot, new(spot, PositionType.BaseToken, Quote), new(spot, PositionType.BaseToken, asset.Value));
        }
    }

    private static void WeightsBelongToHedgeVenues(CheckContext c, HedgeWeight[] weights)
    {
        if (c.Settings.Find("hedge_venues") is not { } venues)
            return;
        var names = c.Settings.Items("hedge_venues");
        foreach (var (venue, weight) in weights)
        {
            if (names.Contains(venue))
                continue;
            c.Refuse(venues.Layer > c.Settings.Find("hedge_allocation")!.Layer ? "hedge_venues" : "hedge_allocation",
                $"hedge_allocation gives {venue} the weight {DecimalType.Canonical(weight)}; it must be one of hedge_venues, which is {venues.Value}. "
                + "Give hedge_allocation for these venues.");
        }
    }

    private static void IsUsableExchange(CheckContext c, string usedBy, string venue)
    {
        if (c.UnknownVenue(venue) is not null)
            return; // reported where it is named
        var enabled = c.VenueKey(venue, "enabled");
        if (!c.Settings.IsOn(enabled) && !c.Settings.IsBroken(enabled))
            c.Refuse(c.Settings.Find(enabled) is null ? usedBy : enabled, $"{enabled} is false; {usedBy} uses the venue and needs true.");
        if (c.Settings.Find(c.VenueKey(venue, "type")) is { Value: not "cex" } type)
            c.Refuse(usedBy, $"{usedBy} uses {venue}, whose type is {type.Value}; it must be cex.");
    }

    private static void IsSubscribed(CheckContext c, string usedBy, string venue, params PositionKey[] needed)
    {
        if (c.Settings.Find(CheckContext.SubscriptionsKey) is null || c.UnknownVenue(venue) is not null)
            return;
        foreach (var position in needed)
        {
            if (!c.Subscriptions.Contains(position.ToString()))
                c.Refuse(CheckContext.SubscriptionsKey, $"{CheckContext.SubscriptionsKey} lacks {position}, which {usedBy} needs.");
        }
    }
}
