using Akka.Event;
using Akka.Persistence;
using BasisActors.Actors.Inspection;
using BasisActors.Domain.Errors;

namespace BasisActors.Actors.Journal;

/// <summary>
/// Writes the events of one run to the database. A write that fails stops it, and its supervisor brings it back; it then asks the database how many events are
/// really there, because a failed write may have been made.
/// </summary>
internal sealed class JournalStoreActor : ReceivePersistentActor, IDescribed
{
    private readonly IActorRef _journal;
    private readonly StoreLife _life;

    public JournalStoreActor(string runId, IActorRef journal, StoreLife life)
    {
        (_journal, _life) = (journal, life);
        life.Made++;
        PersistenceId = $"run-{runId}";
        Recover<RecoveryCompleted>(_ => _journal.Tell(new StoreOpened(LastSequenceNr)));
        Command<StoreEvent>(store => Persist(store.Event, _ => _journal.Tell(StoreWritten.Instance)));
        Command<Describe>(_ => Sender.Tell(Description()));
        Command<Crash>(crash =>
        {
            life.LastError = crash.At("store").Error;
            Context.Stop(Self); // as a write that fails stops it
        });
    }

    public override string PersistenceId { get; }

    /// <summary>The number of the last event and nothing else: what a journal holds is read once, before the run begins.</summary>
    public override Recovery Recovery => Recovery.None;

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        _life.LastError = new BasisError("RST-003", cause.GetBaseException().Message, "store");
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

    private ActorDescription Description() => new()
    {
        Path = Self.Path.ToStringWithoutAddress(),
        Restarts = _life.Made - 1,
        RestartedFor = _life.LastError?.Message,
        LastError = _life.LastError,
        Facts = [new Fact("events", LastSequenceNr), new Fact("persistence_id", PersistenceId)],
    };
}

/// <summary>What the stores of one journal have been through, one after the other.</summary>
internal sealed class StoreLife
{
    /// <summary>Stores made so far; each after the first took the place of one that stopped.</summary>
    public int Made { get; set; }

    /// <summary>Why the last one stopped; null when none has.</summary>
    public BasisError? LastError { get; set; }
}
