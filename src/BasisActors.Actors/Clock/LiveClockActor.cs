using System.Collections.Immutable;
using BasisActors.Actors.Events;
using BasisActors.Actors.Execution;
using BasisActors.Actors.Health;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.MarketData;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Strategies;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Risk;
using BasisActors.Domain.Strategies;

namespace BasisActors.Actors.Clock;

/// <summary>What the live clock keeps.</summary>
/// <param name="Sent">Sequence of the last tick; −1 before the first.</param>
/// <param name="Completed">The last one that is done and stored.</param>
/// <param name="Overruns">Times at which a tick was due while one was still open.</param>
/// <param name="SettledUpTo">Funding taken in, by venue.</param>
/// <param name="Ending">How the run shall end; null while it goes on.</param>
public sealed record LiveClockState(long Sent, long Completed, long Overruns, ImmutableSortedDictionary<string, DateTimeOffset> SettledUpTo, RunOutcome? Ending)
{
    public static readonly LiveClockState Initial = new(-1, -1, 0, ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal), null);

    /// <summary>Deposits and withdrawals taken that the run was begun with.</summary>
    public int FlowsTaken { get; init; }

    /// <summary>True from a tick's time until it is stored.</summary>
    public bool IsReading { get; init; }

    /// <summary>Takeovers taken in; null before the first tick.</summary>
    public TakeoverCursor? Takeovers { get; init; }

    /// <summary>Monotonic time at which a tick was last completed, or the schedule began; null while the journal is replayed.</summary>
    public long? LastBeat { get; init; }

    /// <summary>True when the silence that goes on has been told.</summary>
    public bool SilenceTold { get; init; }

    /// <summary>The last time at which a tick was due.</summary>
    public DateTimeOffset Due { get; init; } = DateTimeOffset.MinValue;

    public bool IsFinished { get; init; }

    /// <summary>What the run waits for, such as its journal; null while it goes on.</summary>
    public BasisError? Waits { get; init; }
}

/// <summary>
/// The clock of a live run. First it sends the ticks that the journal holds, each when the one before is done; then it follows the schedule: at each multiple of
/// the interval the market is read, the tick is stored with what was read, and only then broadcast. A tick that falls due while one is open is dropped and
/// counted (CLK-001).
/// </summary>
public sealed class LiveClockActor(RunContext run, RunTree tree, ComponentCell<LiveClockState> cell, LiveSession session)
    : Component<LiveClockState>(run, tree, cell)
{
    private const string Changed = "The rules have changed since the journal was written: go on with the version that wrote it, close the run, and begin a new one.";

    /// <summary>
    /// For so long a run that shall end waits for the tick in hand. It then leaves it as a kill would, and the next start goes on with it. With what the process has to do
    /// besides it ends within ten seconds.
    /// </summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(8);

    private readonly CancellationTokenSource _stopping = new();
    private IActorRef _self = ActorRefs.Nobody;
    private ITimer? _schedule, _end;
    private RunSnapshot? _taken;
    private TickCompleted? _closing; // done and on its way to the journal
    private DateTimeOffset? _next;

    protected override string? Behaviour => this switch
    {
        { State.IsFinished: true } => "finished",
        _ when session.Replay.IsBehind => "replaying",
        { State.IsReading: true } => "reading",
        { IsIdle: true } => "scheduled",
        _ => "tick_open",
    };

    private bool IsIdle => State.Sent == State.Completed && !State.IsReading;

    protected override IEnumerable<Fact> Facts()
    {
        yield return new Fact("sent", State.Sent);
        yield return new Fact("completed", State.Completed);
        yield return new Fact("next", _next);
        yield return new Fact("every_seconds", (long)session.Interval.TotalSeconds);
        yield return new Fact("dropped", State.Overruns);
        yield return new Fact("silent_seconds", State.LastBeat is null ? null : (long)Silence().TotalSeconds);
        yield return new Fact("waits", State.Waits?.Message);
        yield return new Fact("ending", State.Ending?.Status.ToString().ToLowerInvariant());
    }

    protected override void PreStart()
    {
        base.PreStart();
        _self = Self;
    }

    protected override void PostStop()
    {
        _stopping.Cancel();
        _schedule?.Dispose();
        _end?.Dispose();
    }

    protected override void PreRestart(Exception reason, object message)
    {
        _schedule?.Dispose(); // the next instance sets its own
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        _self = Self;
        base.PostRestart(reason);
        if (!session.Replay.IsBehind)
            Schedule();
    }

    protected override void Handle(object message)
    {
        switch (message)
        {
            case StartClock:
                if (Run.EventDetail != EventDetail.None)
                    Log(EventType.RunStarted, EventStatus.Complete, new ComponentInitialized(Run.Configuration.Mode, Run.Hash));
                session.Journal.Tell(WatchJournal.Instance, _self);
                foreach (var (venue, _) in Tree.Executors)
                    State = State with { SettledUpTo = State.SettledUpTo.ContainsKey(venue) ? State.SettledUpTo : State.SettledUpTo.Add(venue, Run.From) }; // nothing was held before
                Next();
                break;
            case TickDue due:
                Schedule();
                Due(due.Timestamp);
                break;
            case Read read:
                Tree.Telemetry?.Read(read.Failure is not null);
                TellFeeds(read);
                Take(read);
                break;
            case EventStored { Event: TickOpened opened }:
                State = State with { IsReading = false };
                Open(opened);
                break;
            case KillSwitch: // a request like an operator's: kept until the tick that takes it is stored
                session.Feed.Leave(new OperatorRequest($"{session.Time.GetUtcNow():yyyyMMdd'T'HHmmssfffffff}-kill", OperatorRequestKind.Close, 0));
                break;
            case TickCompleted completed when completed.Tick.Sequence == State.Sent:
                Close(completed);
                break;
            case EventStored { Event: TickClosed closed } stored when closed.Sequence == State.Sent:
                Remember(closed, stored.Number);
                Closed(closed.Sequence);
                break;
            case RunSnapshot taken:
                _taken = taken;
                break;
            case JournalAway away:
                Wait(new BasisError("RST-003", $"The journal is away ({away.Reason}): nothing is sent and no tick ends until it is back.", Name));
                break;
            case JournalBack:
                Wait(null);
                break;
            case StopClock stop:
                State = State with { Ending = State.Ending ?? stop.Outcome };
                if (IsIdle)
                    Finish();
                else
                    _end ??= session.Remind(_self, LeaveOpen.Instance, EndsWithin);
                break;
            case LeaveOpen:
                Finish();
                break;
            case InstructionBlocks or TickCompleted or EventStored:
                break; // the strategy's answer, or something repeated
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>The next tick of the journal, or the schedule once it has none.</summary>
    private void Next()
    {
        if (State.Ending is not null && !session.Replay.IsBehind)
            Finish();
        else if (session.Replay.TryNextTick(out var recorded))
            Open(recorded);
        else if (session.Replay.Unsettled.FirstOrDefault() is { } unplanned)
            throw new BasisException("LTS-001", $"The journal has instruction {unplanned}, which the replay does not give.", unplanned, Changed);
        else if (session.EndsWithJournal)
            Finish();
        else if (_schedule is null)
            Schedule();
    }

    /// <summary>
    /// A snapshot is kept once the tick after it is stored too: a start from it then has at least one whole tick to replay, and goes on only when that comes out as
    /// the journal says.
    /// </summary>
    private void Remember(TickClosed closed, long events)
    {
        if (session.Keep is not { } keep)
            return;
        if (_taken is { } taken)
        {
            try
            {
                keep(taken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                if (Run.EventDetail != EventDetail.None)
                    Log(EventType.Error, EventStatus.Failed, new BasisError("RST-001", $"A snapshot could not be kept: {exception.Message}", Name, "The next start takes longer; nothing is lost."));
            }
        }

        _taken = null;
        if ((closed.Sequence + 1) % session.SnapshotEvery == 0)
            Tree.Run.Tell(new TakeSnapshot(session.Replay.Opened!, events, closed, State, Now, session.Market.Memory(), [.. session.Replay.Requests.Order(StringComparer.Ordinal)]), _self);
    }

    private void Wait(BasisError? why)
    {
        State = State with { Waits = why };
        Tree.Telemetry?.JournalWaits(why is not null);
        Tell(HealthScope.Journal, why is null ? HealthState.Healthy : HealthState.Unhealthy, why); // nothing is sent meanwhile
        if (Run.EventDetail != EventDetail.None)
            Log(EventType.Error, why is null ? EventStatus.Complete : EventStatus.Failed, why ?? new BasisError("RST-003", "The journal is back; the run goes on.", Name, "Nothing is to be done."));
        Tree.Results.Tell(new RunWaits(why));
    }

    private void Schedule()
    {
        if (State.IsFinished)
            return;
        State = State with { LastBeat = State.LastBeat ?? session.Time.GetTimestamp() };
        var now = session.Time.GetUtcNow();
        var next = new DateTimeOffset((now.Ticks / session.Interval.Ticks + 1) * session.Interval.Ticks, TimeSpan.Zero);
        _schedule?.Dispose();
        _next = next;
        _schedule = session.Remind(_self, new TickDue(next), next - now);
    }

    private void Due(DateTimeOffset timestamp)
    {
        if (State.IsFinished || timestamp <= State.Due)
            return; // a timer may be early, and is then set a second time for the same tick
        State = State with { Due = timestamp };
        if (!IsIdle)
        {
            State = State with { Overruns = State.Overruns + 1 };
            Tree.Telemetry?.Coalesced();
            if (Run.EventDetail != EventDetail.None)
                Log(EventType.Error, EventStatus.Failed, new BasisError("CLK-001", $"Tick {State.Sent} is still open at {timestamp:O}; this one is dropped, the {State.Overruns}. so far.", Name));
            TellSilence();
            return;
        }

        if (timestamp < Run.From || (State.Sent >= 0 && timestamp <= Now))
            return; // the machine's clock was set back: the run waits for time to catch up
        State = State with { IsReading = true };
        Tree.Telemetry?.Due();
        session.Feed.ReadAsync(State.SettledUpTo, State.Takeovers ?? TakeoverCursor.At(Run.From), _stopping.Token)
            .PipeTo(_self, success: reading => new Read(timestamp, reading, null), failure: cause => new Read(timestamp, MarketReading.Nothing, cause));
    }

    /// <summary>How long no tick has been completed.</summary>
    private TimeSpan Silence() => State.LastBeat is { } beat ? session.Time.GetElapsedTime(beat) : TimeSpan.Zero;

    /// <summary>An alarm, once, while a tick does not end; the next one that is opened is halted by it.</summary>
    private void TellSilence()
    {
        if (State.SilenceTold || Silence() <= TimeSpan.FromSeconds(session.Limits.HeartbeatSeconds))
            return;
        State = State with { SilenceTold = true };
        if (Run.EventDetail != EventDetail.None)
            Log(EventType.Error, EventStatus.Failed, new BasisError("HES-003", $"No tick has been completed for {Silence().TotalSeconds:0} s; {session.Limits.HeartbeatSeconds} s are allowed.", Name, "See what the open tick waits for; then `basis resume`."));
    }

    private void Take(Read read)
    {
        if (read.Failure is not null && Run.EventDetail != EventDetail.None)
            Log(EventType.Error, EventStatus.Failed, new BasisError("DPR-001", $"The market could not be read: {read.Failure.Message}", Name));
        foreach (var note in Run.EventDetail == EventDetail.None ? [] : read.Market.Notes)
            Log(EventType.Error, EventStatus.Failed, note);
        var requests = read.Market.Requests.Where(session.Replay.IsNew).ToImmutableArray();
        session.Feed.Taken(read.Market.Requests.RemoveRange(requests)); // left a second time: the journal has them
        if (requests.Any(r => r.Kind == OperatorRequestKind.Stop))
            State = State with { Ending = State.Ending ?? RunOutcome.Cancelled };
        session.Feed.Taken([.. requests.Where(r => r.Kind == OperatorRequestKind.Stop)]); // not for the journal: a run that is taken up again shall go on
        requests = requests.RemoveAll(r => r.Kind == OperatorRequestKind.Stop);
        ImmutableArray<CapitalRequest> flows = [.. Run.Flows.Skip(State.FlowsTaken).TakeWhile(f => f.EffectiveAt <= read.Timestamp), .. FlowsOf(requests, read.Timestamp)];
        var trigger = requests.Any(r => r.Kind == OperatorRequestKind.Rebalance) ? TickTrigger.Manual : TickTrigger.FullLoop;
        var opened = new TickOpened(State.Sent + 1, read.Timestamp, trigger, flows, read.Market.Readings, read.Market.Settlements)
        {
            Requests = requests,
            Takeovers = read.Market.Takeovers,
            SilentSeconds = (int)Silence().TotalSeconds,
        };
        session.Journal.Tell(new StoreEvent(opened, _self));
    }

    /// <summary>Health hears which exchanges have given prices.</summary>
    private void TellFeeds(Read read)
    {
        foreach (var (venue, _) in Tree.Executors)
        {
            if (venue == ExecutionActor.OnChain)
                continue;
            if (read.Failure is null && read.Market.Readings.Any(r => r.Key.Venue == venue))
                Tell(HealthScope.Feed(venue), HealthState.Healthy, null);
            else
                Tell(HealthScope.Feed(venue), HealthState.Degraded, new BasisError("EXI-003", $"{venue} has given no prices{(read.Failure is { } cause ? $": {cause.Message}" : ".")}", venue));
        }
    }

    /// <summary>A tick is done and stored: the heart has beaten, the journal has stored, and this is what the run may do.</summary>
    private void TellHealth(TickCompleted completed)
    {
        Tell(HealthScope.Journal, HealthState.Healthy, null);
        Tell(
            HealthScope.Market, completed.IsStale ? HealthState.Degraded : HealthState.Healthy,
            completed.IsStale ? new BasisError("STRAT-005", $"Prices are too old to decide on at tick {completed.Tick.Sequence}.", HealthScope.Market) : null);
        var hold = completed.Plan.HeldBy;
        Tell(
            HealthScope.Trading, hold is null ? HealthState.Healthy : HealthState.Degraded,
            hold is null ? null : new BasisError("LT-007", $"{hold.State.ToString().ToLowerInvariant()} since {hold.Since:u}: {hold.Reason}.", hold.Where ?? HealthScope.Trading, hold.State == TradingState.Halted ? "See to the reason; then `basis resume`." : "It ends by itself when the reason is gone."));
        Tree.Health.Tell(new TickBeat(Run.RunId));
    }

    private void Tell(string part, HealthState state, BasisError? why) => Tree.Health.Tell(new PartTold(Run.RunId, part, state, why));

    private static ImmutableArray<CapitalRequest> FlowsOf(ImmutableArray<OperatorRequest> requests, DateTimeOffset at) =>
        [.. requests.Where(r => r.Kind is OperatorRequestKind.Deposit or OperatorRequestKind.Withdraw)
            .Select(r => new CapitalRequest(r.Kind == OperatorRequestKind.Deposit ? CapitalRequestKind.Deposit : CapitalRequestKind.Withdrawal, r.Amount, at))];

    private void Open(TickOpened opened)
    {
        Now = opened.Timestamp;
        if (session.Replay.ClosingOf(opened.Sequence) is null) // what is replayed was told when it happened
            Tree.Telemetry?.Opened(opened);
        session.Feed.Taken(opened.Requests); // in a replay too: the run may have ended between the two
        session.Market.Append(opened.Timestamp, opened.Readings);
        if (session.Replay.KilledBefore == opened.Sequence) // a journal of an earlier version
            Tree.Strategy.Tell(KillSwitch.Instance);
        State = State with
        {
            Sent = opened.Sequence,
            SettledUpTo = FundingCursor.After(State.SettledUpTo, opened),
            Takeovers = (State.Takeovers ?? TakeoverCursor.At(Run.From)).After(opened, Tree.Executors.Select(e => e.Venue).Where(v => v != ExecutionActor.OnChain)),
            FlowsTaken = State.FlowsTaken + opened.Flows.Length - FlowsOf(opened.Requests, opened.Timestamp).Length,
        };
        var tick = new Tick(opened.Sequence, opened.Timestamp, opened.Trigger, opened.Flows)
        {
            Settlements = opened.Settlements,
            SettledUpTo = State.SettledUpTo,
            Takeovers = opened.Takeovers,
            Cursor = State.Takeovers,
            Adjustments = [.. opened.Requests.Where(r => r is { Kind: OperatorRequestKind.Adjust, Position: not null }).Select(r => new Adjustment(r.Id, r.Position!.Value, r.Amount, r.Note ?? ""))],
            Requests = opened.Requests,
            Silence = TimeSpan.FromSeconds(opened.SilentSeconds),
        };
        foreach (var (_, executor) in Tree.Executors)
            executor.Tell(tick);
        foreach (var request in opened.Requests)
        {
            if (request.Kind is OperatorRequestKind.Halt or OperatorRequestKind.Resume)
                Tree.Strategy.Tell(new HoldRisk(request.Kind == OperatorRequestKind.Halt));
            else if (request.Kind == OperatorRequestKind.Close)
                Tree.Strategy.Tell(KillSwitch.Instance);
        }

        Tree.MarketData.Tell(tick);
        Tree.Strategy.Tell(tick);
    }

    private void Close(TickCompleted completed)
    {
        State = State with { Ending = State.Ending ?? completed.Ending };
        if (session.Replay.ClosingOf(completed.Tick.Sequence) is not { } stored)
        {
            Tree.Telemetry?.Closing(completed);
            _closing = completed;
            session.Journal.Tell(new StoreEvent(ClosedTick.Of(Run.Chart, completed) with { OnlyLogged = completed.Plan.Blocks.IsEmpty ? null : session.ReadOnly }, _self));
            return;
        }

        if (ClosedTick.Difference(Run.Chart, stored, completed) is { } difference)
            throw new BasisException("LTS-001", $"At tick {stored.Sequence} the journal says {difference}.", Name, Changed);
        Closed(stored.Sequence);
    }

    private void Closed(long sequence)
    {
        Tree.Telemetry?.Closed();
        if (_closing is { } closing)
            TellHealth(closing);
        _closing = null;
        State = State with { Completed = sequence, LastBeat = session.Replay.IsBehind ? null : session.Time.GetTimestamp(), SilenceTold = false };
        session.Replay.Forget(sequence);
        Next();
        session.TickStored(sequence);
    }

    private void Finish()
    {
        if (State.IsFinished)
            return;
        State = State with { IsFinished = true };
        _schedule?.Dispose();
        var outcome = State.Ending ?? RunOutcome.Completed;
        if (Run.EventDetail != EventDetail.None)
            Log(outcome.Status == RunStatus.Halted ? EventType.RunHalted : EventType.RunCompleted, EventStatus.Complete, (object?)outcome.Error ?? outcome.Status.ToString().ToLowerInvariant());
        Tree.Run.Tell(new ClockFinished(outcome));
    }

    private sealed class LeaveOpen
    {
        public static readonly LeaveOpen Instance = new();
    }

    private sealed record TickDue(DateTimeOffset Timestamp);

    private sealed record Read(DateTimeOffset Timestamp, MarketReading Market, Exception? Failure);
}
