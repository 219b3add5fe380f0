using System.Collections.Immutable;
using Akka.Event;
using Akka.Pattern;
using BasisActors.Actors.Lanes;

namespace BasisActors.Actors.Journal;

/// <summary>
/// The journal of one run. Takes events in order, hands them to the store, and answers each once it is written. While the database is away they wait here:
/// nobody gets an answer, so nothing is sent and no tick ends. When the store is back it says how many events it holds; those among the waiting that were
/// written after all are answered, the others are written, none twice.
/// </summary>
public sealed class JournalActor : ReceiveActor
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<StoreEvent> _waiting = new();
    private readonly List<IActorRef> _readers = [];
    private readonly string _runId;
    private ImmutableArray<IJournalEvent> _contents;
    private IActorRef _store = ActorRefs.Nobody;
    private long _written;
    private bool _isOpen;

    public JournalActor(string runId)
    {
        _runId = runId;
        Receive<StoreEvent>(Take);
        Receive<StoreWritten>(_ => Answer());
        Receive<StoreRecovered>(Open);
        Receive<ReadJournal>(_ => Read());
    }

    public static Props Props(string runId) => Akka.Actor.Props.CreateBy(new Factory<JournalActor>(() => new JournalActor(runId)));

    protected override void PreStart()
    {
        var self = Self;
        var store = Akka.Actor.Props.CreateBy(new Factory<JournalStoreActor>(() => new JournalStoreActor(_runId, self)));
        var second = TimeSpan.FromSeconds(1);
        Context.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(store, "store", second, 5 * second, 0, -1)), "backoff");
    }

    private void Take(StoreEvent store)
    {
        _waiting.Enqueue(store);
        if (_isOpen)
            _store.Tell(store);
    }

    private void Answer()
    {
        var stored = _waiting.Dequeue();
        _written++;
        stored.ReplyTo.Tell(new EventStored(stored.Event));
    }

    private void Open(StoreRecovered recovered)
    {
        if (_isOpen)
            _log.Warning("The journal of {Run} is back with {Count} events; {Waiting} were waiting.", _runId, recovered.Events.Length, _waiting.Count);
        else
            (_contents, _written) = (recovered.Events, recovered.Events.Length);
        (_store, _isOpen) = (Sender, true);
        while (_written < recovered.Events.Length)
            Answer();
        foreach (var waiting in _waiting)
            _store.Tell(waiting);
        foreach (var reader in _readers)
            reader.Tell(new JournalContents(_contents));
        _readers.Clear();
    }

    private void Read()
    {
        if (_isOpen)
            Sender.Tell(new JournalContents(_contents));
        else
            _readers.Add(Sender);
    }
}
