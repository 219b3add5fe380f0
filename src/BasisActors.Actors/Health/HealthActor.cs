using BasisActors.Actors.Inspection;
using BasisActors.Actors.Lanes;
using BasisActors.Actors.Telemetry;
using BasisActors.Domain.Health;

namespace BasisActors.Actors.Health;

/// <summary>
/// Unified health: components register at construction and report errors at once. In a process that carries live runs each is asked every 30 s and has ten seconds to
/// answer; what was heard last is there for who asks, so that nobody waits for one that hangs. In a process that backtests they are asked when health is asked for, so
/// a quiet system costs nothing. Who is registered, and what was heard of each, outlives a restart of this actor.
/// </summary>
public sealed class HealthActor : ReceiveActor, IDescribed
{
    private readonly HealthRegister _register;
    private readonly LifeRecord _life;
    private readonly TimeProvider? _rounds;
    private readonly TimeProvider _time;
    private readonly ComponentStates _states = new();
    private readonly HashSet<(string, string)> _awaited = [];
    private readonly List<(IActorRef Asker, HashSet<(string, string)> Open)> _questions = [];
    private ITimer? _every, _over;

    private HealthActor(HealthRegister register, LifeRecord life, TimeProvider? rounds)
    {
        (_register, _life, _rounds, _time) = (register, life, rounds, rounds ?? TimeProvider.System);
        Receive<RegisterComponent>(m => _register.Register(m.RunId, m.Component, m.Checker));
        Receive<WatchRun>(m => _register.Watch(m, _time.GetTimestamp()));
        Receive<TickBeat>(m => Beat(m.RunId));
        Receive<PartTold>(m => Change(m.RunId, m.Part, h => h.Is(m.State, m.Why)));
        Receive<ComponentFailed>(Record);
        Receive<ForgetRun>(m => Forget(m.RunId));
        Receive<GetHealth>(_ => Ask());
        Receive<GetLastHealth>(_ => Sender.Tell(Report()));
        Receive<ComponentReport>(Answer);
        Receive<RoundDue>(_ => BeginRound());
        Receive<RoundOver>(_ => EndRound());
    }

    /// <param name="rounds">Clock of the rounds in which components are asked; null in a process that only backtests, where there are none.</param>
    public static Props Props(TimeProvider? rounds = null)
    {
        var (register, life) = (new HealthRegister(), new LifeRecord());
        return Akka.Actor.Props.CreateBy(new Factory<HealthActor>(() => new HealthActor(register, life, rounds)));
    }

    protected override bool AroundReceive(Receive receive, object message) => _life.Meets(message, Context, Description) || base.AroundReceive(receive, message);

    protected override void PostRestart(Exception reason)
    {
        var error = _life.Restarted("health", reason);
        foreach (var (_, component, checker) in _register.Checkers())
        {
            if (component == "clock")
                checker.Tell(new NeighbourFailed(error));
        }

        base.PostRestart(reason);
    }

    protected override void PreStart()
    {
        if (_rounds is null)
            return;
        _states.Open();
        Remind(ref _every, RoundDue.Instance, HealthRounds.Every);
    }

    protected override void PostStop()
    {
        _every?.Dispose();
        _over?.Dispose();
        _states.Close();
    }

    private void Record(ComponentFailed failed)
    {
        Change(failed.RunId, failed.Component, h => h.Failed(failed.Error));
        if (_rounds is not null)
            AskNow(failed.RunId, (_, component) => component == failed.Component);
    }

    /// <summary>A component that had nothing to report before the first tick has something now.</summary>
    private void Beat(string run)
    {
        _register.Beat(run, _time.GetTimestamp());
        AskNow(run, (run, component) => _register.Of(run, component) is { Told: HealthState.NotReady });
        Publish();
    }

    private void AskNow(string run, Func<string, string, bool> whom)
    {
        foreach (var (_, component, checker) in _register.Checkers(run).Where(c => whom(c.Run, c.Component)))
            checker.Tell(ReportHealth.Instance);
    }

    private void BeginRound()
    {
        _awaited.Clear();
        foreach (var (run, component, checker) in _register.Checkers())
        {
            _awaited.Add((run, component));
            checker.Tell(ReportHealth.Instance);
        }

        Remind(ref _every, RoundDue.Instance, HealthRounds.Every);
        Remind(ref _over, RoundOver.Instance, HealthRounds.Timeout);
        Publish(); // a heart that has stopped says nothing
    }

    private void Remind(ref ITimer? timer, object message, TimeSpan after)
    {
        var self = Self;
        timer?.Dispose();
        timer = _time.CreateTimer(_ => self.Tell(message, ActorRefs.NoSender), null, after, Timeout.InfiniteTimeSpan);
    }

    private void EndRound()
    {
        foreach (var (run, component) in _awaited)
            _register.Change(run, component, h => h.MissedRound());
        _awaited.Clear();
        Publish();
    }

    private void Ask()
    {
        var asked = _register.Checkers().ToList();
        if (asked.Count == 0)
        {
            Sender.Tell(Report());
            return;
        }

        _questions.Add((Sender, [.. asked.Select(a => (a.Run, a.Component))]));
        foreach (var (_, _, checker) in asked)
            checker.Tell(ReportHealth.Instance);
    }

    private void Answer(ComponentReport report)
    {
        if (_register.RunOf(Sender, report.Component) is not { } run)
            return;
        _awaited.Remove((run, report.Component));
        Change(run, report.Component, h => h.Answered(report));
        Settle((run, report.Component));
    }

    private void Change(string run, string component, Func<ComponentHealth, ComponentHealth> change)
    {
        if (_register.Change(run, component, change))
            Publish();
    }

    private void Forget(string run)
    {
        foreach (var key in _register.Forget(run))
        {
            _awaited.Remove(key);
            Settle(key);
        }

        Publish();
    }

    private void Settle((string, string) key)
    {
        for (var i = _questions.Count - 1; i >= 0; i--)
        {
            var (asker, open) = _questions[i];
            open.Remove(key);
            if (open.Count > 0)
                continue;
            asker.Tell(Report());
            _questions.RemoveAt(i);
        }
    }

    /// <summary>Tells who listens what has changed; nobody in a process that only backtests.</summary>
    private void Publish()
    {
        if (_rounds is null)
            return;
        var report = Report();
        _states.Last = report;
        foreach (var change in _register.Changes(report))
            Context.System.EventStream.Publish(change);
    }

    private HealthReport Report() => _register.Report(since => _time.GetElapsedTime(since));

    private ActorDescription Description()
    {
        var report = Report();
        return new ActorDescription
        {
            Path = "",
            Facts =
            [
                new Fact("runs", report.Components.Select(c => c.RunId).Distinct().Count()), new Fact("components", report.Components.Length), new Fact("questions_open", _questions.Count),
                new Fact("state", report.State.Name()),
            ],
        };
    }

    private sealed class RoundDue
    {
        public static readonly RoundDue Instance = new();
    }

    private sealed class RoundOver
    {
        public static readonly RoundOver Instance = new();
    }
}
