using BasisActors.Actors.Tests.Fixtures;

namespace BasisActors.Actors.Tests.Telemetry;

/// <summary>A backtest tells nothing, even when somebody listens: it does nothing for it.</summary>
[Collection(TelemetryTestGroup.Name)]
public sealed class SilentBacktestTests : ActorTreeTest
{
    [Fact]
    public void A_backtest_has_neither_metrics_nor_traces()
    {
        using var collector = new Collector();

        Complete(BusyDay.Scenario);

        Assert.Empty(collector.Sums);
        Assert.Empty(collector.Spans);
        Assert.Empty(collector.Gauges());
    }
}
