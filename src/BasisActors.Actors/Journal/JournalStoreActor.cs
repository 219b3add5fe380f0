using Akka.Event;
using Akka.Persistence;

namespace BasisActors.Actors.Journal;

/// <summary>
/// Writes the events of one run to the database. A write that fails stops it, and its supervisor brings it back; it then asks the database how many events are
/// really there, because a failed write may have been made.
/// </summary>
internal sealed class JournalStoreActor : ReceivePersistentActor
{
    private readonly IActorRef _journal;

    public JournalStoreActor(string runId, IActorRef journal)
    {
        _journal = journal;
        PersistenceId = $"run-{runId}";
        Recover<RecoveryCompleted>(_ => _journal.Tell(new StoreOpened(LastSequenceNr)));
        Command<StoreEvent>(store => Persist(store.Event, _ => _journal.Tell(StoreWritten.Instance)));
    }

    public override string PersistenceId { get; }

    /// <summary>The number of the last event and nothing else: what a journal holds is read once, before the run begins.</summary>
    public override Recovery Recovery => Recovery.None;

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        _journal.Tell(new StoreFailed(cause.GetBaseException().Message));
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        _journal.Tell(new StoreFailed(reason.GetBaseException().Message));
        base.OnRecoveryFailure(reason, message);
    }

    /// <summary>A rejected event is one that cannot be serialized; to go on without it would be to act on what is not stored.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        Log.Error(cause, "Event {Event} was rejected; the journal stops.", @event.GetType().Name);
        _journal.Tell(new StoreFailed(cause.GetBaseException().Message));
        Context.Stop(Self);
    }
}
