using BasisActors.Actors.Clock;
using BasisActors.Actors.Events;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Telemetry;
using BasisActors.Domain.Exposure;

namespace BasisActors.Actors.Exposure;

/// <summary>The book valued at the tick's snapshot.</summary>
public sealed record ExposureComputed(PositionsSettled Positions, ExposureSnapshot Exposure)
{
    public Tick Tick => Positions.Tick;
}

/// <summary>Values the book whenever it changes. Keeps only the last snapshot, for the event log.</summary>
public sealed class ExposureActor(RunContext run, RunTree tree, ComponentCell<ExposureSnapshot?> cell) : Component<ExposureSnapshot?>(run, tree, cell)
{
    private readonly ExposureCalculator _calculator = new(run.Pricing);

    protected override IEnumerable<Fact> Facts()
    {
        yield return new Fact("equity", State?.Equity);
        yield return new Fact("currency", Run.Configuration.Currency);
        yield return new Fact("deployed", State?.TotalDeployed);
        yield return new Fact("gross_perp_notional", State?.GrossPerpNotional);
        foreach (var asset in State?.Assets ?? [])
            yield return new Fact($"delta_{asset.Asset.ToLowerInvariant()}", asset.Delta);
    }

    protected override void Handle(object message)
    {
        switch (message)
        {
            case PositionsSettled settled:
                Compute(settled);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Compute(PositionsSettled settled)
    {
        Now = settled.Tick.Timestamp;
        Tree.Telemetry?.Begin(SpanNames.Exposure);
        var exposure = _calculator.Calculate(settled.Book, Run.Market.At(settled.Tick.Timestamp));
        LogState(EventType.ExposureUpdate, EventStatus.Pending, State);
        State = exposure;
        LogState(EventType.ExposureUpdate, EventStatus.Complete, exposure);
        var computed = new ExposureComputed(settled, exposure);
        Tree.Telemetry?.End(SpanNames.Exposure, settled.BlockId);
        Tree.Attribution.Tell(computed);
        Tree.Risk.Tell(computed);
        if (settled.BlockId is null)
            Tree.Strategy.Tell(computed);
    }
}
