using BasisActors.Domain.Health;

namespace BasisActors.Actors.Health;

/// <summary>What health keeps over a restart of its actor: who there is and what was heard of each.</summary>
internal sealed class HealthRegister
{
    private readonly SortedDictionary<(string Run, string Component), Entry> _entries = [];
    private readonly SortedDictionary<string, LiveRun> _live = new(StringComparer.Ordinal);

    public IEnumerable<(string Run, string Component)> Asked => _entries.Where(e => e.Value.Checker is not null).Select(e => e.Key);

    public void Register(string run, string component, IActorRef checker) => _entries[(run, component)] = new Entry(new ComponentHealth(component), checker);

    public void Watch(WatchRun watch, long now)
    {
        _live[watch.RunId] = new LiveRun(watch.Heartbeat, now, false, HealthState.Unknown);
        foreach (var part in watch.Parts)
            _entries[(watch.RunId, part)] = new Entry(new ComponentHealth(part), null);
    }

    public void Beat(string run, long now)
    {
        if (_live.TryGetValue(run, out var live))
            _live[run] = live with { LastBeat = now, HasBeaten = true };
    }

    /// <summary>Changes what is known of one that is registered; of another nothing is kept.</summary>
    public bool Change(string run, string component, Func<ComponentHealth, ComponentHealth> change)
    {
        if (!_entries.TryGetValue((run, component), out var entry) || !HealthScope.Includes(component, _live.ContainsKey(run)))
            return false;
        _entries[(run, component)] = entry with { Health = change(entry.Health) };
        return true;
    }

    /// <summary>The components that can be asked, with their actors.</summary>
    public IEnumerable<(string Run, string Component, IActorRef Checker)> Checkers(string? run = null) =>
        _entries.Where(e => e.Value.Checker is not null && (run is null || e.Key.Run == run)).Select(e => (e.Key.Run, e.Key.Component, e.Value.Checker!));

    public ComponentHealth? Of(string run, string component) => _entries.TryGetValue((run, component), out var entry) ? entry.Health : null;

    /// <summary>Whose actor it is; null for one that is not registered.</summary>
    public string? RunOf(IActorRef checker, string component) =>
        _entries.Where(e => e.Key.Component == component && checker.Equals(e.Value.Checker)).Select(e => e.Key.Run).FirstOrDefault();

    /// <summary>Forgets a run.</summary>
    /// <returns>What it consisted of.</returns>
    public List<(string Run, string Component)> Forget(string run)
    {
        _live.Remove(run);
        var keys = _entries.Keys.Where(k => k.Run == run).ToList();
        keys.ForEach(k => _entries.Remove(k));
        return keys;
    }

    /// <summary>Everything as it is now.</summary>
    /// <param name="elapsed">Time since a moment.</param>
    public HealthReport Report(Func<long, TimeSpan> elapsed)
    {
        foreach (var (run, live) in _live)
        {
            var (state, why) = live.Heartbeat.Judge(elapsed(live.LastBeat), live.HasBeaten);
            Change(run, HealthScope.Heartbeat, h => h.Is(state, why));
        }

        return HealthReport.Of([.. _entries.Select(e => new ComponentStatus(e.Key.Run, e.Value.Health))]);
    }

    /// <summary>Live runs whose health as a whole is another than when this was last asked.</summary>
    public List<RunHealthChanged> Changes(HealthReport now)
    {
        var changes = new List<RunHealthChanged>();
        foreach (var (run, live) in _live.ToList())
        {
            var report = HealthReport.Of([.. now.Components.Where(c => c.RunId == run)]);
            if (report.State == live.Whole)
                continue;
            _live[run] = live with { Whole = report.State };
            changes.Add(new RunHealthChanged(run, report));
        }

        return changes;
    }

    private sealed record Entry(ComponentHealth Health, IActorRef? Checker);

    private sealed record LiveRun(Heartbeat Heartbeat, long LastBeat, bool HasBeaten, HealthState Whole);
}
