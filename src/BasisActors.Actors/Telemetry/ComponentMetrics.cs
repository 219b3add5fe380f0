using System.Diagnostics.Metrics;
using static BasisActors.Actors.Telemetry.Instrumentation;

namespace BasisActors.Actors.Telemetry;

/// <summary>Restarts of a live run's components.</summary>
internal static class ComponentMetrics
{
    private static readonly Counter<long> Restarts = LiveMeter.CreateCounter<long>("basis.component.restarts", "{restart}", "Restarts of a component after a failure.");

    public static void Restarted(string run, string component) => Restarts.Add(1, Tag("run", run), Tag("component", component));
}
