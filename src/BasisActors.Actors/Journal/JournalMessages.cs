using System.Collections.Immutable;

namespace BasisActors.Actors.Journal;

/// <summary>Stores an event; answered with <see cref="EventStored"/> to <paramref name="ReplyTo"/> once it is safe, and not before.</summary>
public sealed record StoreEvent(IJournalEvent Event, IActorRef ReplyTo);

/// <summary>The event is stored: what it announces may now be done.</summary>
public sealed record EventStored(IJournalEvent Event);

/// <summary>Asks for what the journal held when it was opened.</summary>
public sealed class ReadJournal
{
    public static readonly ReadJournal Instance = new();

    private ReadJournal()
    {
    }
}

/// <summary>All events, oldest first.</summary>
public sealed record JournalContents(ImmutableArray<IJournalEvent> Events);

/// <summary>The store has read what it holds.</summary>
internal sealed record StoreRecovered(ImmutableArray<IJournalEvent> Events);

/// <summary>The store has written one more event.</summary>
internal sealed class StoreWritten
{
    public static readonly StoreWritten Instance = new();

    private StoreWritten()
    {
    }
}
