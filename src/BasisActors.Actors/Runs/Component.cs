using System.Collections.Immutable;
using System.Diagnostics;
using BasisActors.Actors.Events;
using BasisActors.Actors.Health;
using BasisActors.Actors.Inspection;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;

namespace BasisActors.Actors.Runs;

/// <summary>What a component keeps over a restart: its state, its time, its health, and the message it failed on.</summary>
public sealed class ComponentCell<TState>(string name, TState initial)
{
    public string Name { get; } = name;

    public TState State { get; set; } = initial;

    public HealthGauge Gauge { get; } = new(name);

    internal DateTimeOffset Now { get; set; }

    internal object? Failed { get; set; }

    internal int Restarts { get; set; }

    internal string? RestartedFor { get; set; }

    internal Type? LastMessage { get; set; }

    /// <summary>An error that the event log has had itself, and so could not write down when it happened.</summary>
    internal BasisError? Unlogged { get; set; }
}

/// <summary>
/// A part of a run: owns one piece of state, handles a message by calling Domain synchronously, remembers the result, tells the next.
/// A handler computes first and tells last, so that a restarted component can handle the failed message again without telling anything twice.
/// </summary>
public abstract class Component<TState> : UntypedActor, IDescribed
{
    private const int MeasureEvery = 64;
    private readonly ComponentCell<TState> _cell;
    private int _untilMeasured;

    protected Component(RunContext run, RunTree tree, ComponentCell<TState> cell)
    {
        Run = run;
        Tree = tree;
        _cell = cell;
    }

    protected RunContext Run { get; }

    protected RunTree Tree { get; }

    protected string Name => _cell.Name;

    protected TState State
    {
        get => _cell.State;
        set => _cell.State = value;
    }

    /// <summary>Time of the tick being handled; events carry it in a backtest.</summary>
    protected DateTimeOffset Now
    {
        get => _cell.Now;
        set => _cell.Now = value;
    }

    protected sealed override void OnReceive(object message)
    {
        if (message is ReportHealth)
        {
            Sender.Tell(Describe(_cell.Gauge.Report()));
            return;
        }

        if (message is Inspection.Describe)
        {
            Sender.Tell(Description());
            return;
        }

        _cell.LastMessage = message.GetType();
        var measured = --_untilMeasured <= 0;
        var start = measured ? Stopwatch.GetTimestamp() : 0;
        try
        {
            Handle(message);
        }
        catch (Exception exception)
        {
            Fail(message, exception);
            throw;
        }

        _cell.Gauge.Success(Now);
        if (!measured)
            return;
        _cell.Gauge.Measured(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        _untilMeasured = MeasureEvery;
    }

    protected abstract void Handle(object message);

    /// <summary>Adds to the report what only this component knows.</summary>
    protected virtual ComponentReport Describe(ComponentReport report) => report;

    /// <summary>Which of its ways of working the component is in; null where it has one only.</summary>
    protected virtual string? Behaviour => null;

    /// <summary>What a description has to say for people who know the type; the state, which is immutable.</summary>
    protected virtual object? Detail => State;

    /// <summary>The state in a few values, for a description.</summary>
    protected virtual IEnumerable<Fact> Facts() => [];

    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case Crash crash:
                throw crash.At(Name);
            case NeighbourFailed failed when Run.EventDetail != EventDetail.None:
                Log(EventType.Error, EventStatus.Failed, failed.Error);
                break;
            default:
                base.Unhandled(message);
                break;
        }
    }

    protected override void PreStart()
    {
        Now = Run.From;
        Tree.Health.Tell(new RegisterComponent(Run.RunId, Name, Self));
        if (Run.EventDetail != EventDetail.None)
            Log(EventType.ComponentInitialization, EventStatus.Complete, new ComponentInitialized(Run.Configuration.Mode, Run.Hash));
    }

    protected override void PreRestart(Exception reason, object message)
    {
        // Children and registrations stay; only the instance is replaced.
    }

    protected override void PostRestart(Exception reason)
    {
        _cell.Restarts++;
        _cell.RestartedFor = reason.Message;
        if (_cell.Failed is { } failed)
        {
            Handle(failed);
            _cell.Failed = null;
            _cell.Gauge.Success(Now);
        }

        if (_cell.Unlogged is not { } unlogged)
            return;
        _cell.Unlogged = null;
        Log(EventType.Error, EventStatus.Failed, unlogged);
    }

    protected void Log(EventType type, EventStatus status, object? payload) => Tree.EventLog.Tell(new LogEvent(Now, Name, type, status, payload));

    /// <summary>State before and after an operation (S-186), only when every event is wanted.</summary>
    protected void LogState(EventType type, EventStatus status, object? payload)
    {
        if (Run.EventDetail == EventDetail.All)
            Log(type, status, payload);
    }

    private void Fail(object message, Exception exception)
    {
        var error = exception is BasisException known ? known.Error : new BasisError("EDS-001", $"{exception.GetType().Name}: {exception.Message}", Name);
        _cell.Failed = message is Crash ? null : message; // nothing that has to be done again
        _cell.Gauge.Failure(error);
        if (ReferenceEquals(Self, Tree.EventLog))
            _cell.Unlogged = error;
        else if (Run.EventDetail != EventDetail.None)
            Log(EventType.Error, EventStatus.Failed, error);
        Tree.Health.Tell(new ComponentFailed(Run.RunId, Name, error));
        Tree.Run.Tell(new ComponentFailed(Run.RunId, Name, error));
    }

    private ActorDescription Description()
    {
        var report = _cell.Gauge.Report();
        return new ActorDescription
        {
            Path = Self.Path.ToStringWithoutAddress(),
            Behaviour = Behaviour,
            Restarts = _cell.Restarts,
            RestartedFor = _cell.RestartedFor,
            LastMessage = _cell.LastMessage?.Name,
            LastTick = Now,
            LastError = report.LastErrors.IsEmpty ? null : report.LastErrors[^1],
            Updates = report.UpdateCount,
            Health = report.State,
            Facts = FactsOrWhyNot(),
            Detail = Detail,
        };
    }

    /// <summary>Who only asks must not bring a component down.</summary>
    private ImmutableArray<Fact> FactsOrWhyNot()
    {
        try
        {
            return [.. Facts()];
        }
        catch (Exception exception)
        {
            return [new Fact("not_described", $"{exception.GetType().Name}: {exception.Message}")];
        }
    }
}
