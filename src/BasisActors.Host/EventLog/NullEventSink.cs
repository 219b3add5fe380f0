using BasisActors.Actors.Events;

namespace BasisActors.Host.EventLog;

/// <summary>Keeps nothing: <c>--events none</c>.</summary>
public sealed class NullEventSink : IEventSink
{
    public static readonly NullEventSink Instance = new();

    private NullEventSink()
    {
    }

    public void Write(in OrderedEvent entry)
    {
    }
}
