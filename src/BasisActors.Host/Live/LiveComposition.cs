using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BasisActors.Actors.Journal;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;
using BasisActors.Domain.Strategies;

namespace BasisActors.Host.Live;

/// <summary>What of a live run follows from its configuration and the first event of its journal: the same at every start, and in a replay.</summary>
public static class LiveComposition
{
    private const int PriceAgeSeconds = 60, FundingAgeSeconds = 9 * 3600;

    /// <summary>The configuration with the steps that the exchanges had when the run began.</summary>
    public static RunConfiguration Configuration(RunConfiguration run, RunOpened opened) => run with
    {
        Venues = [.. run.Venues.Select(v => opened.Steps.FirstOrDefault(s => s.Venue == v.Name) is { } known ? v with { SpotStep = known.Spot, PerpStep = known.Perp } : v)],
    };

    public static ImmutableArray<SeriesKey> Series(RunConfiguration run) => StrategyFactory.Requirements(run).Required;

    /// <summary>The market of the run before its first tick.</summary>
    public static LiveMarketTable Market(RunConfiguration run, RunOpened opened) => new(
        opened.From, opened.StepSeconds, Series(run).Distinct().Select(s => (s, s.Kind == SeriesKind.Funding ? FundingAgeSeconds : PriceAgeSeconds)), opened.Past, run.FundingWindow);

    /// <summary>Prefix of client order ids: of this run and no other, and the same after every restart.</summary>
    public static string Key(RunOpened opened) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{opened.RunId}|{opened.ConfigHash}|{opened.From:O}"))))[..10];
}
