using System.Collections.Immutable;
using BasisActors.Actors.Health;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Risk;
using BasisActors.Host.Live;

namespace BasisActors.Host.Alerts;

/// <summary>
/// Makes alerts of what live runs tell anyway: each finished tick, what they wait for, their health, how they end. Told on their threads, and done at once: only what
/// is new is handed on, to a queue.
/// </summary>
/// <param name="send">Takes an alert without waiting.</param>
/// <param name="time">The clock.</param>
public sealed class RunAlerts(Action<Alert> send, TimeProvider time)
{
    private readonly Lock _gate = new();
    private OpenAlerts _open = OpenAlerts.None;
    private ImmutableHashSet<string> _takeovers = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>What is the matter now.</summary>
    public OpenAlerts Open
    {
        get
        {
            lock (_gate)
                return _open;
        }
    }

    /// <summary>A tick of a run is done.</summary>
    public void Ticked(string run, TickCompleted completed)
    {
        Resolve(run, AlertKind.RunFailed, "The run goes on.");
        Resolve(run, AlertKind.UnresolvedOrder, "The outcome is known.");
        Resolve(run, AlertKind.JournalFailure, "The journal is back; the run goes on.");
        foreach (var takeover in completed.Tick.Takeovers)
            TakenOver(run, takeover);
        Is(
            run, AlertKind.StaleData, completed.IsStale ? "stale" : null,
            new BasisError("STRAT-005", $"Prices are too old to decide on at tick {completed.Tick.Sequence}; nothing is decided until new ones come."), "Prices are fresh again.");
        var hold = completed.Plan.HeldBy;
        Held(run, AlertKind.Halt, hold?.State == TradingState.Halted ? hold : null, "The run is no longer halted.");
        Held(run, AlertKind.Reducing, hold?.State == TradingState.Reducing ? hold : null, "The reason is gone.");
    }

    /// <summary>A run waits for something outside, or goes on when there is no reason.</summary>
    public void Waits(string run, BasisError? why)
    {
        if (why is null)
            Resolve(run, AlertKind.JournalFailure, "The journal is back; the run goes on.");
        else if (why.Code == "RST-003")
            Raise(run, AlertKind.JournalFailure, "away", why);
        else if (why.Code == "EXEC-001")
            Raise(run, AlertKind.UnresolvedOrder, why.Where ?? "", why);
    }

    /// <summary>The health of a run as a whole has changed.</summary>
    public void Health(RunHealthChanged change)
    {
        if (change.Report.State != HealthState.Unhealthy)
        {
            Resolve(change.RunId, AlertKind.Unhealthy, $"The run is {change.Report.State.Name()}.");
            return;
        }

        var unwell = change.Report.Components.Where(c => c.State == HealthState.Unhealthy).ToList();
        Raise(
            change.RunId, AlertKind.Unhealthy, "unhealthy",
            new BasisError("HES-003", string.Join(" ", unwell.Select(c => $"{c.Component} is unhealthy{(c.LastError is { } error ? $": {error.Code}: {error.Message}" : ".")}")), unwell.FirstOrDefault()?.Component));
    }

    /// <summary>A run has ended, or could not be begun. What was the matter with it is over, but for why it ended.</summary>
    public void Ended(string run, LaunchedRun ended)
    {
        AlertKind? left = ended switch
        {
            { Outcome.Status: RunStatus.Halted } => AlertKind.Halt,
            { Outcome.Status: RunStatus.Failed } or { Outcome: null } => AlertKind.RunFailed,
            _ => null,
        };
        foreach (var kind in Open.Of(run).Where(k => k != left))
            Resolve(run, kind, "The run has ended.");
        if (left is { } why && (ended.Outcome?.Error ?? ended.Errors.FirstOrDefault()) is { } error)
            Raise(run, why, error.Code, error);
    }

    /// <summary>A run has ended by something unforeseen.</summary>
    public void Failed(string run, Exception exception) =>
        Ended(run, new LaunchedRun(null, [new BasisError("LTS-001", $"{exception.GetType().Name}: {exception.Message}", run)]));

    /// <summary>Each entry of an exchange's log is told once, and there is no end of it.</summary>
    private void TakenOver(string run, VenueTakeover takeover)
    {
        lock (_gate)
        {
            if (_takeovers.Contains(run + takeover.Id))
                return;
            _takeovers = _takeovers.Add(run + takeover.Id);
        }

        var what = takeover.Kind == TakeoverKind.Liquidation ? "liquidated" : "auto-deleveraged (ADL)";
        var now = time.GetUtcNow();
        Tell(new Alert(AlertKind.Liquidation, run, false, takeover.Id, takeover.At, now, "RSK-005", FormattableString.Invariant($"{takeover.Position.Venue} has {what} {takeover.Quantity} of {takeover.Position.Symbol} at {takeover.Price}.")));
    }

    private void Held(string run, AlertKind kind, TradingHold? hold, string over) => Is(
        run, kind, hold?.Reason,
        new BasisError("LT-007", $"Nothing is entered since {hold?.Since:u}: {hold?.Reason}{(hold?.Where is { } where ? $" ({where})" : "")}.", Resolution: kind == AlertKind.Halt ? "See to the reason; then `basis resume`." : "It ends by itself when the reason is gone."), over);

    private void Is(string run, AlertKind kind, string? cause, BasisError error, string over)
    {
        if (cause is null)
            Resolve(run, kind, over);
        else
            Raise(run, kind, cause, error);
    }

    private void Raise(string run, AlertKind kind, string cause, BasisError error)
    {
        Alert? told;
        lock (_gate)
            (_open, told) = _open.Raise(run, kind, cause, error, time.GetUtcNow());
        Tell(told);
    }

    private void Resolve(string run, AlertKind kind, string because)
    {
        Alert? told;
        lock (_gate)
            (_open, told) = _open.Resolve(run, kind, time.GetUtcNow(), because);
        Tell(told);
    }

    private void Tell(Alert? alert)
    {
        if (alert is null)
            return;
        if (!alert.IsResolved)
            AlertMetrics.Told(alert.Kind);
        send(alert);
    }
}
