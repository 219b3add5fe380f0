using BasisActors.Actors.Clock;
using BasisActors.Actors.Events;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Telemetry;

namespace BasisActors.Actors.MarketData;

/// <summary>Says for each tick whether the market snapshot is there and fresh enough to trade on.</summary>
public sealed class MarketDataActor : Component<long>
{
    private readonly int[] _tradable;
    private MarketStale? _stale;

    public MarketDataActor(RunContext run, RunTree tree, ComponentCell<long> cell)
        : base(run, tree, cell) => _tradable = [.. run.Requirements.Tradable.Select(run.Market.Find).Where(s => s >= 0)];

    protected override IEnumerable<Fact> Facts() =>
        [new Fact("series_watched", _tradable.Length), new Fact("last_stale", _stale?.Tick.Timestamp), new Fact("last_stale_series", _stale?.Series), new Fact("last_stale_age_seconds", _stale?.AgeSeconds)];

    protected override void Handle(object message)
    {
        if (message is not Tick tick)
        {
            Unhandled(message);
            return;
        }

        Now = tick.Timestamp;
        Tree.Telemetry?.Begin(SpanNames.MarketData);
        var snapshot = Run.Market.At(tick.Timestamp);
        foreach (var series in _tradable)
        {
            if (!snapshot.IsOverdue(series))
                continue;
            _stale = new MarketStale(tick, Run.Market.Describe(series).ToString(), snapshot[series].AgeSeconds);
            if (Run.EventDetail != EventDetail.None)
                Log(EventType.TickSkipped, EventStatus.Complete, _stale);
            Tree.Telemetry?.End(SpanNames.MarketData);
            Tree.Ledger.Tell(_stale);
            return;
        }

        Tree.Telemetry?.End(SpanNames.MarketData);
        Tree.Ledger.Tell(new MarketReady(tick));
    }
}
