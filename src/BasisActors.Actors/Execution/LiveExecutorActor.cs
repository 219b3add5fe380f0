using System.Collections.Immutable;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Events;
using BasisActors.Actors.Health;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.Live;
using BasisActors.Actors.MarketData;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;
using BasisActors.Domain.Instructions;

namespace BasisActors.Actors.Execution;

/// <summary>What a live executor keeps.</summary>
/// <param name="Open">The instruction that has no outcome yet; null when none.</param>
/// <param name="IntendedAt">When its intent was stored; null before.</param>
/// <param name="SettledUpTo">Funding of this venue that the run has taken in.</param>
public sealed record LiveExecutorState(Instruction? Open, DateTimeOffset? IntendedAt, DateTimeOffset SettledUpTo)
{
    public static readonly LiveExecutorState Initial = new(null, null, DateTimeOffset.MinValue);

    /// <summary>Takeovers that the run has taken in.</summary>
    public TakeoverCursor Takeovers { get; init; } = TakeoverCursor.At(DateTimeOffset.MinValue);
}

/// <summary>
/// A live venue's hands. The intent is stored, then the instruction is sent, then its outcome is stored, then execution hears of it. An instruction whose outcome
/// is unknown is asked for by its id until it is known; nothing else happens at this venue meanwhile.
/// </summary>
public sealed class LiveExecutorActor(RunContext run, RunTree tree, ComponentCell<LiveExecutorState> cell, LiveSession session, ILiveVenue venue)
    : Component<LiveExecutorState>(run, tree, cell)
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stopping = new();
    private IActorRef _self = ActorRefs.Nobody;
    private ITimer? _reminder;
    private bool _isSilent;

    protected override string? Behaviour => State switch
    {
        { Open: null } => _isSilent ? "venue_silent" : "idle",
        { IntendedAt: null } => "storing_intent",
        _ => "order_open",
    };

    protected override IEnumerable<Fact> Facts()
    {
        yield return new Fact("venue", venue.Name);
        yield return new Fact("open_order", State.Open?.Id);
        yield return new Fact("operation", State.Open?.Operation.Name());
        yield return new Fact("symbol", State.Open?.Symbol);
        yield return new Fact("amount", State.Open?.Amount);
        yield return new Fact("intended_at", State.IntendedAt);
        yield return new Fact("funding_taken_up_to", State.SettledUpTo == DateTimeOffset.MinValue ? null : State.SettledUpTo);
        yield return new Fact("refusal", venue.Refusal?.Message);
    }

    protected override void PreStart()
    {
        base.PreStart();
        _self = Self;
    }

    protected override void PostRestart(Exception reason)
    {
        _self = Self;
        base.PostRestart(reason);
    }

    protected override void PostStop()
    {
        _stopping.Cancel();
        _reminder?.Dispose();
    }

    protected override void Handle(object message)
    {
        switch (message)
        {
            case Tick tick:
                Now = tick.Timestamp;
                State = State with { SettledUpTo = tick.SettledUpTo![venue.Name], Takeovers = tick.Cursor ?? State.Takeovers };
                break;
            case Execute execute:
                Begin(execute.Instruction, execute.Tick.Sequence);
                break;
            case EventStored { Event: OrderIntended intended } when intended.Instruction.Id == State.Open?.Id:
                State = State with { IntendedAt = intended.At };
                Send(mayHaveBeenSent: false);
                break;
            case Answered answered when answered.InstructionId == State.Open?.Id:
                Take(answered);
                break;
            case AskAgain:
                Send(mayHaveBeenSent: true);
                break;
            case EventStored { Event: OrderResolved resolved } when resolved.Report.Instruction.Id == State.Open?.Id:
                State = State with { Open = null, IntendedAt = null };
                session.Replay.Settled(resolved.Report.Instruction);
                Tree.Telemetry?.Resolved(venue.Name, resolved.Report);
                Tell(HealthState.Healthy, null);
                Tree.Execution.Tell(resolved.Report);
                break;
            case QueryStatement:
                Query();
                break;
            case Stated stated:
                Tell(stated);
                break;
            case EventStored or Answered:
                break; // of an instruction that is over
            default:
                Unhandled(message);
                break;
        }
    }

    private void Begin(Instruction instruction, long tick)
    {
        var intendedAt = session.Replay.IntendedAt(instruction);
        if (session.Replay.Outcome(instruction) is { } report)
        {
            Tree.Execution.Tell(report);
            return;
        }

        if (session.Replay.ClosingOf(tick) is not null)
            throw new BasisException("LTS-001", $"Tick {tick} is done in the journal, which has no outcome of {instruction.Id}; nothing is sent for it.", instruction.Id);
        if (session.ReadOnly)
            throw new BasisException("LTS-001", $"{instruction.Id} belongs to a plan that is under way and may not be sent.", instruction.Id, "Take the run up once without --read-only.");
        State = State with { Open = instruction, IntendedAt = intendedAt };
        if (intendedAt is null)
            session.Journal.Tell(new StoreEvent(new OrderIntended(instruction, session.Time.GetUtcNow()), _self));
        else
            Send(mayHaveBeenSent: true);
    }

    private void Send(bool mayHaveBeenSent)
    {
        if (State is not { Open: { } instruction, IntendedAt: { } at })
            return;
        var id = instruction.Id;
        venue.ExecuteAsync(instruction, at, mayHaveBeenSent, _stopping.Token)
            .PipeTo(_self, success: report => new Answered(id, report, null), failure: cause => new Answered(id, null, cause));
    }

    private void Take(Answered answered)
    {
        if (answered.Report is { } report)
        {
            session.Journal.Tell(new StoreEvent(new OrderResolved(report), _self));
            return;
        }

        if (answered.Failure is BasisException known && known.Error.Severity == Severity.Critical)
            throw known;
        Tree.Telemetry?.Unresolved(answered.InstructionId);
        Wait(new BasisError("EXEC-001", $"The outcome is not known yet: {answered.Failure?.Message ?? "the venue could not say"}.", answered.InstructionId));
        _reminder = session.Remind(_self, AskAgain.Instance, AskAgainAfter);
    }

    private void Query()
    {
        if (session.Replay.IsBehind || session.EndsWithJournal)
        {
            Tree.Ledger.Tell(new VenueStatement(venue.Name, []) { IsUnasked = true }); // it holds what is still to be replayed
            return;
        }

        venue.HoldingsAsync(State.SettledUpTo, State.Takeovers, _stopping.Token)
            .PipeTo(_self, success: holdings => new Stated(holdings, venue.Refusal, null), failure: cause => new Stated([], null, cause));
    }

    private void Tell(Stated stated)
    {
        if (stated.Failure is null)
        {
            _isSilent = false;
            if (State.Open is null)
                Tell(stated.Refusal is null ? HealthState.Healthy : HealthState.Degraded, stated.Refusal);
            Tree.Ledger.Tell(new VenueStatement(venue.Name, stated.Holdings) { Refusal = stated.Refusal });
            return;
        }

        if (stated.Failure is BasisException known && known.Error.Severity == Severity.Critical)
            throw known;
        if (!_isSilent)
            Wait(new BasisError("EXI-003", $"{venue.Name} does not say what it holds, so the tick stays open: {(stated.Failure as BasisException)?.Error.Message ?? stated.Failure.Message}", venue.Name));
        _isSilent = true; // told once, until it answers
        _reminder = session.Remind(_self, QueryStatement.Instance, AskAgainAfter);
    }

    /// <summary>Tells what the run waits for; the tick that ends after all takes it back.</summary>
    private void Wait(BasisError why)
    {
        Tell(HealthState.Degraded, why);
        if (Run.EventDetail != EventDetail.None)
            Log(EventType.Error, EventStatus.Failed, why);
        Tree.Results.Tell(new RunWaits(why));
    }

    /// <summary>Health hears how the venue is.</summary>
    private void Tell(HealthState state, BasisError? why) => Tree.Health.Tell(new PartTold(Run.RunId, HealthScope.Venue(venue.Name), state, why));

    private sealed record Answered(string InstructionId, ExecutionReport? Report, Exception? Failure);

    private sealed record Stated(ImmutableArray<Delta> Holdings, BasisError? Refusal, Exception? Failure);

    private sealed class AskAgain
    {
        public static readonly AskAgain Instance = new();
    }
}
