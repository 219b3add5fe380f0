using System.Diagnostics.Metrics;
using static BasisActors.Actors.Telemetry.Instrumentation;

namespace BasisActors.Actors.Telemetry;

/// <summary>Ticks of live runs. A tick that a start replays from the journal is none.</summary>
internal static class TickMetrics
{
    private static readonly Counter<long> Ticks = LiveMeter.CreateCounter<long>("basis.ticks", "{tick}", "Ticks that are done and stored.");

    private static readonly Counter<long> Dropped = LiveMeter.CreateCounter<long>("basis.ticks.coalesced", "{tick}", "Ticks that fell due while one was open, and were dropped (CLK-001).");

    private static readonly Histogram<double> Duration = LiveMeter.CreateHistogram(
        "basis.tick.duration", "s", "From the time at which a tick is due until it is stored, with its read of the market and its orders.", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
        });

    /// <summary>A run begins: its counters stand at zero, so that the first increase is seen as one.</summary>
    public static void Begin(string run)
    {
        Ticks.Add(0, Tag("run", run));
        Dropped.Add(0, Tag("run", run));
    }

    public static void Completed(string run, TimeSpan took)
    {
        Ticks.Add(1, Tag("run", run));
        Duration.Record(took.TotalSeconds, Tag("run", run));
    }

    public static void Coalesced(string run) => Dropped.Add(1, Tag("run", run));
}
