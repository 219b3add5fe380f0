using System.Collections.Immutable;
using BasisActors.Actors.Events;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Lanes;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Strategies;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Strategies;

namespace BasisActors.Actors.Clock;

/// <summary>What the clock keeps: which tick is out, and how the run shall end.</summary>
public sealed record ClockState(long Sent, long Completed, int FlowsTaken, RunOutcome? Ending)
{
    public static readonly ClockState Initial = new(-1, -1, 0, null);
}

/// <summary>
/// Broadcasts ticks and collects their answers. In a backtest the next tick goes out when the lane is quiet; a quiet lane with an unanswered tick means
/// that a message was lost, which is an error and not a wait.
/// </summary>
public sealed class ClockActor(RunContext run, RunTree tree, ComponentCell<ClockState> cell) : Component<ClockState>(run, tree, cell)
{
    private IActorRef _self = ActorRefs.Nobody;
    private LaneDispatcher? _lane;
    private bool _finished;

    protected override IEnumerable<Fact> Facts() =>
        [new Fact("sent", State.Sent), new Fact("completed", State.Completed), new Fact("last", Run.To), new Fact("ending", State.Ending?.Status.ToString().ToLowerInvariant())];

    protected override void PreStart()
    {
        base.PreStart();
        _self = Self;
    }

    protected override void PostStop() => _lane?.SetIdleHandler(null);

    protected override void PostRestart(Exception reason)
    {
        _self = Self;
        Resume();
        base.PostRestart(reason);
    }

    protected override void Handle(object message)
    {
        switch (message)
        {
            case StartClock:
                if (Run.EventDetail != EventDetail.None)
                    Log(EventType.RunStarted, EventStatus.Complete, new ComponentInitialized(Run.Configuration.Mode, Run.Hash));
                Resume();
                if (_lane is null)
                    Advance();
                break;
            case Clock.Advance:
                Advance();
                break;
            case TickCompleted completed:
                Complete(completed);
                break;
            case InstructionBlocks:
                break; // the strategy's answer to the tick; execution has its own copy
            case StopClock stop:
                State = State with { Ending = State.Ending ?? stop.Outcome };
                if (State.Completed == State.Sent)
                    Finish();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Resume()
    {
        _lane = Context.Dispatcher as LaneDispatcher;
        _lane?.SetIdleHandler(() =>
        {
            _self.Tell(Clock.Advance.Instance, ActorRefs.NoSender);
            return true;
        });
    }

    private void Advance()
    {
        if (_finished)
            return;
        if (State.Completed != State.Sent)
            throw new BasisException("EDS-003", $"Tick {State.Sent} at {Now:yyyy-MM-dd HH:mm} was never completed although every component is idle.", Name);
        var next = State.Sent + 1;
        var timestamp = Run.From.AddSeconds(Run.Market.StepSeconds * next);
        if (State.Ending is not null || timestamp > Run.To)
        {
            Finish();
            return;
        }

        Now = timestamp;
        var taken = State.FlowsTaken;
        while (taken < Run.Flows.Length && Run.Flows[taken].EffectiveAt <= timestamp)
            taken++;
        ImmutableArray<CapitalRequest> flows = taken == State.FlowsTaken ? [] : Run.Flows[State.FlowsTaken..taken];
        State = State with { Sent = next, FlowsTaken = taken };
        var tick = new Tick(next, timestamp, TickTrigger.FullLoop, flows);
        foreach (var (_, executor) in Tree.Executors)
            executor.Tell(tick);
        Tree.MarketData.Tell(tick);
        Tree.Strategy.Tell(tick);
    }

    private void Complete(TickCompleted completed)
    {
        if (completed.Tick.Sequence != State.Sent)
            return;
        State = State with { Completed = State.Sent, Ending = State.Ending ?? completed.Ending };
        if (_lane is null)
            _self.Tell(Clock.Advance.Instance);
    }

    private void Finish()
    {
        _finished = true;
        _lane?.SetIdleHandler(null);
        var outcome = State.Ending ?? RunOutcome.Completed;
        if (Run.EventDetail != EventDetail.None)
            Log(outcome.Status == RunStatus.Halted ? EventType.RunHalted : EventType.RunCompleted, EventStatus.Complete, (object?)outcome.Error ?? outcome.Status.ToString().ToLowerInvariant());
        Tree.Run.Tell(new ClockFinished(outcome));
    }
}
