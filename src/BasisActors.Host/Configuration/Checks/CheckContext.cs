using System.Collections.Immutable;
using BasisActors.Host.Configuration.Loading;
using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Configuration.Checks;

/// <summary>What a rule between settings may look at. Rules skip what is absent or broken: that is reported already.</summary>
/// <param name="Settings">The values in force.</param>
/// <param name="Mode">Name of the mode's file.</param>
/// <param name="ShareClass">Section of the run's share class; null when it is not known.</param>
/// <param name="Modes">Names of all mode files.</param>
/// <param name="Venues">Names of all venue files.</param>
internal sealed record CheckContext(LayeredSettings Settings, string Mode, string? ShareClass, ImmutableArray<string> Modes, ImmutableArray<string> Venues)
{
    /// <summary>Keys of the positions that the run subscribes to.</summary>
    public string[] Subscriptions { get; } = Settings.Items(SubscriptionsKey);

    public const string SubscriptionsKey = "component_config.position_monitor.position_subscriptions";

    public string Origin(string key) => Settings.Find(key)?.Origin ?? "default";

    public void Refuse(string key, string message) => Settings.Refuse(message, Origin(key), key, Settings.Find(key)?.Value);

    /// <summary>Reports unless the first number is below the second.</summary>
    public void MustBeBelow(string low, string high, bool orEqual = false)
    {
        if (Settings.Number(low) is not { } a || Settings.Number(high) is not { } b || a < b || (orEqual && a == b))
            return;
        var relation = orEqual ? "at most" : "below";
        // The one that was chosen later is the one a person must look at.
        var culprit = Settings.Find(high)!.Layer > Settings.Find(low)!.Layer ? high : low;
        Refuse(culprit, $"{low} is {DecimalType.Canonical(a)}; it must be {relation} {high}, which is {DecimalType.Canonical(b)}.");
    }

    public string VenueKey(string venue, string setting) => $"{ConfigurationSchema.Venues}.{venue}.{setting}";

    public string ShareClassKey(string setting) => $"{ConfigurationSchema.ShareClasses}.{ShareClass}.{setting}";

    /// <summary>A sentence about a venue that has no file; null when it has one.</summary>
    public string? UnknownVenue(string venue) => Venues.Contains(venue)
        ? null
        : $"which is not a known venue (known: {string.Join(", ", Venues)}; nearest: {EditDistance.Nearest(venue, Venues) ?? "none"})";
}
