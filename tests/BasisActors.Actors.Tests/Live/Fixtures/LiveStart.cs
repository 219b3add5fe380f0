using Akka.Configuration;
using BasisActors.Actors.Events;
using BasisActors.Actors.Health;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Lanes;
using BasisActors.Actors.Live;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Market;

namespace BasisActors.Actors.Tests.Live.Fixtures;

/// <summary>One life of a live run: an actor system with the tree, from its start to its end or to a crash.</summary>
internal sealed class LiveStart : IAsyncDisposable
{
    private static readonly Config Quiet = ConfigurationFactory.ParseString("""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        """);

    private readonly LiveDesk _desk;
    private readonly FakeJournalState _state;
    private readonly Tape _tape;
    private readonly IActorRef _runs, _journal;
    private readonly Task<RunFinished> _finished;
    private RunOutcome? _outcome;

    public LiveStart(LiveDesk desk, FakeJournalState state, bool readOnly, Tape? tape = null)
    {
        (_desk, _state, _tape) = (desk, state, tape ?? desk.Tape);
        System = ActorSystem.Create("live", Quiet);
        var health = System.ActorOf(HealthActor.Props(), "health");
        _runs = System.ActorOf(RunsActor.Props(Lanes.Lanes.Register(System, 1), health), "runs");
        _journal = System.ActorOf(Props.CreateBy(new Factory<FakeJournal>(() => new FakeJournal(desk.Signal, _tape, state))), "journal");
        var context = ContextOf(desk, _journal, _tape, Recording, readOnly);
        _finished = _runs.Ask<RunFinished>(new StartRun(context), Timeout.InfiniteTimeSpan);
        _ = _finished.ContinueWith(f => desk.Signal.Change(() => _outcome = f.IsCompletedSuccessfully ? f.Result.Outcome : null), TaskScheduler.Default);
    }

    public ActorSystem System { get; }

    public Recording Recording { get; } = new();

    /// <summary>How the run ended; null while it goes on.</summary>
    public RunOutcome? Outcome => _desk.Signal.Read(() => _outcome);

    public bool IsDead => _desk.Signal.Read(() => _state.IsDead);

    private bool IsOver => _outcome is not null || _state.IsDead;

    private bool IsTickOpen => _tape.Opened > _tape.Closed;

    /// <summary>Time of the next tick by the clock on the wall.</summary>
    private DateTimeOffset NextTick
    {
        get
        {
            var step = _desk.Market.StepSeconds * TimeSpan.TicksPerSecond;
            return new DateTimeOffset((_desk.Time.Now.Ticks / step + 1) * step, TimeSpan.Zero);
        }
    }

    /// <summary>The run as it is composed at a start: what the journal holds is there to be replayed.</summary>
    public static RunContext ContextOf(LiveDesk desk, IActorRef journal, Tape tape, Recording recording, bool readOnly)
    {
        var snapshot = desk.Snapshots?.LastOrDefault();
        var replay = new JournalReplay(snapshot, [.. tape.Events.Skip((int)(snapshot?.Events ?? 0))]);
        var opened = replay.Opened!;
        var market = new LiveMarketTable(opened.From, opened.StepSeconds, desk.Market.Columns.Select(c => (c.Key, c.IntervalSeconds)), opened.Past, desk.Configuration.FundingWindow);
        if (snapshot is not null)
            market.Restore(snapshot.Market);
        var session = new LiveSession(journal, replay, market, desk.World, desk.World.Venues, desk.Time, TimeSpan.FromSeconds(opened.StepSeconds))
        {
            ReadOnly = readOnly,
            Snapshot = snapshot,
            Keep = desk.Snapshots is null ? null : Keep,
            SnapshotEvery = 1,
        };
        void Keep(RunSnapshot taken)
        {
            desk.OnKeep(taken);
            desk.Snapshots!.Add(taken);
        }

        return new RunContext("run", desk.Configuration, market)
        {
            Key = "key",
            From = opened.From,
            To = DateTimeOffset.MaxValue,
            Venues = [],
            Flows = desk.Flows,
            Events = recording,
            Recorder = recording,
            Live = true,
            Hash = "hash",
            Session = session,
        };
    }

    /// <summary>
    /// Lets time pass until a tick is complete; sooner when the journal dies or the run ends. Reminders go off when their time comes, the next tick only when
    /// none is open.
    /// </summary>
    public void ToEndOf(long tick)
    {
        while (true)
        {
            _desk.Signal.Until(() => IsOver || _tape.Closed >= tick || CanPass(), State);
            if (_desk.Signal.Read(() => IsOver || _tape.Closed >= tick))
                return;
            if (_desk.Signal.Read(() => _desk.Time.Next < NextTick))
                _desk.Time.ToNextTimer();
            else
                NextTickOpens();
        }
    }

    /// <summary>Lets time pass to the next tick, and returns when it is stored.</summary>
    public void NextTickOpens()
    {
        _desk.Signal.Until(() => IsOver || _desk.Time.Next >= NextTick, State);
        var next = NextTick;
        _desk.Time.Pass(next - _desk.Time.Now);
        _desk.Signal.Until(() => IsOver || _tape.Of<TickOpened>().Any(t => t.Timestamp == next), State);
    }

    public void Until(Func<bool> condition) => _desk.Signal.Until(condition, State);

    /// <summary>Returns when the run has ended by itself.</summary>
    public RunOutcome ToOutcome()
    {
        _desk.Signal.Until(() => _outcome is not null, State);
        return Outcome!;
    }

    public async Task<RunOutcome> CancelAsync()
    {
        _runs.Tell(new CancelRun("run"));
        return (await _finished.WaitAsync(TimeSpan.FromSeconds(20))).Outcome;
    }

    public void Kill() => _runs.Tell(new KillRun("run"));

    public void StopJournal() => System.Stop(_journal);

    public void Release() => _journal.Tell(new FakeJournal.Release());

    /// <summary>Returns when an actor of the run has handled everything that was sent to it so far.</summary>
    public async Task SettleAsync(string component) =>
        Assert.NotNull((await System.ActorSelection($"/user/runs/run/{component}").Ask<ActorIdentity>(new Identify(null), TimeSpan.FromSeconds(20))).Subject);

    /// <summary>Returns when the clock has taken in all that is stored so far.</summary>
    public async Task SettleStoredAsync()
    {
        Assert.NotNull((await _journal.Ask<ActorIdentity>(new Identify(null), TimeSpan.FromSeconds(20))).Subject);
        await SettleAsync("clock");
    }

    public void Tell(string component, object message) => System.ActorSelection($"/user/runs/run/{component}").Tell(message, ActorRefs.NoSender);

    /// <summary>Everything stops at once, as when the process is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        await System.Terminate();
        Assert.Equal(0, _desk.Time.Timers); // nobody reminds the next system of this one
    }

    private bool CanPass() => _desk.Time.Next is { } next && (next < NextTick || !IsTickOpen);

    private string State() =>
        $"Now {_desk.Time.Now:O}, next timer {_desk.Time.Next:O}, ticks {_tape.Opened}/{_tape.Closed}, events {_tape.Count}, dead {_state.IsDead}, outcome {_outcome}, errors: "
        + string.Join("; ", Recording.Events.ToArray().Where(e => e.Event?.Type == EventType.Error).Select(e => e.Event.Payload));
}
