using BasisActors.Actors.Inspection;
using BasisActors.Actors.Lanes;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;

namespace BasisActors.Actors.Health;

/// <summary>
/// Unified health: components register at construction and report errors at once; a question is answered from their own reports.
/// A run's components are asked when health is asked for, so a quiet system costs nothing.
/// Who is registered outlasts a restart; open questions do not, and are asked again by whoever asked.
/// </summary>
public sealed class HealthActor : ReceiveActor, IDescribed
{
    private readonly SortedDictionary<(string Run, string Component), Entry> _components;
    private readonly LifeRecord _life;
    private readonly List<(IActorRef Asker, HashSet<(string, string)> Open)> _questions = [];

    private HealthActor(SortedDictionary<(string Run, string Component), Entry> components, LifeRecord life)
    {
        (_components, _life) = (components, life);
        Receive<RegisterComponent>(m => _components[(m.RunId, m.Component)] = new Entry(m.Checker, HealthState.NotReady, null));
        Receive<ForgetRun>(m => Forget(m.RunId));
        Receive<ComponentFailed>(Record);
        Receive<GetHealth>(_ => Ask());
        Receive<ComponentReport>(report => AnswerFrom(Sender, report));
    }

    public static Props Props()
    {
        var (components, life) = (new SortedDictionary<(string, string), Entry>(), new LifeRecord());
        return Akka.Actor.Props.CreateBy(new Factory<HealthActor>(() => new HealthActor(components, life)));
    }

    protected override bool AroundReceive(Receive receive, object message) => _life.Meets(message, Context, Description) || base.AroundReceive(receive, message);

    protected override void PostRestart(Exception reason)
    {
        var error = _life.Restarted("health", reason);
        foreach (var ((_, component), entry) in _components)
        {
            if (component == "clock")
                entry.Checker.Tell(new NeighbourFailed(error));
        }

        base.PostRestart(reason);
    }

    private void Record(ComponentFailed failed)
    {
        if (_components.TryGetValue((failed.RunId, failed.Component), out var entry))
        {
            var state = failed.Error.Severity switch
            {
                Severity.Critical => HealthState.Unhealthy,
                Severity.High => HealthState.Degraded,
                _ => entry.State,
            };
            _components[(failed.RunId, failed.Component)] = entry with { State = state, LastError = failed.Error };
        }
    }

    private void Ask()
    {
        if (_components.Count == 0)
        {
            Sender.Tell(Report());
            return;
        }

        _questions.Add((Sender, [.. _components.Keys]));
        foreach (var entry in _components.Values)
            entry.Checker.Tell(ReportHealth.Instance);
    }

    private void AnswerFrom(IActorRef component, ComponentReport report)
    {
        foreach (var (key, entry) in _components)
        {
            if (entry.Checker.Equals(component))
            {
                Answer(key.Run, report);
                return;
            }
        }
    }

    private void Answer(string run, ComponentReport report)
    {
        var key = (run, report.Component);
        if (_components.TryGetValue(key, out var entry))
            _components[key] = entry with { State = report.State, LastError = report.LastErrors.IsEmpty ? null : report.LastErrors[^1] };
        Settle(key);
    }

    private void Forget(string run)
    {
        foreach (var key in _components.Keys.Where(k => k.Run == run).ToList())
        {
            _components.Remove(key);
            Settle(key);
        }
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

    private HealthReport Report() => new(
        HealthStates.Aggregate(_components.Values.Select(e => e.State)),
        [.. _components.Select(c => new ComponentStatus(c.Key.Run, c.Key.Component, c.Value.State, c.Value.LastError))]);

    private ActorDescription Description() => new()
    {
        Path = "",
        Facts =
        [
            new Fact("runs", _components.Keys.Select(k => k.Run).Distinct().Count()), new Fact("components", _components.Count), new Fact("questions_open", _questions.Count),
            new Fact("state", HealthStates.Aggregate(_components.Values.Select(e => e.State)).Name()),
        ],
    };

    private sealed record Entry(IActorRef Checker, HealthState State, BasisError? LastError);
}
