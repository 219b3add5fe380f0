using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BasisActors.Actors.Risk;
using BasisActors.Domain.Risk;

namespace BasisActors.Host.Inspection.Commands;

/// <summary>One risk of a run against its limits.</summary>
public sealed record BandEntry(string Run, DateTimeOffset At, RiskGauge Gauge) : InspectionRecord
{
    public override IEnumerable<InspectionField> Fields =>
    [
        new("run", Run), new("timestamp", At), new("metric", Gauge.Metric), new("venue", Gauge.Venue), new("value", Gauge.Value), new("band", Gauge.Band.Name()),
        new("worse_when", Gauge.IsLowBad ? "lower" : "higher"), new("warning", Gauge.Warning), new("critical", Gauge.Critical), new("failure", Gauge.Failure),
    ];
}

/// <summary><c>risk bands</c>.</summary>
internal static class RiskCommands
{
    public static readonly ImmutableArray<InspectionCommand> All =
        [new("risk", "bands", "Health factor, loan-to-value, margin by exchange and the other risks of a run against their limits.") { Arguments = [StrategyCommands.Run], Handle = BandsAsync }];

    private static async IAsyncEnumerable<InspectionRecord> BandsAsync(InspectedHost host, InspectionCall call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var run in host.RunsOf(call["run"]))
        {
            var actor = await ActorInquiry.ComponentAsync(run, "risk", cancellation).ConfigureAwait(false);
            if (actor is null)
                continue;
            if (actor.Said?.Detail is not RiskDetail detail)
                throw actor.Busy();
            foreach (var gauge in detail.Gauges)
                yield return new BandEntry(run.Id, detail.State.Last!.Timestamp, gauge);
        }
    }
}
