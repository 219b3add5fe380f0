using BasisActors.Actors.Clock;
using BasisActors.Actors.Events;
using BasisActors.Actors.Execution;
using BasisActors.Actors.Exposure;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Telemetry;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Risk;

namespace BasisActors.Actors.Risk;

/// <summary>The risk of the exposure it names.</summary>
public sealed record RiskAssessed(ExposureComputed Computed, RiskAssessment Risk)
{
    public Tick Tick => Computed.Tick;
}

/// <summary>What the risk actor keeps: performance so far, capital flows and liquidation of the tick, the last assessment.</summary>
public sealed record RiskState(RiskHistory History, long Tick, decimal Flows, string? Liquidated, RiskAssessment? Last)
{
    /// <summary>True when the tick's market was stale.</summary>
    public bool WasStale { get; init; }

    public static readonly RiskState Initial = new(RiskHistory.Start, -1, 0, null, null);
}

/// <summary>What a description of the risk actor has for who knows it.</summary>
/// <param name="State">What it keeps.</param>
/// <param name="Gauges">The last assessment against its limits; empty before the first.</param>
public sealed record RiskDetail(RiskState State, System.Collections.Immutable.ImmutableArray<RiskGauge> Gauges);

/// <summary>Assesses risk after every change of exposure and tells the strategy, or execution when a block caused it.</summary>
public sealed class RiskActor(RunContext run, RunTree tree, ComponentCell<RiskState> cell) : Component<RiskState>(run, tree, cell)
{
    private readonly RiskAssessor _assessor = new(run.Configuration, run.Chart, run.Market);

    protected override object? Detail => new RiskDetail(State, State.Last is { } last ? RiskGauge.Of(last, Run.Configuration.Staking?.TargetLtv) : []);

    protected override IEnumerable<Fact> Facts()
    {
        yield return new Fact("label", State.Last?.Primary?.Label());
        yield return new Fact("worst_venue", State.Last?.WorstVenue);
        yield return new Fact("drawdown", State.Last?.Drawdown);
        yield return new Fact("loss", State.Last?.Loss);
        yield return new Fact("liquidated", State.Liquidated);
        foreach (var gauge in State.Last is { } last ? RiskGauge.Of(last, Run.Configuration.Staking?.TargetLtv) : [])
            yield return new Fact(gauge.Venue is { } venue ? $"{gauge.Metric}_{venue}" : gauge.Metric, $"{gauge.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"} ({gauge.Band.Name()})");
    }

    protected override void Handle(object message)
    {
        switch (message)
        {
            case ExposureComputed computed:
                Assess(computed);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Assess(ExposureComputed computed)
    {
        var tick = computed.Tick;
        Now = tick.Timestamp;
        Tree.Telemetry?.Begin(SpanNames.Risk);
        var (flows, liquidated) = State.Tick == tick.Sequence ? (State.Flows, State.Liquidated) : (0, Run.Session is not null && State.WasStale ? State.Liquidated : null); // live, a stale tick closes nothing: the next one does
        flows += FlowsOf(computed);
        liquidated ??= LiquidationOf(computed);
        var history = State.History.Observe(tick.Sequence, computed.Exposure.Equity, flows, computed.Positions.IsStale);
        var risk = _assessor.Assess(computed.Positions.Book, Run.Market.At(tick.Timestamp), computed.Exposure, history);
        if (liquidated is not null)
            risk = risk with { LiquidatedVenue = liquidated };

        LogState(EventType.RiskUpdate, EventStatus.Pending, State.Last);
        if (Run.EventDetail != EventDetail.None && risk.Primary is { } primary && State.Last?.Primary != primary)
            Log(EventType.RiskAlert, EventStatus.Complete, risk);
        State = new RiskState(history, tick.Sequence, flows, liquidated, risk) { WasStale = computed.Positions.IsStale };
        LogState(EventType.RiskUpdate, EventStatus.Complete, risk);
        Tree.Telemetry?.End(SpanNames.Risk, computed.Positions.BlockId);
        var assessed = new RiskAssessed(computed, risk);
        if (computed.Positions.BlockId is { } block)
            Tree.Execution.Tell(new BlockSettled(block, assessed));
        else
            Tree.Strategy.Tell(assessed);
    }

    private static string? LiquidationOf(ExposureComputed computed)
    {
        foreach (var posting in computed.Positions.Postings)
        {
            if (posting.Cause == Cause.Liquidation)
                return PositionKey.Parse(posting.Source).Venue;
        }

        return null;
    }

    private static decimal FlowsOf(ExposureComputed computed)
    {
        decimal flows = 0;
        var chart = computed.Positions.Book.Chart;
        foreach (var posting in computed.Positions.Postings)
        {
            if (posting.Cause != Cause.CapitalFlow)
                continue;
            foreach (var leg in posting.Legs)
                flows += chart.Accounts[leg.Account].IsOwn ? leg.Amount : 0;
        }

        return flows;
    }
}
