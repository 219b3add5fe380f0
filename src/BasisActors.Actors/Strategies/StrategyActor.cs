using System.Collections.Frozen;
using System.Collections.Immutable;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Events;
using BasisActors.Actors.Exposure;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Risk;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Telemetry;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Risk;
using BasisActors.Domain.Strategies;

namespace BasisActors.Actors.Strategies;

/// <summary>One entry of the action history (S-017).</summary>
public readonly record struct PastAction(long Tick, DateTimeOffset Timestamp, StrategyAction Action, string Reason, int Blocks);

/// <summary>What a strategy actor keeps (S-015…S-021).</summary>
public sealed record StrategyState
{
    public static readonly StrategyState Initial = new();

    public StrategyAction? CurrentAction { get; init; }

    public DateTimeOffset? LastDecision { get; init; }

    /// <summary>Plans with blocks and changes of action, newest last; bounded by <c>action_history_limit</c>.</summary>
    public ImmutableQueue<PastAction> History { get; init; } = [];

    public int HistoryCount { get; init; }

    public long BlocksGenerated { get; init; }

    public long ExecutionCount { get; init; }

    /// <summary>Deposits and withdrawals that still wait to be answered, oldest first.</summary>
    public ImmutableQueue<CapitalRequest> Pending { get; init; } = [];

    /// <summary>What will wait once the plan in hand is executed; null when no plan is.</summary>
    public ImmutableQueue<CapitalRequest>? PendingAfterPlan { get; init; }

    public bool Halted { get; init; }

    /// <summary>What an operator has asked for at this tick: true halts, false resumes.</summary>
    public bool? Asked { get; init; }

    /// <summary>What a live run may do; free in a backtest, where the circuit breaker holds and lets go.</summary>
    public TradingGuard Guard { get; init; } = TradingGuard.Free;

    public CircuitBreaker Breaker { get; init; }

    /// <summary>Reward tokens held; null when there are none.</summary>
    public DustHeld? Dust { get; init; }
}

/// <summary>The payload of a state update (S-178).</summary>
public sealed record StrategyUpdate(TickTrigger Trigger, StrategyAction? Action, int Blocks, long BlocksGenerated, long ExecutionCount);

/// <summary>
/// Joins tick, exposure and risk of one sequence, decides inside that one handler, and answers with instruction blocks. Never executes.
/// </summary>
public sealed class StrategyActor : Component<StrategyState>
{
    private static readonly Plan MarketStalePlan = Plan.Hold("market_stale");

    private readonly Strategy _strategy;
    private readonly FrozenSet<string> _venues;
    private readonly bool _receivesRewards;
    private Tick? _tick;
    private ExposureComputed? _exposure;

    public StrategyActor(RunContext run, RunTree tree, ComponentCell<StrategyState> cell)
        : base(run, tree, cell)
    {
        _strategy = StrategyFactory.Create(new StrategySetup(run.Key, run.Configuration, run.Chart, run.Market, run.Costs));
        _receivesRewards = run.Configuration.Staking is { SeasonalRewards: true };
        _venues = run.Configuration.Venues.Select(v => v.Name).ToFrozenSet(StringComparer.Ordinal);
    }

    protected override string? Behaviour => State.Halted ? "halted" : State.Guard.State.ToString().ToLowerInvariant();

    protected override IEnumerable<Fact> Facts()
    {
        yield return new Fact("mode", Run.Configuration.Mode);
        yield return new Fact("action", State.CurrentAction?.Name());
        yield return new Fact("reason", State.History.IsEmpty ? null : State.History.Last().Reason);
        yield return new Fact("last_decision", State.LastDecision);
        yield return new Fact("decisions", State.ExecutionCount);
        yield return new Fact("blocks_generated", State.BlocksGenerated);
        yield return new Fact("history", State.HistoryCount);
        yield return new Fact("requests_pending", State.Pending.Count());
        yield return new Fact("held_for", State.Guard.Hold?.Reason);
        yield return new Fact("held_since", State.Guard.Hold?.Since);
        yield return new Fact("breaker_open_until", State.Breaker.IsOpen(Now) ? State.Breaker.OpenUntil : null);
    }

    protected override void Handle(object message)
    {
        switch (message)
        {
            case Tick tick:
                _tick = tick;
                break;
            case ExposureComputed exposure:
                _exposure = exposure;
                break;
            case RiskAssessed risk:
                Decide(risk);
                break;
            case PlanExecuted executed:
                // A flow is answered when its blocks are done; one whose payout or deployment failed is planned again.
                var left = executed.IsComplete ? State.PendingAfterPlan ?? State.Pending : State.Pending;
                State = State with
                {
                    Pending = executed.HasMoved && !left.IsEmpty && ReferenceEquals(left.Peek(), State.Pending.Peek()) ? Moved(left) : left,
                    PendingAfterPlan = null,
                    Breaker = State.Breaker.Executed(executed.IsComplete),
                };
                break;
            case KillSwitch:
                State = State with { Halted = true };
                break;
            case HoldRisk hold:
                State = State with { Asked = hold.IsHeld };
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override ComponentReport Describe(ComponentReport report) =>
        report with { CurrentAction = State.CurrentAction?.ToString(), InstructionBlocksGenerated = State.BlocksGenerated };

    private void Decide(RiskAssessed assessed)
    {
        var tick = assessed.Tick;
        // After a restart the two other parts of the join are gone; risk carries them, so the decision is the same.
        var exposure = _exposure?.Tick == tick ? _exposure : assessed.Computed;
        if (_tick is not null && _tick.Sequence != tick.Sequence)
            throw new BasisException("STRAT-001", $"Risk of tick {tick.Sequence} arrived while tick {_tick.Sequence} is open.", Name);
        Now = tick.Timestamp;
        Tree.Telemetry?.Begin(SpanNames.Strategy);
        var pending = State.Pending;
        foreach (var flow in tick.Flows)
            pending = pending.Enqueue(flow);
        var answerable = Answerable(pending, tick);
        var breaker = exposure.Positions.IsStale ? State.Breaker : State.Breaker.Observe(tick.Timestamp, assessed.Risk, Run.Configuration.Risk);
        if (breaker.OpenUntil != State.Breaker.OpenUntil && !State.Breaker.IsOpen(tick.Timestamp) && Run.EventDetail != EventDetail.None)
            Log(EventType.RiskAlert, EventStatus.Complete, assessed.Risk);
        var dust = _receivesRewards ? DustHeld.Observe(State.Dust, exposure.Positions.Book, tick.Timestamp) : null;
        var guard = GuardOf(tick, exposure, breaker);
        if (exposure.Positions.Check.IsInDoubt)
            answerable = null; // nobody's money is taken or paid by books that are in doubt
        var reduceOnly = Run.Session is null ? breaker.IsOpen(tick.Timestamp) : guard.Hold is not null;
        var plan = exposure.Positions.IsStale ? MarketStalePlan : PlanOf(tick, exposure, assessed, answerable, reduceOnly, guard.Hold?.Reason, dust);
        if (reduceOnly)
            plan = plan with { CircuitOpen = Run.Session is null, HeldBy = guard.Hold };
        if (!plan.Blocks.IsEmpty)
            RequireRules(plan);

        LogState(EventType.StateUpdate, EventStatus.Pending, State.CurrentAction);
        var unanswered = Unanswered(pending, plan, answerable);
        State = plan.Blocks.IsEmpty ? Next(plan, tick, unanswered, null, breaker, guard, dust) : Next(plan, tick, pending, unanswered, breaker, guard, dust);
        LogState(EventType.StateUpdate, EventStatus.Complete, new StrategyUpdate(tick.Trigger, plan.Action, plan.Blocks.Length, State.BlocksGenerated, State.ExecutionCount));
        if (!plan.Blocks.IsEmpty && Run.EventDetail != EventDetail.None)
            Log(EventType.StrategyDecision, EventStatus.Complete, plan);
        Tree.Telemetry?.Decided(plan);
        var answer = new InstructionBlocks(assessed, plan);
        Tree.Clock.Tell(answer);
        Tree.Execution.Tell(answer);
    }

    private Plan PlanOf(Tick tick, ExposureComputed exposure, RiskAssessed assessed, CapitalRequest? answerable, bool reduceOnly, string? holdReason, DustHeld? dust)
    {
        try
        {
            return _strategy.UpdateState(new StrategyInput(
                tick.Sequence, Run.Market.At(tick.Timestamp), exposure.Positions.Book, exposure.Exposure, assessed.Risk, answerable, State.Halted)
            {
                DepositWaits = IsBookedNow(tick),
                ReduceOnly = reduceOnly,
                HoldReason = holdReason,
                Dust = dust,
            });
        }
        catch (BasisException failure)
        {
            if (Run.EventDetail != EventDetail.None)
                Log(EventType.ActionDecisionFailed, EventStatus.Failed, failure.Error);
            throw;
        }
    }

    /// <summary>Live, what holds the run back is judged at each tick, and every change of it is told.</summary>
    private TradingGuard GuardOf(Tick tick, ExposureComputed exposure, CircuitBreaker breaker)
    {
        if (Run.Session is not { } live)
            return State.Guard;
        var opened = breaker.OpenUntil != State.Breaker.OpenUntil ? breaker.Reason : null;
        var guard = State.Guard.Observe(new GuardSigns(tick.Timestamp, State.Asked, exposure.Positions.Check, opened, tick.Silence, live.Interval), live.Limits);
        if (guard != State.Guard && Run.EventDetail != EventDetail.None)
            Log(EventType.TradingStateChanged, EventStatus.Complete, guard.Hold ?? new TradingHold(TradingState.Running, State.Asked == false ? "resumed" : "reason_gone", tick.Timestamp));
        return guard;
    }

    /// <summary>The oldest request; but a deposit is booked at its tick and deployed at the next one.</summary>
    private static CapitalRequest? Answerable(ImmutableQueue<CapitalRequest> pending, Tick tick)
    {
        if (pending.IsEmpty)
            return null;
        var oldest = pending.Peek();
        return oldest.Kind == CapitalRequestKind.Deposit && tick.Flows.Contains(oldest) ? null : oldest;
    }

    private static ImmutableQueue<CapitalRequest> Moved(ImmutableQueue<CapitalRequest> pending)
    {
        var rest = pending.Dequeue(out var first);
        return first.AfterMove() is { } left ? [left, .. rest] : rest;
    }

    private static bool IsBookedNow(Tick tick)
    {
        foreach (var flow in tick.Flows)
        {
            if (flow.Kind == CapitalRequestKind.Deposit)
                return true;
        }

        return false;
    }

    private static ImmutableQueue<CapitalRequest> Unanswered(ImmutableQueue<CapitalRequest> pending, Plan plan, CapitalRequest? answerable)
    {
        if (plan is { Change: ChangeType.InitialSetup, Blocks.IsEmpty: false })
            return [.. pending.Where(r => r.Kind == CapitalRequestKind.Withdrawal)]; // sized by all equity, booked deposits included
        return plan.AnswersFlow && answerable is not null ? pending.Dequeue() : pending;
    }

    private void RequireRules(Plan plan)
    {
        var violations = PlanRules.Check(plan, Run.Chart, _venues);
        if (violations.IsEmpty)
            return;
        if (Run.EventDetail != EventDetail.None)
            Log(EventType.InstructionBlockGenerationFailed, EventStatus.Failed, violations[0]);
        throw new BasisException(violations[0]);
    }

    private StrategyState Next(
        Plan plan, Tick tick, ImmutableQueue<CapitalRequest> pending, ImmutableQueue<CapitalRequest>? pendingAfterPlan, in CircuitBreaker breaker, TradingGuard guard, DustHeld? dust)
    {
        var history = State.History;
        var count = State.HistoryCount;
        if (!plan.Blocks.IsEmpty || plan.Action != State.CurrentAction)
        {
            history = history.Enqueue(new PastAction(tick.Sequence, tick.Timestamp, plan.Action, plan.Reason, plan.Blocks.Length));
            if (++count > Run.Configuration.ActionHistoryLimit)
            {
                history = history.Dequeue();
                count--;
            }
        }

        return State with
        {
            CurrentAction = plan.Action,
            LastDecision = tick.Timestamp,
            History = history,
            HistoryCount = count,
            BlocksGenerated = State.BlocksGenerated + plan.Blocks.Length,
            ExecutionCount = State.ExecutionCount + 1,
            Pending = pending,
            PendingAfterPlan = pendingAfterPlan,
            Breaker = breaker,
            Guard = guard,
            Asked = null,
            Dust = dust,
        };
    }
}
