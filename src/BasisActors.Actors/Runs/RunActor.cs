using System.Collections.Immutable;
using BasisActors.Actors.Attribution;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Events;
using BasisActors.Actors.Execution;
using BasisActors.Actors.Exposure;
using BasisActors.Actors.Health;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Lanes;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.MarketData;
using BasisActors.Actors.Results;
using BasisActors.Actors.Risk;
using BasisActors.Actors.Strategies;
using BasisActors.Actors.Telemetry;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;

namespace BasisActors.Actors.Runs;

/// <summary>
/// One run: makes its components, supervises them, and reports how it ended. In a backtest the first failure stops the run (C-28); in live a failed component
/// is restarted with its state and handles its message again, three times at most, before the run stops. The table is in docs/supervision.md.
/// </summary>
public sealed class RunActor : UntypedActor, IDescribed
{
    private readonly RunContext _run;
    private readonly RunTree _tree = new();
    private readonly RunCells _cells;
    private readonly LifeRecord _life = new();
    private BasisError? _lastError;
    private bool _finished;

    public RunActor(RunContext run, IActorRef health)
    {
        _run = run;
        _cells = new RunCells(run);
        _tree.Health = health;
    }

    public static Props Props(RunContext run, IActorRef health) => Akka.Actor.Props.CreateBy(new Factory<RunActor>(() => new RunActor(run, health)));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_run.Live ? ErrorPropagation.MaxRetries : 0, Timeout.Infinite, exception =>
    {
        if (exception is ActorInitializationException) // one that could not be made or remade has not reported it
            _lastError = FailureCause.Of(exception);
        var severity = exception is BasisException known ? known.Error.Severity : Severity.High;
        if (ErrorPropagation.For(severity, _run.Live) is Reaction.AbortRun or Reaction.Halt || !_run.Live)
            return Directive.Stop;
        _tree.Telemetry?.Restarted(Sender.Path.Name); // while a strategy decides, the sender is the child that failed
        return Directive.Restart;
    });

    protected override void PreStart()
    {
        _tree.Run = Self;
        if (_run.Session is { EndsWithJournal: false } told)
        {
            _tree.Telemetry = new RunTelemetry(_run.RunId, _run.Configuration.Currency, told.Time);
            var venues = told.Venues.Select(v => v.Name).ToImmutableArray();
            var heartbeat = new Heartbeat(told.Interval, TimeSpan.FromSeconds(told.Limits.HeartbeatSeconds));
            _tree.Health.Tell(new WatchRun(_run.RunId, heartbeat, [.. HealthScope.OfLive(venues, venues.Where(v => v != ExecutionActor.OnChain))]));
        }

        _tree.EventLog = Child(_cells.EventLog, c => new EventLogActor(_run, _tree, c));
        _tree.Results = Child("results", 0L, c => new ResultsActor(_run, _tree, c));
        _tree.Executors = _run.Session is { } live
            ? [.. live.Venues.Select(venue => (venue.Name, Child(ExecutorName(venue.Name), LiveExecutorState.Initial, c => new LiveExecutorActor(_run, _tree, c, live, venue))))]
            : [.. _run.Venues.Select(venue => (venue.Name, Child(ExecutorName(venue.Name), 0L, c => new ExecutorActor(_run, _tree, c, venue))))];
        _tree.Execution = Child("execution", ExecutionState.Idle, c => new ExecutionActor(_run, _tree, c));
        _tree.Attribution = Child(_cells.Attribution, c => new AttributionActor(_run, _tree, c));
        _tree.Risk = Child(_cells.Risk, c => new RiskActor(_run, _tree, c));
        _tree.Exposure = Child("exposure", (Domain.Exposure.ExposureSnapshot?)null, c => new ExposureActor(_run, _tree, c));
        _tree.Ledger = Child(_cells.Ledger, c => new LedgerActor(_run, _tree, c));
        _tree.MarketData = Child("market-data", 0L, c => new MarketDataActor(_run, _tree, c));
        _tree.Strategy = Child(_cells.Strategy, c => new StrategyActor(_run, _tree, c));
        _tree.Clock = _run.Session is { } session
            ? Child(_cells.LiveClock!, c => new LiveClockActor(_run, _tree, c, session))
            : Child("clock", ClockState.Initial, c => new ClockActor(_run, _tree, c));
        if (_run.Session is { } watched)
            Context.Watch(watched.Journal); // a run without a journal waits for ever
        _tree.Clock.Tell(StartClock.Instance);
    }

    protected override void PostStop() => _tree.Telemetry?.Dispose();

    /// <summary>A crash is told to the event log first; the lane takes what is told in its order, so that the log has it when the tree is stopped.</summary>
    protected override bool AroundReceive(Receive receive, object message)
    {
        if (message is Crash crash && _run.EventDetail != EventDetail.None)
        {
            _tree.EventLog.Tell(new LogEvent(_cells.EventLog.Now, "clock", EventType.Error, EventStatus.Failed, crash.At(Self.Path.Name).Error));
            Self.Tell(new LoggedCrash(crash));
            return true;
        }

        return _life.Meets(message is LoggedCrash logged ? logged.Crash : message, Context, Description) || base.AroundReceive(receive, message);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClockFinished finished:
                Finish(finished.Outcome);
                break;
            case ComponentFailed failed:
                _lastError = failed.Error;
                break;
            case CancelRun:
                _tree.Clock.Tell(new StopClock(RunOutcome.Cancelled));
                break;
            case KillRun:
                (_run.Session is null ? _tree.Strategy : _tree.Clock).Tell(KillSwitch.Instance); // live, it is stored first
                break;
            case TakeSnapshot take:
                if (_cells.At(take) is { } snapshot)
                    Sender.Tell(snapshot);
                break;
            case Terminated terminated when !_finished:
                Finish(RunOutcome.Failed(_lastError ?? new BasisError("EDS-003", $"Component {terminated.ActorRef.Path.Name} stopped.", terminated.ActorRef.Path.Name)));
                break;
            case Terminated:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Finish(RunOutcome outcome)
    {
        if (_finished)
            return;
        _finished = true;
        Context.Parent.Tell(new RunFinished(_run.RunId, outcome));
        _tree.Health.Tell(new ForgetRun(_run.RunId));
        Context.Stop(Self);
    }

    private ActorDescription Description() => new()
    {
        Path = "",
        Behaviour = _finished ? "finished" : "running",
        Facts =
        [
            new Fact("mode", _run.Configuration.Mode), new Fact("execution", _run.Live ? "live" : "backtest"), new Fact("from", _run.From), new Fact("components", Context.GetChildren().Count()),
            new Fact("last_error", _lastError?.ToString()), new Fact("lane", Context.Dispatcher.Id), new Fact("lane_waiting", (Context.Dispatcher as LaneDispatcher)?.Waiting),
        ],
    };

    private static string ExecutorName(string venue) => venue == "on-chain" ? venue : $"cex-{venue}";

    private IActorRef Child<TState, TActor>(string name, TState initial, Func<ComponentCell<TState>, TActor> make)
        where TActor : ActorBase => Child(new ComponentCell<TState>(name, initial), make);

    private IActorRef Child<TState, TActor>(ComponentCell<TState> cell, Func<ComponentCell<TState>, TActor> make)
        where TActor : ActorBase
    {
        var props = Akka.Actor.Props.CreateBy(new Factory<TActor>(() => make(cell))).WithDispatcher(Context.Dispatcher.Id);
        _tree.Telemetry?.Made(cell.Name);
        return Context.Watch(Context.ActorOf(props, cell.Name));
    }

    private sealed record LoggedCrash(Crash Crash);
}
