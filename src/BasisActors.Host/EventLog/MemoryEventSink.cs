using BasisActors.Actors.Events;

namespace BasisActors.Host.EventLog;

/// <summary>Keeps all events as they are (S-184); without a bound, so for tests and short runs only.</summary>
public sealed class MemoryEventSink : IEventSink
{
    private readonly List<OrderedEvent> _events = [];

    /// <summary>In order. Read it when the run has ended.</summary>
    public IReadOnlyList<OrderedEvent> Events => _events;

    public void Write(in OrderedEvent entry) => _events.Add(entry);
}
