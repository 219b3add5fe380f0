using System.Collections.Immutable;
using BasisActors.Actors.Events;
using BasisActors.Actors.Live;
using BasisActors.Actors.Results;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Strategies;

namespace BasisActors.Actors.Runs;

/// <summary>
/// One run: a mode, a configuration, a capital, and the four things that differ between backtest and live (clock span, market, venues, journal).
/// Components get it at construction and never as a message (S-022…S-028).
/// </summary>
public sealed class RunContext
{
    public RunContext(string runId, RunConfiguration configuration, IMarketData market)
    {
        RunId = runId;
        Configuration = configuration;
        Market = market;
        Chart = new ChartOfAccounts(configuration.PositionSubscriptions);
        Pricing = new UnitPricing(Chart, market, configuration.SpotVenue, configuration.ShareClass);
        Costs = new TradingCosts(configuration.Costs, market, configuration.ShareClass);
        Requirements = StrategyFactory.Requirements(configuration);
    }

    /// <summary>Name of the run: its actor, its results.</summary>
    public string RunId { get; }

    /// <summary>Prefix of block and instruction ids, made from the inputs of the run and not from its name: same inputs, same ids, same journal.</summary>
    public required string Key { get; init; }

    public RunConfiguration Configuration { get; }

    public IMarketData Market { get; }

    public ChartOfAccounts Chart { get; }

    public UnitPricing Pricing { get; }

    public TradingCosts Costs { get; }

    public DataRequirements Requirements { get; }

    /// <summary>First tick.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Last tick, inclusive.</summary>
    public required DateTimeOffset To { get; init; }

    public required IReadOnlyList<IExecutionVenue> Venues { get; init; }

    /// <summary>Deposits and withdrawals, by time.</summary>
    public ImmutableArray<CapitalRequest> Flows { get; init; } = [];

    public EventDetail EventDetail { get; init; } = EventDetail.All;

    public required IEventSink Events { get; init; }

    public required IRunRecorder Recorder { get; init; }

    /// <summary>True restarts a failed component and retries its message; false aborts the run at the first HIGH error (C-28).</summary>
    public bool Live { get; init; }

    public string Hash { get; init; } = "";

    /// <summary>Journal, feed and venues of a live run; null in a backtest.</summary>
    public LiveSession? Session { get; init; }
}
