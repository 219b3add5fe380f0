using Akka.TestKit.Xunit2;
using BasisActors.Actors.Attribution;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Events;
using BasisActors.Actors.Execution;
using BasisActors.Actors.Exposure;
using BasisActors.Actors.Lanes;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.MarketData;
using BasisActors.Actors.Results;
using BasisActors.Actors.Risk;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Strategies;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Tests.Fixtures;

/// <summary>
/// The components of one run on a lane with a tap before each, and the test in the place of the run actor and of health.
/// </summary>
internal sealed class TappedTree
{
    private readonly RunTree _tree = new();
    private readonly List<IActorRef> _actors = [];

    /// <param name="system">Where the components live.</param>
    /// <param name="lane">Their dispatcher.</param>
    /// <param name="test">Takes the run actor's place.</param>
    /// <param name="run">The run.</param>
    /// <param name="copies">How often a message to a component is delivered; once when null.</param>
    public TappedTree(ActorSystem system, string lane, IActorRef test, RunContext run, Func<string, object, int>? copies = null)
    {
        IActorRef Tapped<TState, TActor>(string name, TState initial, Func<ComponentCell<TState>, TActor> make)
            where TActor : ActorBase
        {
            var cell = new ComponentCell<TState>(name, initial);
            var actor = system.ActorOf(Props.CreateBy(new Factory<TActor>(() => make(cell))).WithDispatcher(lane)); // without a name: one that has ended may hold it a little longer
            _actors.Add(actor);
            return new Tap(name, actor, Steps, message => copies?.Invoke(name, message) ?? 1);
        }

        var empty = Book.Open(run.Chart);
        _tree.Run = test;
        _tree.EventLog = Tapped("event-log", 0L, c => new EventLogActor(run, _tree, c));
        _tree.Results = Tapped("results", 0L, c => new ResultsActor(run, _tree, c));
        _tree.Executors = [.. run.Venues.Select(venue =>
            (venue.Name, Tapped(venue.Name == "on-chain" ? venue.Name : $"cex-{venue.Name}", 0L, c => new ExecutorActor(run, _tree, c, venue))))];
        _tree.Execution = Tapped("execution", ExecutionState.Idle, c => new ExecutionActor(run, _tree, c));
        _tree.Attribution = Tapped("attribution", AttributionState.Initial, c => new AttributionActor(run, _tree, c));
        _tree.Risk = Tapped("risk", RiskState.Initial, c => new RiskActor(run, _tree, c));
        _tree.Exposure = Tapped("exposure", (ExposureSnapshot?)null, c => new ExposureActor(run, _tree, c));
        _tree.Ledger = Tapped("ledger", new LedgerState(empty, empty, false, []), c => new LedgerActor(run, _tree, c));
        _tree.MarketData = Tapped("market-data", 0L, c => new MarketDataActor(run, _tree, c));
        _tree.Strategy = Tapped("strategy", StrategyState.Initial, c => new StrategyActor(run, _tree, c));
        _tree.Clock = Tapped("clock", ClockState.Initial, c => new ClockActor(run, _tree, c));
    }

    /// <summary>Messages in the order in which they were sent, written on the lane.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>Stops the components; their lane is free afterwards.</summary>
    public void Stop(TestKit kit)
    {
        foreach (var actor in _actors)
        {
            kit.Watch(actor);
            kit.Sys.Stop(actor);
            kit.ExpectTerminated(actor);
        }
    }

    public void Start() => _tree.Clock.Tell(StartClock.Instance, ActorRefs.NoSender);
}
