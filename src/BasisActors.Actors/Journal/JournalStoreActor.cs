using System.Collections.Immutable;
using Akka.Event;
using Akka.Persistence;

namespace BasisActors.Actors.Journal;

/// <summary>
/// Writes the events of one run to the database. A write that fails stops it, and its supervisor brings it back; it then reads what is really there, because a
/// failed write may have been made.
/// </summary>
internal sealed class JournalStoreActor : ReceivePersistentActor
{
    private readonly IActorRef _journal;
    private ImmutableArray<IJournalEvent>.Builder _read = ImmutableArray.CreateBuilder<IJournalEvent>();

    public JournalStoreActor(string runId, IActorRef journal)
    {
        _journal = journal;
        PersistenceId = $"run-{runId}";
        Recover<IJournalEvent>(e => _read.Add(e));
        Recover<RecoveryCompleted>(_ =>
        {
            _journal.Tell(new StoreRecovered(_read.ToImmutable()));
            _read = ImmutableArray.CreateBuilder<IJournalEvent>();
        });
        Command<StoreEvent>(store => Persist(store.Event, _ => _journal.Tell(StoreWritten.Instance)));
    }

    public override string PersistenceId { get; }

    /// <summary>A rejected event is one that cannot be serialized; to go on without it would be to act on what is not stored.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        Log.Error(cause, "Event {Event} was rejected; the journal stops.", @event.GetType().Name);
        Context.Stop(Self);
    }
}
