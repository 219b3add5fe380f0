using System.Collections.Immutable;
using BasisActors.Actors.Events;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;
using BasisActors.Domain.Strategies;
using BasisActors.Host.EventLog;
using BasisActors.Host.Scenarios;
using BasisActors.Venues.Simulated;

namespace BasisActors.Host.Backtests;

/// <summary>Puts a run together: the same inputs give the same run, whoever asks for it and whatever is kept of it.</summary>
public static class RunComposition
{
    /// <param name="id">Name of the run among those that go on at the same time.</param>
    /// <param name="request">Period, flows and detail of events.</param>
    /// <param name="run">Configuration that fits the data.</param>
    /// <param name="configHash">Hash of the effective configuration.</param>
    /// <param name="market">Read, never changed: several runs may share it.</param>
    /// <param name="recorder">Keeps what the run produces.</param>
    /// <param name="events">Keeps its events; null keeps none.</param>
    public static RunContext Compose(
        string id, BacktestRequest request, RunConfiguration run, string configHash, IMarketData market, IRunRecorder recorder, IEventSink? events) => new(id, run, market)
        {
            Key = RunKey.Of(request, run, configHash),
            Hash = configHash,
            From = request.From,
            To = request.To,
            Venues = AppliedScenarios.ToVenues(new SimulatedWorld(run, market, Deposits(request, run.InitialCapital)).Venues, request.Scenarios),
            Flows = request.Flows,
            EventDetail = request.Events,
            Events = events ?? NullEventSink.Instance,
            Recorder = recorder,
        };

    private static ImmutableArray<WalletDeposit> Deposits(BacktestRequest request, decimal capital) =>
        [new WalletDeposit(request.From, capital), .. request.Flows.Where(f => f.Kind == CapitalRequestKind.Deposit).Select(f => new WalletDeposit(f.EffectiveAt, f.Amount))];
}
