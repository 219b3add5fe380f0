using System.Collections.Immutable;
using BasisActors.Actors.Events;
using BasisActors.Actors.Execution;
using BasisActors.Actors.Exposure;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Telemetry;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Errors;

namespace BasisActors.Actors.Attribution;

/// <summary>What attribution keeps: equity and time of the last closed tick, and the tick that is open.</summary>
/// <param name="Equity">Equity at the end of the last tick.</param>
/// <param name="ClosedAt">Its time; null before the first.</param>
/// <param name="Open">Exposures of the open tick in order: the settlement first, then one per block.</param>
/// <param name="Last">P&amp;L of the last closed tick.</param>
public sealed record AttributionState(decimal Equity, DateTimeOffset? ClosedAt, ImmutableArray<ExposureComputed> Open, TickPnl? Last)
{
    public static readonly AttributionState Initial = new(0, null, [], null);
}

/// <summary>Splits the equity change of every tick into buckets, requires that they sum, and closes the tick.</summary>
public sealed class AttributionActor(RunContext run, RunTree tree, ComponentCell<AttributionState> cell) : Component<AttributionState>(run, tree, cell)
{
    private readonly PnlAttribution _attribution = new(run.Pricing);

    protected override string? Behaviour => State.Open.IsEmpty ? "closed" : "open";

    protected override IEnumerable<Fact> Facts() =>
    [
        new Fact("equity", State.Equity), new Fact("closed_at", State.ClosedAt), new Fact("changes_open", State.Open.Length),
        new Fact("last_pnl", State.Last?.Total), new Fact("last_flow", State.Last?.NetFlow), new Fact("residual", State.Last?.Residual),
    ];

    protected override void Handle(object message)
    {
        switch (message)
        {
            case ExposureComputed computed:
                State = State with { Open = computed.Positions.BlockId is null ? [computed] : State.Open.Add(computed) };
                break;
            case TickExecuted executed:
                Close(executed);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Close(TickExecuted executed)
    {
        var tick = executed.Assessed.Tick;
        Now = tick.Timestamp;
        Tree.Telemetry?.Begin(SpanNames.Attribution);
        var first = State.Open[0].Positions;
        var equity = State.Open[^1].Exposure.Equity;
        var postings = State.Open.Length == 1 ? first.Postings : [.. State.Open.SelectMany(c => c.Positions.Postings)];
        var now = Run.Market.At(tick.Timestamp);
        var before = State.ClosedAt is { } closed ? Run.Market.At(closed) : now;
        var pnl = _attribution.Attribute(first.Opening, before, first.Accruals, postings.AsSpan(), now, State.Equity, equity);
        if (pnl.Residual != 0)
            throw new BasisException("PNL-003", $"Equity changed by {pnl.EquityAfter - pnl.EquityBefore} but buckets and flows sum to {pnl.Total + pnl.NetFlow}: residual {pnl.Residual}.", Name);

        LogState(EventType.PnlUpdate, EventStatus.Pending, State.Last);
        State = new AttributionState(equity, tick.Timestamp, [], pnl);
        LogState(EventType.PnlUpdate, EventStatus.Complete, pnl);
        var all = first.Accruals.IsEmpty ? postings : first.Accruals.AddRange(postings);
        var completed = new TickCompleted(tick, executed.Assessed, executed.Plan, all, pnl, executed.Ending);
        Tree.Telemetry?.End(SpanNames.Attribution);
        Tree.Results.Tell(completed);
        Tree.Clock.Tell(completed);
    }
}
