using System.Collections.Immutable;
using BasisActors.Actors.Events;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.MarketData;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Strategies;
using BasisActors.Domain.Errors;
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
}

/// <summary>
/// The clock of a live run. First it sends the ticks that the journal holds, each when the one before is done; then it follows the schedule: at each multiple of
/// the interval the market is read, the tick is stored with what was read, and only then broadcast. A tick that falls due while one is open is dropped and
/// counted (CLK-001).
/// </summary>
public sealed class LiveClockActor(RunContext run, RunTree tree, ComponentCell<LiveClockState> cell, LiveSession session)
    : Component<LiveClockState>(run, tree, cell)
{
    private readonly CancellationTokenSource _stopping = new();
    private IActorRef _self = ActorRefs.Nobody;
    private ITimer? _schedule;
    private bool _finished, _reading;

    private bool IsIdle => State.Sent == State.Completed && !_reading;

    protected override void PreStart()
    {
        base.PreStart();
        _self = Self;
    }

    protected override void PostStop()
    {
        _stopping.Cancel();
        _schedule?.Dispose();
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
                Next();
                break;
            case TickDue due:
                Schedule();
                Due(due.Timestamp);
                break;
            case Read read:
                Take(read);
                break;
            case EventStored { Event: TickOpened opened }:
                _reading = false;
                session.Feed.Taken(opened.Requests);
                Open(opened);
                break;
            case TickCompleted completed when completed.Tick.Sequence == State.Sent:
                Close(completed);
                break;
            case EventStored { Event: TickClosed closed } when closed.Sequence == State.Sent:
                Closed(closed.Sequence);
                break;
            case StopClock stop:
                State = State with { Ending = State.Ending ?? stop.Outcome };
                if (IsIdle)
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
        else if (_schedule is null)
            Schedule();
    }

    private void Schedule()
    {
        if (_finished)
            return;
        var now = session.Time.GetUtcNow();
        var next = new DateTimeOffset((now.Ticks / session.Interval.Ticks + 1) * session.Interval.Ticks, TimeSpan.Zero);
        _schedule?.Dispose();
        _schedule = session.Remind(_self, new TickDue(next), next - now);
    }

    private void Due(DateTimeOffset timestamp)
    {
        if (_finished)
            return;
        if (!IsIdle)
        {
            State = State with { Overruns = State.Overruns + 1 };
            if (Run.EventDetail != EventDetail.None)
                Log(EventType.Error, EventStatus.Failed, new BasisError("CLK-001", $"Tick {State.Sent} is still open at {timestamp:O}; this one is dropped, the {State.Overruns}. so far.", Name));
            return;
        }

        if (timestamp < Run.From || (State.Sent >= 0 && timestamp <= Now))
            return; // the machine's clock was set back: the run waits for time to catch up
        _reading = true;
        var settled = State.SettledUpTo;
        foreach (var (venue, _) in Tree.Executors)
            settled = settled.ContainsKey(venue) ? settled : settled.Add(venue, Run.From); // nothing was held before
        session.Feed.ReadAsync(settled, _stopping.Token)
            .PipeTo(_self, success: reading => new Read(timestamp, reading, null), failure: cause => new Read(timestamp, MarketReading.Nothing, cause));
    }

    private void Take(Read read)
    {
        if (read.Failure is not null && Run.EventDetail != EventDetail.None)
            Log(EventType.Error, EventStatus.Failed, new BasisError("DPR-001", $"The market could not be read: {read.Failure.Message}", Name));
        var requests = read.Market.Requests.Where(session.Replay.IsNew).ToImmutableArray();
        if (requests.Any(r => r.Kind == OperatorRequestKind.Stop))
            State = State with { Ending = State.Ending ?? RunOutcome.Cancelled };
        session.Feed.Taken([.. requests.Where(r => r.Kind == OperatorRequestKind.Stop)]); // not for the journal: a run that is taken up again shall go on
        requests = requests.RemoveAll(r => r.Kind == OperatorRequestKind.Stop);
        var opened = new TickOpened(State.Sent + 1, read.Timestamp, TickTrigger.FullLoop, FlowsOf(requests, read.Timestamp), read.Market.Readings, read.Market.Settlements)
        {
            Requests = requests,
        };
        session.Journal.Tell(new StoreEvent(opened, _self));
    }

    private static ImmutableArray<CapitalRequest> FlowsOf(ImmutableArray<OperatorRequest> requests, DateTimeOffset at) =>
        [.. requests.Where(r => r.Kind is OperatorRequestKind.Deposit or OperatorRequestKind.Withdraw)
            .Select(r => new CapitalRequest(r.Kind == OperatorRequestKind.Deposit ? CapitalRequestKind.Deposit : CapitalRequestKind.Withdrawal, r.Amount, at))];

    private void Open(TickOpened opened)
    {
        Now = opened.Timestamp;
        var settled = State.SettledUpTo;
        foreach (var settlement in opened.Settlements)
            settled = settled.SetItem(settlement.Position.Venue, settlement.At);
        session.Market.Append(opened.Timestamp, opened.Readings);
        State = State with { Sent = opened.Sequence, SettledUpTo = settled };
        var tick = new Tick(opened.Sequence, opened.Timestamp, opened.Trigger, opened.Flows) { Settlements = opened.Settlements };
        foreach (var (_, executor) in Tree.Executors)
            executor.Tell(tick);
        foreach (var request in opened.Requests.IsDefault ? [] : opened.Requests)
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
        var closed = new TickClosed(
            completed.Tick.Sequence, completed.Plan.Action, completed.Plan.Reason, completed.Plan.Blocks.Length, completed.Pnl.EquityAfter,
            [.. completed.Postings.Select(p => StoredPosting.Of(Run.Chart, p))]);
        if (session.Replay.ClosingOf(closed.Sequence) is not { } stored)
        {
            session.Journal.Tell(new StoreEvent(closed, _self));
            return;
        }

        if ((stored.Action, stored.Reason, stored.Blocks, stored.Equity) != (closed.Action, closed.Reason, closed.Blocks, closed.Equity))
        {
            throw new BasisException(
                "LTS-001", $"At tick {closed.Sequence} the journal says {stored.Reason}, {stored.Blocks} blocks, equity {stored.Equity}; the replay gives {closed.Reason}, {closed.Blocks}, {closed.Equity}.",
                Name, "The rules have changed since the journal was written: go on with the version that wrote it, close the run, and begin a new one.");
        }

        Closed(closed.Sequence);
    }

    private void Closed(long sequence)
    {
        State = State with { Completed = sequence };
        Next();
    }

    private void Finish()
    {
        if (_finished)
            return;
        _finished = true;
        _schedule?.Dispose();
        var outcome = State.Ending ?? RunOutcome.Completed;
        if (Run.EventDetail != EventDetail.None)
            Log(outcome.Status == RunStatus.Halted ? EventType.RunHalted : EventType.RunCompleted, EventStatus.Complete, (object?)outcome.Error ?? outcome.Status.ToString().ToLowerInvariant());
        Tree.Run.Tell(new ClockFinished(outcome));
    }

    private sealed record TickDue(DateTimeOffset Timestamp);

    private sealed record Read(DateTimeOffset Timestamp, MarketReading Market, Exception? Failure);
}
