using BasisActors.Actors.Health;

namespace BasisActors.Actors.Telemetry;

/// <summary>Health of one actor system as gauges see it: written by its health actor, read by whoever collects.</summary>
internal sealed class ComponentStates
{
    private volatile HealthReport? _last;

    public HealthReport? Last
    {
        get => _last;
        set => _last = value;
    }

    public void Open() => ComponentMetrics.Add(this);

    public void Close() => ComponentMetrics.Remove(this);
}
