using BasisActors.Actors.Clock;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Results;
using BasisActors.Domain.Instructions;
using static BasisActors.Actors.Telemetry.Instrumentation;

namespace BasisActors.Actors.Telemetry;

/// <summary>
/// What one live run tells of itself to who collects. Its components call it where they hand on; a backtest and a rehearsal of a journal have none. Used on the
/// run's lane; told are names, ids, codes and figures, and no text of an exchange.
/// </summary>
public sealed class RunTelemetry : IDisposable
{
    private readonly string _run;
    private readonly TimeProvider _time;
    private readonly TickTrace _trace;
    private readonly RunValues _values;
    private readonly HashSet<string> _unresolved = new(StringComparer.Ordinal);
    private long? _began;
    private TickCompleted? _closing;

    /// <param name="run">Name of the run.</param>
    /// <param name="currency">Share-class currency.</param>
    /// <param name="time">The run's clock.</param>
    public RunTelemetry(string run, string currency, TimeProvider time)
    {
        (_run, _time) = (run, time);
        _trace = new TickTrace(run, time);
        _values = new RunValues(run, currency);
        RunGauges.Add(_values);
        TickMetrics.Begin(run);
    }

    /// <summary>A tick is due and its market is read.</summary>
    internal void Due()
    {
        _began = _time.GetTimestamp();
        _trace.Open();
        _trace.Begin(SpanNames.MarketRead);
    }

    /// <summary>The market is read, or could not be.</summary>
    internal void Read(bool failed) => _trace.End(SpanNames.MarketRead, Tag(SpanNames.Error, failed ? "DPR-001" : null));

    /// <summary>A tick fell due while one was open.</summary>
    internal void Coalesced() => TickMetrics.Coalesced(_run);

    /// <summary>A tick goes out. One that a kill has left open begins here.</summary>
    internal void Opened(TickOpened tick)
    {
        if (_began is null)
        {
            _began = _time.GetTimestamp();
            _trace.Open();
        }

        _trace.Name(tick.Sequence, tick.Trigger.Name());
    }

    /// <summary>A tick is done and is being stored.</summary>
    internal void Closing(TickCompleted completed)
    {
        _closing = completed;
        _trace.Begin(SpanNames.Journal);
    }

    /// <summary>The tick is stored; nothing when it was one that a start has replayed.</summary>
    internal void Closed()
    {
        if (_closing is not { } closing)
            return;
        _trace.End(SpanNames.Journal);
        _values.Last = new RunValues.StoredTick(closing, _time.GetUtcNow());
        TickMetrics.Completed(_run, _began is { } began ? _time.GetElapsedTime(began) : TimeSpan.Zero);
        _trace.Close();
        (_closing, _began) = (null, null);
    }

    internal void Begin(string span) => _trace.Begin(span);

    /// <param name="span">As it began.</param>
    /// <param name="block">The block that it was for; null for the settlement by the clock.</param>
    internal void End(string span, string? block = null) => _trace.End(span, Tag("basis.block", block));

    internal void Decided(Plan plan)
    {
        if (_trace.IsOn)
            _trace.End(SpanNames.Strategy, Tag("basis.action", plan.Action.ToString()), Tag("basis.reason", plan.Reason), Tag("basis.blocks", plan.Blocks.Length));
    }

    /// <summary>The venue has said what became of a step.</summary>
    internal void Step(ExecutionReport report, string block)
    {
        if (_began is null)
            return; // replayed
        var outcome = OrderMetrics.OutcomeOf(report);
        OrderMetrics.Step(_run, outcome);
        _trace.End(
            SpanNames.Step, Tag("basis.block", block), Tag("basis.instruction", report.Instruction.Id), Tag("basis.venue", report.Instruction.Venue),
            Tag("basis.operation", report.Instruction.Operation.Name()), Tag("basis.outcome", outcome), Tag(SpanNames.Error, report.Error?.Code));
    }

    /// <summary>Steps of a block that are not sent.</summary>
    /// <param name="outcome"><c>denied</c> by a check, or <c>skipped</c>.</param>
    /// <param name="steps">How many.</param>
    internal void NotSent(string outcome, int steps)
    {
        if (_began is not null)
            OrderMetrics.Step(_run, outcome, steps);
    }

    internal void Executed(Plan plan) => _trace.End(SpanNames.Execution, Tag("basis.blocks", plan.Blocks.Length));

    internal void Resolved(string venue, ExecutionReport report)
    {
        OrderMetrics.Resolved(_run, venue, report);
        _unresolved.Remove(report.Instruction.Id);
        _values.Unresolved = _unresolved.Count;
    }

    /// <summary>The outcome of an order is not known yet.</summary>
    internal void Unresolved(string instruction)
    {
        _unresolved.Add(instruction);
        _values.Unresolved = _unresolved.Count;
    }

    internal void JournalWaits(bool waits) => _values.JournalWaits = waits;

    internal void Made(string component) => ComponentMetrics.Made(_run, component);

    internal void Restarted(string component) => ComponentMetrics.Restarted(_run, component);

    /// <summary>The run has ended: nothing is told of it any more.</summary>
    public void Dispose()
    {
        RunGauges.Remove(_values);
        _trace.Close("the run ended with the tick open");
    }
}
