using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Configuration;

namespace BasisActors.Host.Http.Strategies;

/// <summary>What a mode does with its capital, as its configuration says.</summary>
public sealed record StrategyFeatures(bool LendingEnabled, bool StakingEnabled, bool LeverageEnabled, bool BasisTradeEnabled, bool MarketNeutral);

/// <summary>How a mode is built.</summary>
/// <param name="StrategyType">Type of the share class: stable or directional.</param>
/// <param name="Complexity">Null: nothing in code or configuration says it.</param>
/// <param name="Features">The flags of the configuration; whether price risk is hedged away is the share class's.</param>
public sealed record StrategyParameters(string StrategyType, string? Complexity, StrategyFeatures Features);

/// <summary>A mode in one share class.</summary>
public sealed record StrategyEntry
{
    public required string Name { get; init; }

    /// <summary>The name in words.</summary>
    public required string DisplayName { get; init; }

    public required string Description { get; init; }

    /// <summary>USDT, ETH or BTC: the currency that it is counted in.</summary>
    public required string ShareClass { get; init; }

    /// <summary>All share classes that list the mode as supported.</summary>
    public required ImmutableArray<string> ShareClasses { get; init; }

    public required string Asset { get; init; }

    /// <summary>Of the share class: low, low_to_medium, medium, medium_to_high, high.</summary>
    public required string RiskLevel { get; init; }

    /// <summary>Null: the configuration promises no return; <see cref="TargetApy"/> is what reports compare with.</summary>
    public decimal? ExpectedReturn { get; init; }

    /// <summary>Smallest capital whose first entry clears the smallest trade of each venue, share-class currency; null where it depends on a price.</summary>
    public required decimal? MinimumCapital { get; init; }

    /// <summary>Fraction a year.</summary>
    public required decimal TargetApy { get; init; }

    /// <summary>Fraction.</summary>
    public required decimal MaxDrawdown { get; init; }

    /// <summary>Venues that the mode turns on.</summary>
    public required ImmutableArray<string> SupportedVenues { get; init; }

    public required StrategyParameters Parameters { get; init; }
}

/// <param name="Strategies">By name, then share class.</param>
/// <param name="Total">How many match the filters.</param>
public sealed record StrategyList(ImmutableArray<StrategyEntry> Strategies, int Total);

/// <summary>Describes modes by their code and configuration; nothing is said that neither says.</summary>
internal static class StrategyDescription
{
    private static readonly ImmutableArray<string> Tickers = ["usdt", "eth", "btc"];

    /// <param name="effective">The mode's configuration in one share class.</param>
    /// <param name="shareClasses">Those that support it.</param>
    public static StrategyEntry Of(EffectiveConfiguration effective, ImmutableArray<string> shareClasses)
    {
        var run = effective.Run;
        var values = effective.Values.ToImmutableDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        string OfShareClass(string key) => values[$"share_classes.{run.Currency.ToLowerInvariant()}.{key}"];
        bool IsOn(string key) => values.GetValueOrDefault(key) == "true";
        return new StrategyEntry
        {
            Name = run.Mode,
            DisplayName = DisplayName(run.Mode),
            Description = StrategyFactory.All.First(m => m.Name == run.Mode).Description,
            ShareClass = run.Currency,
            ShareClasses = shareClasses,
            Asset = run.Asset,
            RiskLevel = OfShareClass("risk_level"),
            MinimumCapital = Strategies.MinimumCapital.Of(run),
            TargetApy = run.TargetApy,
            MaxDrawdown = run.MaxDrawdown,
            SupportedVenues = [.. run.Venues.Select(v => v.Name)],
            Parameters = new StrategyParameters(
                OfShareClass("type"),
                null,
                new StrategyFeatures(IsOn("lending_enabled"), IsOn("staking_enabled"), IsOn("leverage_enabled"), IsOn("basis_trade_enabled"), OfShareClass("market_neutral") == "true")),
        };
    }

    private static string DisplayName(string mode)
    {
        var words = mode.Split('_').Select(w => Tickers.Contains(w) ? w.ToUpperInvariant() : w).ToArray();
        words[0] = string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(words[0][0])}{words[0][1..]}");
        return string.Join(' ', words);
    }
}

/// <summary>The capital that a mode needs so that no leg of its first entry falls below a venue's smallest trade.</summary>
internal static class MinimumCapital
{
    /// <summary>Share-class currency; null in modes whose smallest trade is in another currency, so that a price would be needed.</summary>
    public static decimal? Of(RunConfiguration run)
    {
        if (run.ShareClass != ShareClass.Usdt || run.Staking is not null)
            return null;
        if (run.Hedge.IsEmpty)
            return run.Venues.Where(v => v.Type == VenueType.Defi).Select(v => (decimal?)v.MinTradeSizeUsd).Max();
        if (run.SpotAllocation == 0)
            return null;
        var legs = run.Hedge.Select(h => run.Venue(h.Venue).MinTradeSizeUsd / (run.SpotAllocation * h.Weight)).Append(run.Venue(run.SpotVenue).MinTradeSizeUsd / run.SpotAllocation);
        return decimal.Round(legs.Max(), 2, MidpointRounding.ToPositiveInfinity);
    }
}
