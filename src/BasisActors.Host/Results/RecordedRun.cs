using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;

namespace BasisActors.Host.Results;

/// <summary>The run whose results are kept.</summary>
public sealed class RecordedRun
{
    /// <param name="runId">Name of the run.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="market">Its market; read from the writer's thread too, so it must be safe to read from several.</param>
    /// <param name="from">First tick asked for.</param>
    /// <param name="to">Last tick asked for.</param>
    /// <param name="configHash">Hash of the effective configuration.</param>
    public RecordedRun(string runId, RunConfiguration configuration, IMarketData market, DateTimeOffset from, DateTimeOffset to, string configHash)
    {
        (RunId, Configuration, Market, From, To, ConfigHash) = (runId, configuration, market, from, to, configHash);
        Chart = new ChartOfAccounts(configuration.PositionSubscriptions);
        Pricing = new UnitPricing(Chart, market, configuration.SpotVenue, configuration.ShareClass);
        Costs = new TradingCosts(configuration.Costs, market, configuration.ShareClass);
        Assets = [.. Enumerable.Range(0, Chart.Units.Length).Select(Pricing.Asset).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        HedgeVenues = [.. Chart.Positions.Where(p => p.Type == PositionType.Perp).Select(p => p.Venue).Distinct()];
    }

    public string RunId { get; }

    public RunConfiguration Configuration { get; }

    public IMarketData Market { get; }

    public DateTimeOffset From { get; }

    public DateTimeOffset To { get; }

    public string ConfigHash { get; }

    /// <summary>What was done to the data and the venues, in order; empty for the data as it is.</summary>
    public ImmutableArray<string> Scenarios { get; init; } = [];

    internal ChartOfAccounts Chart { get; }

    internal UnitPricing Pricing { get; }

    internal TradingCosts Costs { get; }

    /// <summary>Assets whose price moves, in the order of an exposure snapshot.</summary>
    internal ImmutableArray<string> Assets { get; }

    /// <summary>Venues with a perpetual, in the order of the chart.</summary>
    internal ImmutableArray<string> HedgeVenues { get; }
}
