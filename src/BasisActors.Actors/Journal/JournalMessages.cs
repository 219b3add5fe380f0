namespace BasisActors.Actors.Journal;

/// <summary>Stores an event; answered with <see cref="EventStored"/> to <paramref name="ReplyTo"/> once it is safe, and not before.</summary>
public sealed record StoreEvent(IJournalEvent Event, IActorRef ReplyTo);

/// <summary>The event is stored: what it announces may now be done.</summary>
/// <param name="Event">The event.</param>
/// <param name="Number">Its place in the journal; the first event has 1.</param>
public sealed record EventStored(IJournalEvent Event, long Number);

/// <summary>Asks how many events are stored; answered with <see cref="JournalCount"/> once the journal is open.</summary>
public sealed class CountEvents
{
    public static readonly CountEvents Instance = new();

    private CountEvents()
    {
    }
}

/// <summary>The journal is open and holds so many events.</summary>
public sealed record JournalCount(long Events);

/// <summary>The sender hears from now on when the journal keeps it waiting, and when it no longer does.</summary>
public sealed class WatchJournal
{
    public static readonly WatchJournal Instance = new();

    private WatchJournal()
    {
    }
}

/// <summary>An event has waited too long to be stored. Nothing is sent and no tick ends until it is.</summary>
/// <param name="Reason">What the database said last.</param>
public sealed record JournalAway(string Reason);

/// <summary>All that waited is stored; the run goes on.</summary>
public sealed class JournalBack
{
    public static readonly JournalBack Instance = new();

    private JournalBack()
    {
    }
}

/// <summary>The store is open.</summary>
/// <param name="Events">Events that the database holds.</param>
internal sealed record StoreOpened(long Events);

/// <summary>The store has written one more event.</summary>
internal sealed class StoreWritten
{
    public static readonly StoreWritten Instance = new();

    private StoreWritten()
    {
    }
}

/// <summary>The store could not write or could not be opened; it comes again by itself.</summary>
internal sealed record StoreFailed(string Reason);
