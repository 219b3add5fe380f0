using Akka.Configuration;
using Akka.Persistence;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using BasisActors.Actors.Journal;
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
    public void Whoever_reads_before_the_journal_is_open_is_answered_when_it_is()
    {
        Store(0);
        ExpectStored(0);

        AssertHolds(0);
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

    /// <summary>The journal is open, and from here on its writes wait.</summary>
    private void WritesWait()
    {
        var probe = CreateTestProbe();
        _journal.Tell(ReadJournal.Instance, probe);
        probe.ExpectMsg<JournalContents>();
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
        Open("again").Tell(ReadJournal.Instance, probe);
        Assert.Equal(numbers, probe.ExpectMsg<JournalContents>().Events.Cast<TickOpened>().Select(t => (int)t.Sequence));
    }
}
