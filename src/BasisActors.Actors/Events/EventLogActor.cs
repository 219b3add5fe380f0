using BasisActors.Actors.Inspection;
using BasisActors.Actors.Runs;

namespace BasisActors.Actors.Events;

/// <summary>Gives every event its place in one gapless order and hands it to the sink (S-176).</summary>
public sealed class EventLogActor(RunContext run, RunTree tree, ComponentCell<long> cell) : Component<long>(run, tree, cell)
{
    /// <summary>A log that is not to write anything is not registered: it would never be ready.</summary>
    protected override void PreStart()
    {
        if (Run.EventDetail != EventDetail.None)
            base.PreStart();
    }

    protected override IEnumerable<Fact> Facts() => [new Fact("events", State), new Fact("detail", Run.EventDetail.ToString().ToLowerInvariant())];

    protected override void Handle(object message)
    {
        if (message is not LogEvent entry)
        {
            Unhandled(message);
            return;
        }

        Now = entry.Timestamp;
        var order = State + 1;
        Run.Events.Write(new OrderedEvent(order, entry));
        State = order;
    }
}
