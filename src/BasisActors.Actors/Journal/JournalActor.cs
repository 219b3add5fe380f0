using Akka.Event;
using Akka.Pattern;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Lanes;

namespace BasisActors.Actors.Journal;

/// <summary>
/// The journal of one run. Takes events in order, hands them to the store, and answers each once it is written. While the database is away they wait here:
/// nobody gets an answer, so nothing is sent and no tick ends. When the store is back it says how many events it holds; those among the waiting that were
/// written after all are answered, the others are written, none twice. What waits outlives a restart of this actor.
/// </summary>
public sealed class JournalActor : ReceiveActor, IWithTimers, IDescribed
{
    /// <summary>An event that has waited for so long is an outage; a write takes milliseconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly string _runId;
    private readonly JournalQueue _queue;
    private readonly LifeRecord _life;
    private readonly StoreLife _stores;
    private IActorRef? _store;

    private JournalActor(string runId, JournalQueue queue, LifeRecord life, StoreLife stores)
    {
        (_runId, _queue, _life, _stores) = (runId, queue, life, stores);
        Receive<StoreEvent>(Take);
        Receive<StoreWritten>(_ => Answer());
        Receive<StoreOpened>(Open);
        Receive<StoreFailed>(Fail);
        Receive<Overdue>(_ => Alarm());
        Receive<CountEvents>(_ => Count());
        Receive<WatchJournal>(_ => Watch());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(string runId)
    {
        var (queue, life, stores) = (new JournalQueue(), new LifeRecord(), new StoreLife());
        return Akka.Actor.Props.CreateBy(new Factory<JournalActor>(() => new JournalActor(runId, queue, life, stores)));
    }

    /// <summary>Without its backoff the journal would have no store for ever, so that one is restarted whatever happened to it.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);

    protected override bool AroundReceive(Receive receive, object message) => _life.Meets(message, Context, Description) || base.AroundReceive(receive, message);

    protected override void PostRestart(Exception reason)
    {
        var error = _life.Restarted(Self.Path.Name, reason);
        foreach (var watcher in _queue.Watchers)
            watcher.Tell(new NeighbourFailed(error));
        base.PostRestart(reason);
    }

    protected override void PreStart()
    {
        var self = Self;
        var store = Akka.Actor.Props.CreateBy(new Factory<JournalStoreActor>(() => new JournalStoreActor(_runId, self, _stores)));
        var second = TimeSpan.FromSeconds(1);
        Context.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(store, "store", second, 5 * second, 0, -1)), "backoff");
        if (_queue.Waiting.Count > 0)
            Wait();
    }

    private void Take(StoreEvent store)
    {
        _queue.Add(store);
        if (_queue.Waiting.Count == 1)
            Wait();
        _store?.Tell(store);
    }

    private void Answer()
    {
        _queue.Answer();
        Answered();
    }

    private void Open(StoreOpened opened)
    {
        _store = Sender;
        _queue.Opened(opened.Events);
        Answered();
        foreach (var waiting in _queue.Waiting)
            _store.Tell(waiting);
        foreach (var asking in _queue.Counting)
            asking.Tell(new JournalCount(_queue.Stored));
        _queue.Counting.Clear();
    }

    private void Fail(StoreFailed failed)
    {
        _store = null; // what comes meanwhile waits, and the next store gets all of it
        _queue.Reason = failed.Reason;
    }

    private void Wait() => Timers.StartSingleTimer(nameof(Overdue), Overdue.Instance, Patience);

    /// <summary>Something was stored: the next one has its own time.</summary>
    private void Answered()
    {
        if (_queue.Waiting.Count > 0)
        {
            Wait();
            return;
        }

        Timers.Cancel(nameof(Overdue));
        if (!_queue.IsAway)
            return;
        _log.Warning("The journal of {Run} is back with {Count} events.", _runId, _queue.Stored);
        _queue.IsAway = false;
        TellAll(JournalBack.Instance);
    }

    private void Alarm()
    {
        if (_queue.IsAway || _queue.Waiting.Count == 0)
            return;
        _log.Warning("The journal of {Run} is away: {Reason}", _runId, _queue.Reason);
        _queue.IsAway = true;
        TellAll(new JournalAway(_queue.Reason));
    }

    private void TellAll(object message)
    {
        foreach (var watcher in _queue.Watchers)
            watcher.Tell(message);
    }

    private void Count()
    {
        if (_store is null)
            _queue.Counting.Add(Sender);
        else
            Sender.Tell(new JournalCount(_queue.Stored));
    }

    private void Watch()
    {
        _queue.Watchers.Add(Sender);
        if (_queue.IsAway)
            Sender.Tell(new JournalAway(_queue.Reason));
    }

    private ActorDescription Description() => new()
    {
        Path = "",
        Behaviour = _queue.IsAway ? "away" : _store is null ? "opening" : "open",
        Facts =
        [
            new Fact("stored", _queue.Stored), new Fact("waiting", _queue.Waiting.Count), new Fact("watchers", _queue.Watchers.Count),
            new Fact("away_for", _queue.IsAway ? _queue.Reason : null),
        ],
    };

    private sealed class Overdue
    {
        public static readonly Overdue Instance = new();
    }
}
