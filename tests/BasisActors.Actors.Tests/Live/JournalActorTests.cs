using Akka.Configuration;
using Akka.Persistence;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Lanes;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Actors.Tests.Live.Fixtures;

namespace BasisActors.Actors.Tests.Live;

/// <summary>The journal of a run over a database that fails: nobody is answered before an event is safe, and each is stored once.</summary>
public sealed class JournalActorTests : TestKit
{
    private static readonly Config Settings = ConfigurationFactory.ParseString("""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
          loggers = ["Akka.Event.DefaultLogger"]
          actor.serialize-messages = off
          scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
          persistence {
            journal {
              plugin = "test.flaky-journal"
              auto-start-journals = []
            }
            snapshot-store.plugin = "akka.persistence.no-snapshot-store"
          }
        }
        test.flaky-journal {
          class = "BasisActors.Actors.Tests.Live.Fixtures.FlakyJournal, BasisActors.Actors.Tests"
          plugin-dispatcher = "akka.actor.default-dispatcher"
        }
        """);

    private readonly IActorRef _journal;

    public JournalActorTests()
        : base(Settings) => _journal = Open("journal");

    [Fact]
    public void Events_are_answered_in_order_and_are_there_when_the_journal_is_opened_again()
    {
        Store(0, 1, 2);
        ExpectStored(0, 1, 2);

        AssertHolds(0, 1, 2);
    }

    [Fact]
    public void While_writes_fail_nobody_is_answered_and_then_each_waiting_event_is_stored_once_and_in_order()
    {
        Store(0);
        ExpectStored(0);
        WritesWait();
        Store(1, 2);

        GoDown(WriteFate.Failed);
        Store(3); // while the store is away
        ComeBack();
        GoDown(WriteFate.Failed);
        ExpectNothing();

        ComeBack();
        Write(WriteFate.Written, 3);
        ExpectStored(1, 2, 3);
        AssertHolds(0, 1, 2, 3);
    }

    [Fact]
    public void An_event_whose_write_failed_and_was_made_all_the_same_is_answered_and_not_stored_again()
    {
        Store(0);
        ExpectStored(0);
        WritesWait();
        Store(1, 2, 3);

        GoDown(WriteFate.FailedThoughWritten);
        ExpectNothing();

        ComeBack();
        Write(WriteFate.Written, 2);
        ExpectStored(1, 2, 3);
        AssertHolds(0, 1, 2, 3);
    }

    [Fact]
    public void Writes_that_fail_in_every_way_one_after_the_other_store_each_event_once()
    {
        WritesWait();
        Store(0, 1, 2);

        GoDown(WriteFate.Failed);
        ComeBack();
        GoDown(WriteFate.FailedThoughWritten); // event 0
        ComeBack();
        Write(WriteFate.Written, 1); // event 1
        GoDown(WriteFate.Rejected); // event 2
        ComeBack();
        GoDown(WriteFate.FailedThoughWritten); // event 2
        ComeBack();

        ExpectStored(0, 1, 2);
        AssertHolds(0, 1, 2);
    }

    [Fact]
    public void A_rejected_event_is_not_answered_and_not_stored()
    {
        WritesWait();
        Store(0, 1);

        GoDown(WriteFate.Rejected);
        ComeBack();
        GoDown(WriteFate.Rejected);

        ExpectNothing();
        AssertHolds();
    }

    [Fact]
    public void Whoever_asks_for_the_number_of_events_before_the_journal_is_open_is_answered_when_it_is()
    {
        Store(0, 1, 2);
        ExpectStored(0, 1, 2);
        Watch(_journal);
        Sys.Stop(_journal);
        ExpectTerminated(_journal);

        Open("again").Tell(CountEvents.Instance, TestActor);

        ExpectMsg(new JournalCount(3));
    }

    [Fact]
    public void Each_event_is_answered_with_its_place_in_the_journal()
    {
        WritesWait();
        Store(0, 1);
        GoDown(WriteFate.FailedThoughWritten);
        ComeBack();
        Write(WriteFate.Written, 1);

        Assert.Equal([1, 2], new[] { ExpectMsg<EventStored>().Number, ExpectMsg<EventStored>().Number });
    }

    [Fact]
    public void An_event_that_waits_too_long_is_an_outage_which_is_over_when_nothing_waits()
    {
        var watcher = CreateTestProbe();
        _journal.Tell(WatchJournal.Instance, watcher);
        WritesWait();
        Store(0, 1);
        GoDown(WriteFate.Failed);
        Assert.False(watcher.HasMessages);

        ComeBack(); // by then it has waited for five seconds
        Assert.Equal("The database is away.", watcher.ExpectMsg<JournalAway>().Reason);
        Write(WriteFate.Written, 1);
        ExpectMsg<EventStored>();
        Settle();
        Assert.False(watcher.HasMessages);
        Write(WriteFate.Written, 1);

        watcher.ExpectMsg<JournalBack>();
        ExpectStored(1);
        Assert.False(watcher.HasMessages);
    }

    [Fact]
    public void A_write_that_never_ends_is_an_outage_too()
    {
        var watcher = CreateTestProbe();
        _journal.Tell(WatchJournal.Instance, watcher);
        WritesWait();
        Store(0);
        Settle();

        ((TestScheduler)Sys.Scheduler).Advance(JournalActor.Patience);

        Assert.Equal("it does not answer", watcher.ExpectMsg<JournalAway>().Reason);
        ExpectNothing();
    }

    [Fact]
    public void A_restart_of_the_journal_loses_nothing_that_waits()
    {
        var (parent, journal) = (CreateTestProbe(), CreateTestProbe());
        var supervisor = Sys.ActorOf(Props.CreateBy(new Factory<Restarting>(() => new Restarting(parent))), "restarting");
        var child = parent.ExpectMsg<IActorRef>();
        child.Tell(CountEvents.Instance, journal);
        journal.ExpectMsg(new JournalCount(0));
        Plugin.Tell(new FlakyJournal.Wait());
        child.Tell(new StoreEvent(Event(0), TestActor));
        child.Tell(new StoreEvent(Event(1), TestActor));
        child.Tell(new Identify(null), journal);
        journal.ExpectMsg<ActorIdentity>();

        child.Tell(Kill.Instance); // its supervisor restarts it
        Write(WriteFate.Failed, 1); // of the store that was; had it been made, the database would refuse to make it again
        Write(WriteFate.Written, 2);
        child.Tell(new StoreEvent(Event(2), TestActor));
        Write(WriteFate.Written, 1);

        Assert.Equal([(0, 1), (1, 2), (2, 3)], Enumerable.Range(0, 3).Select(_ => ExpectMsg<EventStored>()).Select(s => ((int)((TickOpened)s.Event).Sequence, (int)s.Number)));
        Watch(supervisor);
        Sys.Stop(supervisor);
        ExpectTerminated(supervisor);
        AssertHolds(0, 1, 2);
    }

    private static TickOpened Event(int number) => new(number, MarketBuilder.Hour(number), Clock.TickTrigger.FullLoop, [], [], []);

    private IActorRef Plugin => Persistence.Instance.Apply(Sys).JournalFor(null);

    private IActorRef Open(string name) => Sys.ActorOf(JournalActor.Props("run"), name);

    private void Store(params int[] numbers)
    {
        foreach (var number in numbers)
            _journal.Tell(new StoreEvent(Event(number), TestActor));
    }

    private void ExpectStored(params int[] numbers)
    {
        foreach (var number in numbers)
            Assert.Equal(number, Assert.IsType<TickOpened>(ExpectMsg<EventStored>().Event).Sequence);
        ExpectNothing();
    }

    /// <summary>Nothing has been sent to the test by the time at which the journal has handled all.</summary>
    private void ExpectNothing()
    {
        var probe = CreateTestProbe();
        _journal.Tell(new Identify(null), probe);
        probe.ExpectMsg<ActorIdentity>();
        Assert.False(HasMessages);
    }

    private void Settle()
    {
        var probe = CreateTestProbe();
        _journal.Tell(new Identify(null), probe);
        probe.ExpectMsg<ActorIdentity>();
    }

    /// <summary>The journal is open, and from here on its writes wait.</summary>
    private void WritesWait()
    {
        var probe = CreateTestProbe();
        _journal.Tell(CountEvents.Instance, probe);
        probe.ExpectMsg<JournalCount>();
        Plugin.Tell(new FlakyJournal.Wait());
        Plugin.Tell(new Identify(null), probe);
        probe.ExpectMsg<ActorIdentity>();
    }

    private void Write(WriteFate fate, int times)
    {
        for (var i = 0; i < times; i++)
            Plugin.Tell(fate);
    }

    /// <summary>The write in hand ends the store; returns when its supervisor knows.</summary>
    private void GoDown(WriteFate fate)
    {
        var probe = CreateTestProbe();
        var store = probe.Watch(Find("/user/journal/backoff/store"));
        Write(fate, 1);
        probe.ExpectTerminated(store);
        Find("/user/journal/backoff");
    }

    /// <summary>The supervisor's pause passes, and the store is there again.</summary>
    private void ComeBack()
    {
        ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(5));
        Find("/user/journal/backoff");
    }

    private IActorRef Find(string path)
    {
        var probe = CreateTestProbe();
        Sys.ActorSelection(path).Tell(new Identify(null), probe);
        return probe.ExpectMsg<ActorIdentity>().Subject ?? throw new InvalidOperationException($"{path} is not there.");
    }

    private void AssertHolds(params int[] numbers)
    {
        Watch(_journal);
        Sys.Stop(_journal);
        ExpectTerminated(_journal);
        var probe = CreateTestProbe();
        Sys.ActorOf(Props.CreateBy(new Factory<Reading>(() => new Reading(probe))));
        Assert.Equal(numbers, probe.ExpectMsg<int[]>());
        Open("again").Tell(CountEvents.Instance, probe);
        Assert.Equal(numbers.Length, probe.ExpectMsg<JournalCount>().Events);
    }

    /// <summary>Reads what is stored, as an actor of its own.</summary>
    private sealed class Reading : ReceivePersistentActor
    {
        private readonly List<int> _numbers = [];

        public Reading(IActorRef to)
        {
            Recover<TickOpened>(t => _numbers.Add((int)t.Sequence));
            Recover<RecoveryCompleted>(_ => to.Tell(_numbers.ToArray()));
        }

        public override string PersistenceId => "run-run";
    }

    /// <summary>Restarts the journal whatever happens to it.</summary>
    private sealed class Restarting : UntypedActor
    {
        private readonly IActorRef _to;

        public Restarting(IActorRef to) => _to = to;

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);

        protected override void PreStart() => _to.Tell(Context.ActorOf(JournalActor.Props("run"), "journal"));

        protected override void OnReceive(object message)
        {
        }
    }
}
