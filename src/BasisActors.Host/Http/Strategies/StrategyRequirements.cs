using System.Collections.Immutable;
using BasisActors.Data;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Backtests;
using BasisActors.Host.Live;

namespace BasisActors.Host.Http.Strategies;

/// <summary>A venue that a mode uses.</summary>
/// <param name="Venue">Name.</param>
/// <param name="Type">cex, defi, dex or infrastructure.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Instruments">Positions held there, type and symbol.</param>
/// <param name="OrderTypes">Kinds of order sent there; empty where none are.</param>
/// <param name="Required">False where the mode does without it when it has no data.</param>
public sealed record VenueRequirement(string Venue, string Type, string Purpose, ImmutableArray<string> Instruments, ImmutableArray<string> OrderTypes, bool Required);

/// <summary>A series that a mode reads.</summary>
/// <param name="Name">Kind, venue and symbol.</param>
/// <param name="Source">Files of a data set, <c>*</c> for the dated span.</param>
/// <param name="Frequency">1h, 8h, 1d; event for what comes when it comes.</param>
/// <param name="Fields">Columns that are read.</param>
/// <param name="Required">False where the mode does without it.</param>
public sealed record DataRequirement(string Name, ImmutableArray<string> Source, string Frequency, ImmutableArray<string> Fields, bool Required);

/// <summary>A secret that a live run on real accounts reads; its name only.</summary>
/// <param name="EnvName">Environment variable; with <c>_FILE</c> behind it, the file that holds it.</param>
public sealed record CredentialRequirement(string EnvName);

/// <summary>What a mode needs.</summary>
/// <param name="Mode">Name of the mode.</param>
/// <param name="Venues">By name.</param>
/// <param name="DataRequirements">In the order of the rules.</param>
/// <param name="Credentials">For live runs; empty for a mode that cannot run live yet.</param>
/// <param name="PositionSubscriptions">Every position that its ledger may hold.</param>
/// <param name="MinimumCapital">Share-class currency; null where it depends on a price.</param>
public sealed record StrategyRequirements(
    string Mode,
    ImmutableArray<VenueRequirement> Venues,
    ImmutableArray<DataRequirement> DataRequirements,
    ImmutableArray<CredentialRequirement> Credentials,
    ImmutableArray<string> PositionSubscriptions,
    decimal? MinimumCapital)
{
    private const string MarketOrder = "market", Unused = "none with these settings";

    internal static StrategyRequirements Of(RunConfiguration run, LiveEnvironment environment) => new(
        run.Mode,
        [.. run.Venues.Select(v => Venue(run, v))],
        [.. Data(run)],
        [.. run.Venues.Where(v => v.Type == VenueType.Cex && IsTraded(run, v.Name)).SelectMany(v => environment.CredentialNames(v.Name)).Select(n => new CredentialRequirement(n))],
        [.. run.PositionSubscriptions.Select(p => p.ToString())],
        Strategies.MinimumCapital.Of(run));

    private static VenueRequirement Venue(RunConfiguration run, VenueSettings venue)
    {
        var held = run.PositionSubscriptions.Where(p => p.Venue == venue.Name).ToArray();
        var purposes = Purposes(run, venue, held).ToArray();
        var isHedge = run.Hedge.Any(h => h.Venue == venue.Name);
        return new VenueRequirement(
            venue.Name,
            venue.Type.ToString().ToLowerInvariant(),
            purposes.Length > 0 ? string.Join(", ", purposes) : Unused,
            [.. held.Select(p => p.ToString()[(p.Venue.Length + 1)..])],
            venue.Type == VenueType.Cex && IsTraded(run, venue.Name) ? [MarketOrder] : [],
            venue.Type != VenueType.Cex ? purposes.Length > 0 : (IsTraded(run, venue.Name) && !(isHedge && run.SpotVenue != venue.Name && run.Data.DropVenuesWithoutData)));
    }

    private static bool IsTraded(RunConfiguration run, string venue) => run.SpotVenue == venue || run.Hedge.Any(h => h.Venue == venue && h.Weight > 0);

    private static IEnumerable<string> Purposes(RunConfiguration run, VenueSettings venue, PositionKey[] held)
    {
        if (venue.Type == VenueType.Cex && run.SpotVenue == venue.Name)
            yield return "spot";
        if (venue.Type == VenueType.Cex && run.Hedge.Any(h => h.Venue == venue.Name))
            yield return "perpetual short";
        if (venue.Type == VenueType.Infrastructure && held.Length > 0)
            yield return "holds tokens on the chain";
        if (held.Any(p => p.Type == PositionType.AToken))
            yield return "lending";
        if (held.Any(p => p.Type == PositionType.DebtToken))
            yield return "borrowing";
        if (run.Staking is { } staking)
        {
            if (venue.Name == staking.Token.Protocol)
                yield return $"stakes {staking.Token.Symbol}";
            if (venue.Name == staking.Token.Exchange)
                yield return $"sells {staking.Token.Symbol}";
            if (venue.Name == "morpho" && staking.Supplied)
                yield return "flash loans";
            if (venue.Name == "instadapp" && staking.Supplied)
                yield return "atomic bundles";
            if (venue.Name == "uniswap" && staking.SeasonalRewards)
                yield return "sells reward tokens";
        }
    }

    private static IEnumerable<DataRequirement> Data(RunConfiguration run)
    {
        var needs = StrategyFactory.Requirements(run);
        var optional = HedgeWeights.Series(run).SelectMany(s => s).ToHashSet();
        return needs.Required.Concat(needs.Late).Distinct().Select(s => Describe(s, run.Data, !optional.Contains(s)));
    }

    private static DataRequirement Describe(SeriesKey series, DataRules rules, bool required)
    {
        var source = SeriesSource.Of(series, rules);
        var frequency = source.IntervalSeconds switch
        {
            0 => "event",
            var seconds when seconds % 86400 == 0 => $"{seconds / 86400}d",
            var seconds => $"{seconds / 3600}h",
        };
        return new DataRequirement(series.ToString(), source.Files, frequency, source.Columns, required);
    }
}
