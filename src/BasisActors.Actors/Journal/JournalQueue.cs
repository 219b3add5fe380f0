namespace BasisActors.Actors.Journal;

/// <summary>What a journal keeps over a restart of its actor: what waits to be stored, and who wants to hear of it.</summary>
internal sealed class JournalQueue
{
    private readonly Queue<StoreEvent> _waiting = new();

    /// <summary>Events stored and answered; −1 before the database has said how many it has.</summary>
    public long Stored { get; private set; } = -1;

    public IReadOnlyCollection<StoreEvent> Waiting => _waiting;

    public HashSet<IActorRef> Watchers { get; } = [];

    public List<IActorRef> Counting { get; } = [];

    /// <summary>True from the moment at which an event has waited too long until none waits.</summary>
    public bool IsAway { get; set; }

    /// <summary>What the database said last.</summary>
    public string Reason { get; set; } = "it does not answer";

    public void Add(StoreEvent store) => _waiting.Enqueue(store);

    /// <summary>The oldest event is stored: who waits for it hears so.</summary>
    public void Answer()
    {
        var stored = _waiting.Dequeue();
        Stored++;
        stored.ReplyTo.Tell(new EventStored(stored.Event, Stored));
    }

    /// <summary>The database says how many events it has. Of those that wait, some may have been written although their write had failed.</summary>
    public void Opened(long events)
    {
        if (Stored < 0)
            Stored = events;
        while (Stored < events)
            Answer();
    }
}
