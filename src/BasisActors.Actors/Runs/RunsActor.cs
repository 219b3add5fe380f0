using BasisActors.Actors.Health;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Lanes;
using BasisActors.Domain.Errors;

namespace BasisActors.Actors.Runs;

/// <summary>
/// Starts, queues, lists and cancels runs. Each run is a tree of its own on a lane of its own (S-207); when all lanes are busy it waits.
/// A restart stops every run; who asked for one is told so when all trees are gone.
/// </summary>
public sealed class RunsActor : ReceiveActor, IDescribed
{
    private readonly Queue<string> _freeLanes;
    private readonly Queue<(RunContext Context, IActorRef Requester)> _waiting;
    private readonly SortedDictionary<string, Active> _active;
    private readonly IActorRef _health;
    private readonly LifeRecord _life;

    private RunsActor(IEnumerable<string> lanes, IActorRef health, Kept kept)
    {
        _freeLanes = new Queue<string>(lanes);
        _health = health;
        (_life, _waiting, _active) = (kept.Life, kept.Waiting, kept.Active);
        Receive<StartRun>(m => Start(m.Context, Sender));
        Receive<CancelRun>(m => End(m.RunId, m));
        Receive<KillRun>(m => End(m.RunId, m));
        Receive<RunFinished>(Finished);
        Receive<ListRuns>(_ => Sender.Tell(new RunList([.. _active.Keys], [.. _waiting.Select(w => w.Context.RunId)])));
        Receive<Terminated>(Gone);
    }

    public static Props Props(IReadOnlyCollection<string> lanes, IActorRef health)
    {
        var kept = new Kept(new LifeRecord(), new(), new(StringComparer.Ordinal));
        return Akka.Actor.Props.CreateBy(new Factory<RunsActor>(() => new RunsActor(lanes, health, kept)));
    }

    protected override bool AroundReceive(Receive receive, object message) => _life.Meets(message, Context, Description) || base.AroundReceive(receive, message);

    protected override void PostRestart(Exception reason)
    {
        var why = _life.Restarted("runs", reason);
        var error = new BasisError("EDS-003", $"What starts and stops the runs failed, and with it every run: {why.Message}", why.Where);
        foreach (var (id, active) in _active)
        {
            _health.Tell(new ForgetRun(id));
            active.Requester.Tell(new RunFinished(id, active.Outcome ?? RunOutcome.Failed(error)));
        }

        foreach (var (context, requester) in _waiting)
            requester.Tell(new RunFinished(context.RunId, RunOutcome.Failed(error)));
        _active.Clear();
        _waiting.Clear();
        base.PostRestart(reason);
    }

    /// <summary>A run that cannot even be made is stopped and answered; it is never restarted with a half-made tree.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(0, Timeout.Infinite, exception =>
    {
        if (_active.TryGetValue(Sender.Path.Name, out var active)) // while a strategy decides, the sender is the child that failed
            _active[Sender.Path.Name] = active with { Outcome = active.Outcome ?? RunOutcome.Failed(FailureCause.Of(exception)) };
        return Directive.Stop;
    });

    private void Start(RunContext context, IActorRef requester)
    {
        if (!ActorPath.IsValidPathElement(context.RunId))
        {
            requester.Tell(new RunFinished(context.RunId, RunOutcome.Failed(new BasisError("BTS-002", $"'{context.RunId}' cannot be the name of a run; letters, digits, '-', '_' and '.' can.", "--id"))));
            return;
        }

        if (_active.ContainsKey(context.RunId) || _waiting.Any(w => w.Context.RunId == context.RunId))
        {
            requester.Tell(new RunFinished(context.RunId, RunOutcome.Failed(new BasisError("BTS-002", $"A run named '{context.RunId}' is already active.", "--id"))));
            return;
        }

        if (!_freeLanes.TryDequeue(out var lane))
        {
            _waiting.Enqueue((context, requester));
            return;
        }

        var run = Context.ActorOf(RunActor.Props(context, _health).WithDispatcher(lane), context.RunId);
        _active.Add(context.RunId, new Active(run, lane, requester));
        Context.Watch(run);
    }

    /// <summary>Tells an active run; one that still waits has nothing to close and is cancelled either way.</summary>
    private void End(string id, object message)
    {
        if (_active.TryGetValue(id, out var active))
        {
            active.Run.Tell(message);
            return;
        }

        for (var i = _waiting.Count; i > 0; i--)
        {
            var waiting = _waiting.Dequeue();
            if (waiting.Context.RunId == id)
                waiting.Requester.Tell(new RunFinished(id, RunOutcome.Cancelled));
            else
                _waiting.Enqueue(waiting);
        }
    }

    private void Finished(RunFinished finished)
    {
        if (_active.TryGetValue(finished.RunId, out var active))
            _active[finished.RunId] = active with { Outcome = finished.Outcome };
    }

    /// <summary>The tree is gone: only now its lane is free and the requester is answered.</summary>
    private void Gone(Terminated terminated)
    {
        var (id, active) = _active.First(a => a.Value.Run.Equals(terminated.ActorRef));
        _active.Remove(id);
        _health.Tell(new ForgetRun(id)); // one that failed could not say so itself
        _freeLanes.Enqueue(active.Lane);
        active.Requester.Tell(new RunFinished(id, active.Outcome ?? RunOutcome.Failed(new BasisError("BTS-001", "The run stopped without a word.", id))));
        if (_waiting.TryDequeue(out var next))
            Start(next.Context, next.Requester);
    }

    private ActorDescription Description() => new()
    {
        Path = "",
        Facts = [new Fact("active", _active.Count), new Fact("waiting", _waiting.Count), new Fact("lanes_free", _freeLanes.Count), new Fact("runs", string.Join(' ', _active.Keys))],
    };

    /// <summary>What outlasts a restart: whom to tell that the runs are gone.</summary>
    private sealed record Kept(LifeRecord Life, Queue<(RunContext Context, IActorRef Requester)> Waiting, SortedDictionary<string, Active> Active);

    private sealed record Active(IActorRef Run, string Lane, IActorRef Requester, RunOutcome? Outcome = null);
}
