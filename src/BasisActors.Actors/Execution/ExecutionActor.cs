using System.Collections.Immutable;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Events;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.Results;
using BasisActors.Actors.Risk;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Strategies;
using BasisActors.Actors.Telemetry;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Strategies;

namespace BasisActors.Actors.Execution;

/// <summary>The tight loop's place in a plan. Idle when <see cref="Plan"/> is null.</summary>
/// <param name="Assessed">Exposure and risk after the last block.</param>
/// <param name="Plan">The plan being executed.</param>
/// <param name="Waiting">Blocks not started, in order of execution.</param>
/// <param name="Current">The block being executed.</param>
/// <param name="Reports">Reports of the current block so far.</param>
/// <param name="Done">Ids of complete blocks.</param>
/// <param name="Failed">Ids of blocks that failed or were cancelled.</param>
public sealed record ExecutionState(
    RiskAssessed? Assessed,
    Plan? Plan,
    ImmutableList<InstructionBlock> Waiting,
    InstructionBlock? Current,
    ImmutableArray<ExecutionReport> Reports,
    ImmutableHashSet<string> Done,
    ImmutableHashSet<string> Failed)
{
    /// <summary>True once coins were bought, sold or freed.</summary>
    public bool HasMoved { get; init; }

    /// <summary>The last blocks of a live run, oldest first; empty in a backtest, which has them in a file.</summary>
    public ImmutableArray<PastBlock> Past { get; init; } = [];

    public static readonly ExecutionState Idle = new(null, null, [], null, [], [], []);
}

/// <summary>
/// Executes a plan block by block: by priority, then creation; a block starts when those it depends on are complete, and is cancelled when one failed.
/// After each block the actual deltas are booked once and compared with the expected ones (domain reference §11.3).
/// </summary>
public sealed class ExecutionActor(RunContext run, RunTree tree, ComponentCell<ExecutionState> cell) : Component<ExecutionState>(run, tree, cell)
{
    internal const string OnChain = "on-chain";

    /// <summary>Blocks that are remembered for who asks.</summary>
    private const int Remembered = 100;

    private readonly PreTradeChecks? _checks = run.Session is { } live ? new PreTradeChecks(run.Configuration, live.Limits, run.Market) : null;

    protected override void Handle(object message)
    {
        switch (message)
        {
            case InstructionBlocks answer:
                Begin(answer);
                break;
            case ExecutionReport report:
                Report(report);
                break;
            case BlockSettled settled:
                Settled(settled);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override string? Behaviour => State.Plan is null ? "idle" : "executing";

    protected override IEnumerable<Fact> Facts()
    {
        yield return new Fact("plan", State.Plan?.Reason);
        yield return new Fact("block", State.Current?.Id);
        yield return new Fact("steps_done", State.Reports.Length);
        yield return new Fact("steps", State.Current?.Instructions.Length ?? 0);
        yield return new Fact("step", State.Current is { } block && State.Reports.Length < block.Instructions.Length ? block.Instructions[State.Reports.Length].Operation.Name() : null);
        yield return new Fact("blocks_waiting", State.Waiting.Count);
        yield return new Fact("blocks_done", State.Done.Count);
        yield return new Fact("blocks_failed", State.Failed.Count);
    }

    private void Begin(InstructionBlocks answer)
    {
        Now = answer.Assessed.Tick.Timestamp;
        Tree.Telemetry?.Begin(SpanNames.Execution);
        if (answer.Plan.Blocks.IsEmpty || IsOnlyLogged(answer))
        {
            if (!answer.Plan.Blocks.IsEmpty && Run.Session is { ReadOnly: true })
                LogUnlessSilent(EventType.BlockFailed, EventStatus.Failed, new BasisError("LT-009", $"The run is read-only: {answer.Plan.Blocks.Length} blocks of {answer.Plan.Reason} are not sent.", answer.Plan.Blocks[0].Id));
            Tree.Telemetry?.Executed(answer.Plan);
            Tree.Attribution.Tell(new TickExecuted(answer.Assessed, answer.Plan, Ending(answer.Assessed, answer.Plan)));
            return;
        }

        foreach (var instruction in answer.Plan.Blocks.SelectMany(b => b.Instructions))
            ExecutorOf(instruction); // a plan that cannot be executed to its end is not begun
        var ordered = answer.Plan.Blocks.OrderBy(b => b.Priority); // stable: ties keep their creation order
        State = ExecutionState.Idle with { Assessed = answer.Assessed, Plan = answer.Plan, Waiting = [.. ordered], Past = State.Past }; // acyclic by PlanRules, so one is always ready
        NextBlock();
    }

    /// <summary>
    /// Read-only, a plan is logged and nothing is sent; so it is when such a tick is replayed, whether the run may send now or not. What was sent is replayed
    /// either way.
    /// </summary>
    private bool IsOnlyLogged(InstructionBlocks answer) =>
        Run.Session is { } live && (live.Replay.ClosingOf(answer.Assessed.Tick.Sequence) is { } closed ? closed.OnlyLogged ?? true : live.ReadOnly)
        && answer.Plan.Blocks.SelectMany(b => b.Instructions).All(i => live.Replay.IntendedAt(i) is null);

    private void NextBlock()
    {
        var state = State;
        while (!state.Waiting.IsEmpty)
        {
            var block = state.Waiting.First(b => b.Dependencies.All(d => state.Done.Contains(d) || state.Failed.Contains(d)));
            state = state with { Waiting = state.Waiting.Remove(block) };
            if (Cancellation(state, block) is { } cancelled)
            {
                LogUnlessSilent(EventType.BlockFailed, EventStatus.Failed, cancelled);
                Tree.Telemetry?.NotSent("skipped", block.Instructions.Length);
                state = state with { Failed = state.Failed.Add(block.Id), Past = PastWith(state, block, BlockEnd.Cancelled, cancelled) };
                continue;
            }

            if (Denials(state, block) is { IsEmpty: false } denials)
            {
                Tree.Telemetry?.NotSent("denied", block.Instructions.Length);
                state = state with { Failed = state.Failed.Add(block.Id), Past = PastWith(state, block, BlockEnd.Denied, denials[0]) };
                continue;
            }

            State = state with { Current = block, Reports = [] };
            LogUnlessSilent(EventType.BlockStarted, EventStatus.Pending, block);
            Send(Opening(block));
            return;
        }

        var (assessed, plan) = (state.Assessed!, state.Plan!);
        State = ExecutionState.Idle with { Past = state.Past };
        Tree.Telemetry?.Executed(plan);
        Tree.Strategy.Tell(new PlanExecuted(state.Failed.IsEmpty, state.HasMoved && plan.Change is ChangeType.Deposit or ChangeType.Withdrawal));
        Tree.Attribution.Tell(new TickExecuted(assessed, plan, Ending(assessed, plan)));
    }

    /// <summary>Why a block is not begun: one that it depends on failed, or it would add risk by a ledger that a venue contradicts.</summary>
    private static BasisError? Cancellation(ExecutionState state, InstructionBlock block)
    {
        if (block.Dependencies.FirstOrDefault(state.Failed.Contains) is { } failed)
            return new BasisError("EXEC-009", $"Block {block.Id} is cancelled because {failed} failed.", block.Id);
        return state.Plan!.AddsRisk && state.Assessed!.Computed.Positions.Check is { IsInDoubt: true } check
            ? new BasisError("EXEC-009", $"Block {block.Id} is cancelled because {(check.Worst is { } worst ? $"ledger and venue differ on {worst}" : $"{check.Refusing} refuses to move what it holds")}.", block.Id)
            : null;
    }

    /// <summary>Live, all legs of a block are checked before the first is sent.</summary>
    private ImmutableArray<BasisError> Denials(ExecutionState state, InstructionBlock block)
    {
        if (_checks is null)
            return [];
        var assessed = state.Assessed!;
        var denials = _checks.Check(block, assessed.Computed.Positions.Book, Run.Market.At(assessed.Tick.Timestamp));
        foreach (var denial in denials)
            LogUnlessSilent(EventType.BlockFailed, EventStatus.Failed, denial);
        return denials;
    }

    private ImmutableArray<PastBlock> PastWith(ExecutionState state, InstructionBlock block, BlockEnd end, BasisError? why)
    {
        if (Run.Session is null)
            return [];
        var past = new PastBlock(state.Assessed!.Tick.Sequence, Now, state.Plan!.Reason, block, end is BlockEnd.Completed or BlockEnd.Failed ? state.Reports : [], end, why);
        return state.Past.Length < Remembered ? state.Past.Add(past) : [.. state.Past[1..], past];
    }

    /// <summary>
    /// The first leg of what adds risk goes only near the price that it was planned with; the others follow it, since half a block is worse than a bad price.
    /// </summary>
    private Instruction Opening(InstructionBlock block)
    {
        var first = block.Instructions[0];
        return _checks is not null && State.Plan!.AddsRisk && first.Type == InstructionType.CexTrade
            ? first with { WorstPrice = _checks.WorstPrice(first, Run.Market.At(State.Assessed!.Tick.Timestamp)) }
            : first;
    }

    private void Send(Instruction instruction)
    {
        Tree.Telemetry?.Begin(SpanNames.Step);
        ExecutorOf(instruction).Tell(new Execute(State.Assessed!.Tick, instruction));
    }

    private IActorRef ExecutorOf(Instruction instruction) =>
        Tree.Executor(OperationCatalogue.Of(instruction.Operation).OnChain ? OnChain : instruction.Venue)
        ?? throw new BasisException("VIM-001", $"No executor serves {instruction.Operation.Name()} at '{instruction.Venue}'.", instruction.Id);

    private void Report(ExecutionReport report)
    {
        if (State.Current is not { } block || State.Reports.Length >= block.Instructions.Length || block.Instructions[State.Reports.Length].Id != report.Instruction.Id)
        {
            LogState(EventType.InstructionExecuted, EventStatus.Complete, report); // a repeated report changes nothing
            return;
        }

        var reports = State.Reports.Add(report);
        Tree.Telemetry?.Step(report, block.Id);
        LogUnlessSilent(EventOf(report.Instruction.Operation), report.IsConfirmed ? EventStatus.Complete : EventStatus.Failed, report);
        if (!report.IsConfirmed && !Run.Live && report.Error is { } error && ErrorPropagation.For(error.Severity, Run.Live) == Reaction.AbortRun)
            throw new BasisException(error);
        State = State with { Reports = reports };
        var goesOn = report.IsComplete || (report.IsConfirmed && block.ParallelGroup); // the legs of a group are out together, however much of one was filled
        if (goesOn && reports.Length < block.Instructions.Length)
        {
            Send(block.Instructions[reports.Length]);
            return;
        }

        Tree.Ledger.Tell(new ApplyReports(State.Assessed!.Tick, block.Id, reports));
    }

    private void Settled(BlockSettled settled)
    {
        if (State.Current is not { } block || block.Id != settled.BlockId)
            return;
        var complete = State.Reports.Length == block.Instructions.Length && State.Reports.All(r => r.IsComplete);
        if (complete)
            RequireExpectedDeltas(block, State.Reports);
        LogUnlessSilent(complete ? EventType.BlockCompleted : EventType.BlockFailed, complete ? EventStatus.Complete : EventStatus.Failed, block);
        Tree.Telemetry?.NotSent("skipped", block.Instructions.Length - State.Reports.Length);
        Tree.Results.Tell(new RecordBlock(Now, new BlockOutcome(block, State.Reports)));
        State = State with
        {
            Past = PastWith(State, block, complete ? BlockEnd.Completed : BlockEnd.Failed, State.Reports.FirstOrDefault(r => r.Error is not null)?.Error),
            Assessed = settled.Assessed,
            Current = null,
            Reports = [],
            HasMoved = State.HasMoved || State.Reports.Any(r => r.IsConfirmed && CapitalRequest.IsMovedBy(r.Instruction.Operation)),
            Done = complete ? State.Done.Add(block.Id) : State.Done,
            Failed = complete ? State.Failed : State.Failed.Add(block.Id),
        };
        NextBlock();
    }

    /// <summary>Quantities must come out as expected. What a live trade costs may not: the price moves between plan and fill, which is a cost and no mismatch (§11.3).</summary>
    private void RequireExpectedDeltas(InstructionBlock block, ImmutableArray<ExecutionReport> reports)
    {
        foreach (var expected in block.ExpectedDeltas)
        {
            if (Run.Session is not null && block.Instructions.Any(i => i.Type == InstructionType.CexTrade && expected.Key == PositionKey.Token(i.Venue, "USDT")))
                continue; // the venue's statement is compared to the last digit instead
            var actual = reports.SelectMany(r => r.ActualDeltas).Where(d => d.Key == expected.Key).Sum(d => d.Amount);
            if (!Reconciliation.IsAsExpected(expected.Amount, actual))
                throw new BasisException("EXEC-007", $"{expected.Key} was expected to change by {expected.Amount} and changed by {actual}.", block.Id);
        }
    }

    /// <summary>Live, a stale tick closes nothing, and so ends nothing.</summary>
    private RunOutcome? Ending(RiskAssessed assessed, Plan plan) => Run.Session is not null && assessed.Computed.Positions.IsStale ? null : EndingOf(assessed, plan);

    /// <summary>A liquidation or a stop-loss ends the run after this tick.</summary>
    private static RunOutcome? EndingOf(RiskAssessed assessed, Plan plan)
    {
        if (assessed.Risk.LiquidatedVenue is { } venue)
            return RunOutcome.Halted(new BasisError("RSK-005", $"A position at {venue} was liquidated; everything else was closed.", venue));
        return plan.HaltsRun
            ? RunOutcome.Halted(new BasisError("LT-011", $"The run stopped for {plan.Reason} at a loss of {assessed.Risk.Loss:P2} since start."))
            : null;
    }

    private static EventType EventOf(Operation operation) => operation switch
    {
        Operation.AaveSupply => EventType.CollateralSupplied,
        Operation.AaveWithdraw => EventType.CollateralWithdrawn,
        Operation.CexSpotBuy or Operation.CexSpotSell => EventType.SpotTrade,
        Operation.PerpOpenShort or Operation.PerpReduceShort or Operation.Swap => EventType.TradeExecuted,
        Operation.Stake => EventType.StakeDeposit,
        Operation.UnstakeRequest or Operation.UnstakeClaim => EventType.StakeWithdrawal,
        Operation.AtomicLeverageEntry or Operation.AtomicDeleverageAave => EventType.AtomicTransaction,
        _ => EventType.VenueTransfer,
    };

    private void LogUnlessSilent(EventType type, EventStatus status, object payload)
    {
        if (Run.EventDetail != EventDetail.None)
            Log(type, status, payload);
    }
}
