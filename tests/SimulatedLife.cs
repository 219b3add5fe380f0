using System.Collections.Immutable;
using Akka.Actor;
using BasisActors.Actors.Events;
using BasisActors.Actors.Execution;
using BasisActors.Actors.Health;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Lanes;
using BasisActors.Actors.Live;
using BasisActors.Actors.MarketData;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Host.Live;
using BasisActors.Venues.Simulated;

namespace BasisActors.Tests;

/// <summary>
/// A live run on the simulated venues, as fast as its actors go: it leaves the journal that a run of that length leaves. The actors are the real ones; time
/// jumps from tick to tick, the venues answer at once, and what is stored is kept in memory.
/// </summary>
internal sealed class SimulatedLife : ILiveFeed
{
    private readonly MarketTable _market;
    private readonly JumpingTime _time;
    private readonly IReadOnlyList<IExecutionVenue> _venues;
    private readonly List<VenueSettlement> _settled = [];
    private readonly ImmutableSortedDictionary<int, OperatorRequest> _requests;
    private DateTimeOffset _now;
    private int _reads;

    private SimulatedLife(RunConfiguration configuration, MarketTable market, ImmutableSortedDictionary<int, OperatorRequest> requests)
    {
        _requests = requests;
        (_market, _now) = (market, market.Start.AddSeconds(-market.StepSeconds));
        _time = new JumpingTime(market.Start.AddSeconds(-1));
        var deposits = requests.Where(r => r.Value.Kind == OperatorRequestKind.Deposit).Select(r => new WalletDeposit(market.Start.AddSeconds((long)r.Key * market.StepSeconds), r.Value.Amount));
        _venues = new SimulatedWorld(configuration, market, [new WalletDeposit(market.Start, configuration.InitialCapital), .. deposits]).Venues;
    }

    /// <summary>Lives until a number of events is stored and the tick in hand is closed, or until it is closed by a request.</summary>
    /// <param name="runId">Name of the run.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="hash">Hash of it.</param>
    /// <param name="market">What the venues trade at.</param>
    /// <param name="events">Events to be stored.</param>
    /// <param name="requests">What operators ask for, by tick; null for nothing.</param>
    /// <param name="keep">Takes a snapshot of every tick; null for none.</param>
    public static async Task<ImmutableArray<IJournalEvent>> JournalAsync(
        string runId, RunConfiguration configuration, string hash, MarketTable market, int events, ImmutableSortedDictionary<int, OperatorRequest>? requests = null, Action<RunSnapshot>? keep = null)
    {
        var life = new SimulatedLife(configuration, market, requests ?? ImmutableSortedDictionary<int, OperatorRequest>.Empty);
        var opened = new RunOpened(runId, configuration.Mode, hash, market.Start, market.StepSeconds, [], []);
        var table = LiveComposition.Market(configuration, opened);
        using var system = ActorSystem.Create("life", "akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off, coordinated-shutdown.run-by-clr-shutdown-hook = off }");
        var runs = system.ActorOf(RunsActor.Props(Lanes.Register(system, 1), system.ActorOf(HealthActor.Props())), "runs");
        var stored = ImmutableArray.CreateBuilder<IJournalEvent>();
        stored.Add(opened);
        var journal = system.ActorOf(Props.CreateBy(new Factory<Notebook>(() => new Notebook(stored, events, life._time, () => runs.Tell(new CancelRun(runId))))));
        var run = new RunContext(runId, configuration, table)
        {
            Key = LiveComposition.Key(opened),
            Hash = hash,
            From = opened.From,
            To = DateTimeOffset.MaxValue,
            Venues = [],
            Events = new Silence(),
            EventDetail = EventDetail.None,
            Recorder = new Silence(),
            Live = true,
            Session = new LiveSession(journal, new JournalReplay([opened]), table, life, [.. life._venues.Select(v => new Venue(life, v))], life._time, TimeSpan.FromSeconds(opened.StepSeconds))
            {
                Keep = keep,
                SnapshotEvery = 1,
            },
        };
        var outcome = (await runs.Ask<RunFinished>(new StartRun(run), Timeout.InfiniteTimeSpan)).Outcome;
        await system.Terminate();
        return outcome.Status is RunStatus.Cancelled or RunStatus.Halted ? stored.ToImmutable() : throw new InvalidOperationException(outcome.ToString());
    }

    public Task<MarketReading> ReadAsync(ImmutableSortedDictionary<string, DateTimeOffset> settledUpTo, TakeoverCursor takeovers, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        for (; _now < now; _now = _now.AddSeconds(_market.StepSeconds))
            Advance(_now.AddSeconds(_market.StepSeconds));
        var snapshot = _market.At(now);
        var readings = ImmutableArray.CreateBuilder<SeriesReading>();
        for (var series = 0; series < _market.Columns.Count; series++)
        {
            if (snapshot[series] is { IsKnown: true } known)
                readings.Add(new SeriesReading(_market.Describe(series), known.Value, now.AddSeconds(-known.AgeSeconds)));
        }

        _settled.RemoveAll(s => s.At <= settledUpTo[s.Position.Venue]);
        var asked = _requests.GetValueOrDefault(_reads++);
        return Task.FromResult(new MarketReading(readings.ToImmutable(), [.. _settled]) { Requests = asked is null ? [] : [asked] });
    }

    public void Taken(ImmutableArray<OperatorRequest> requests)
    {
    }

    public void Leave(OperatorRequest request) => throw new NotSupportedException("Nobody asks for anything.");

    private void Advance(DateTimeOffset row)
    {
        foreach (var venue in _venues)
        {
            var perp = venue.Statement().FirstOrDefault(d => d.Key.Type == PositionType.Perp);
            var before = Cash(venue);
            venue.Advance(row);
            if (perp.Amount != 0 && Cash(venue) != before)
                _settled.Add(new VenueSettlement(perp.Key, $"{venue.Name}-{row:yyyyMMddHHmmss}", Cash(venue) - before, row));
        }
    }

    private static decimal Cash(IExecutionVenue venue) => venue.Statement().FirstOrDefault(d => d.Key == PositionKey.Token(venue.Name, "USDT")).Amount;

    private sealed class Venue(SimulatedLife life, IExecutionVenue venue) : ILiveVenue
    {
        public string Name => venue.Name;

        public Task<ExecutionReport?> ExecuteAsync(Instruction instruction, DateTimeOffset intendedAt, bool mayHaveBeenSent, CancellationToken cancellation) =>
            Task.FromResult<ExecutionReport?>(venue.Execute(instruction, life._now));

        public Task<ImmutableArray<Delta>> HoldingsAsync(DateTimeOffset settledUpTo, TakeoverCursor takeovers, CancellationToken cancellation) => Task.FromResult<ImmutableArray<Delta>>([.. venue.Statement()]);
    }

    /// <summary>Keeps what is stored, and lets time go on when a tick is closed.</summary>
    private sealed class Notebook : ReceiveActor
    {
        public Notebook(ImmutableArray<IJournalEvent>.Builder stored, int events, JumpingTime time, Action end) => Receive<StoreEvent>(store =>
        {
            stored.Add(store.Event);
            store.ReplyTo.Tell(new EventStored(store.Event, stored.Count));
            if (store.Event is not TickClosed)
                return;
            if (stored.Count >= events)
                end();
            else
                time.Jump();
        });
    }

    /// <summary>Time that jumps to its one timer when it is told to; the first time at once.</summary>
    private sealed class JumpingTime(DateTimeOffset start) : TimeProvider
    {
        private readonly Lock _lock = new();
        private DateTimeOffset _now = start;
        private (DateTimeOffset Due, Action Fire)? _timer;
        private bool _isAwaited = true;

        public override DateTimeOffset GetUtcNow()
        {
            lock (_lock)
                return _now;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_lock)
                _timer = (_now + dueTime, () => callback(state));
            if (_isAwaited)
                Jump();
            return new Handle();
        }

        public void Jump()
        {
            Action? fire = null;
            lock (_lock)
            {
                _isAwaited = _timer is null;
                if (_timer is { } timer)
                    (_now, _timer, fire) = (timer.Due, null, timer.Fire);
            }

            fire?.Invoke();
        }

        private sealed class Handle : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => false;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    private sealed class Silence : IEventSink, IRunRecorder
    {
        public void Write(in OrderedEvent entry)
        {
        }

        public void Tick(TickCompleted completed)
        {
        }

        public void Block(DateTimeOffset timestamp, BlockOutcome outcome)
        {
        }
    }
}
