using System.Diagnostics.Metrics;
using BasisActors.Domain.Health;
using static BasisActors.Actors.Telemetry.Instrumentation;

namespace BasisActors.Actors.Telemetry;

/// <summary>Health and restarts of the components of live runs.</summary>
internal static class ComponentMetrics
{
    private static readonly Lock Gate = new();
    private static readonly List<ComponentStates> Open = [];

    private static readonly Counter<long> Restarts = LiveMeter.CreateCounter<long>("basis.component.restarts", "{restart}", "Restarts of a component after a failure.");

    static ComponentMetrics() => LiveMeter.CreateObservableGauge("basis.component_state", Observe, description: "1 for the state that a component is in.");

    /// <summary>A component is made: its counter stands at zero, so that the first restart is seen as one.</summary>
    public static void Made(string run, string component) => Restarts.Add(0, Tag("run", run), Tag("component", component));

    public static void Restarted(string run, string component) => Restarts.Add(1, Tag("run", run), Tag("component", component));

    public static void Add(ComponentStates states)
    {
        lock (Gate)
            Open.Add(states);
    }

    public static void Remove(ComponentStates states)
    {
        lock (Gate)
            Open.Remove(states);
    }

    private static IEnumerable<Measurement<double>> Observe()
    {
        ComponentStates[] open;
        lock (Gate)
            open = [.. Open];
        return from states in open
               from component in states.Last?.Components ?? []
               from state in Enum.GetValues<HealthState>()
               select new Measurement<double>(component.State == state ? 1 : 0, Tag("run", component.RunId), Tag("component", component.Component), Tag("state", state.Name()));
    }
}
