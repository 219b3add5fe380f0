using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// The rules of one mode. A tick is answered on one path (S-102, S-104): decide → desired position → gaps → blocks. Pure: no I/O, no clock, no memory of the market.
/// </summary>
/// <param name="setup">The references it gets once.</param>
/// <param name="resting">The plan of a tick on which nothing is to be done; made once, so that a quiet tick allocates nothing.</param>
public abstract class Strategy(StrategySetup setup, Plan resting)
{
    protected StrategySetup Setup => setup;

    protected RunConfiguration Configuration => setup.Configuration;

    /// <summary>A withdrawal of at least this share of equity closes everything.</summary>
    protected const decimal FullExitShare = 0.95m;

    /// <summary>A deposit of at least this share of the equity before it is a full entry.</summary>
    protected const decimal FullEntryShare = 0.50m;

    /// <summary>Answers one tick (S-068, S-071): the decision by precedence, then its blocks.</summary>
    public Plan UpdateState(in StrategyInput input)
    {
        if (!input.Risk.IsEmergency && HasMoneyInTransit(input.Book))
            return InTransit;
        var decision = Decide(input);
        if (decision is null)
            return input.Pending is null ? resting : resting with { AnswersFlow = true };
        if (input.ReduceOnly && decision.AddsRisk)
            return input.HoldReason is { } reason ? Plan.Hold(reason) : CircuitOpen;
        var plan = decision.Action switch
        {
            StrategyAction.EntryFull => EntryFull(decision, input),
            StrategyAction.EntryPartial => EntryPartial(decision, input),
            StrategyAction.ExitFull => ExitFull(decision, input),
            StrategyAction.ExitPartial => ExitPartial(decision, input),
            _ => SellDust(decision, input),
        };
        return plan with { AllTriggers = input.Risk.Triggers, SnapshotId = input.Snapshot.Id, AnswersFlow = plan.AnswersFlow || decision.DeploysIdle, AddsRisk = decision.AddsRisk };
    }

    /// <summary>
    /// Chooses by the precedence of domain reference §2: stop-loss, emergency, what is due, critical risk, withdrawal, the mode's table, deposit or idle capital, dust. Null holds.
    /// </summary>
    public Decision? Decide(in StrategyInput input)
    {
        if (StopReason(input) is { } stop)
            return new Decision(StrategyAction.ExitFull, ChangeType.Rebalance, stop) { HaltsRun = true };
        var critical = Configuration.RebalancingEnabled ? CriticalRisk(input) : null;
        if (critical is not { Reason: HedgeReasons.Emergency } && Due(input) is { } due)
            return due;
        if (critical is not null)
            return critical;
        return input.Pending switch
        {
            { Kind: CapitalRequestKind.Withdrawal } withdrawal => Withdrawal(withdrawal, input),
            { Kind: CapitalRequestKind.Deposit } deposit => ByTable(input) ?? Deposit(deposit, input),
            _ => ByTable(input) ?? Idle(input) ?? Dust(input),
        };
    }

    /// <summary>What only time has made possible, such as a claim that can be collected, or null.</summary>
    protected virtual Decision? Due(in StrategyInput input) => null;

    /// <summary>A risk that must be reduced before anything else, or null.</summary>
    protected virtual Decision? CriticalRisk(in StrategyInput input) => null;

    /// <summary>The mode's decision table, or null to hold.</summary>
    protected abstract Decision? ByTable(in StrategyInput input);

    /// <summary>The answer to a deposit that is already booked, or null when the mode leaves it idle for its table.</summary>
    protected abstract Decision? Deposit(CapitalRequest deposit, in StrategyInput input);

    /// <summary>The answer to capital that is idle or over-deployed while no flow waits, or null to hold.</summary>
    protected virtual Decision? Idle(in StrategyInput input) => null;

    /// <summary>The answer to tokens that are neither money nor a leg of the mode, or null to keep them.</summary>
    protected virtual Decision? Dust(in StrategyInput input) => null;

    /// <summary>Complete target position across all venues (S-077).</summary>
    protected virtual Plan EntryFull(Decision decision, in StrategyInput input) => Move(decision, input);

    /// <summary>Incremental increase (S-078).</summary>
    protected virtual Plan EntryPartial(Decision decision, in StrategyInput input) => Move(decision, input);

    /// <summary>Complete unwind to cash (S-079).</summary>
    protected virtual Plan ExitFull(Decision decision, in StrategyInput input) => Move(decision, input);

    /// <summary>Incremental decrease (S-080).</summary>
    protected virtual Plan ExitPartial(Decision decision, in StrategyInput input) => Move(decision, input);

    /// <summary>Converts dust to the share-class currency (S-081); a mode without dust holds.</summary>
    protected virtual Plan SellDust(Decision decision, in StrategyInput input) => resting;

    /// <summary>Desired position → gaps → blocks.</summary>
    protected abstract Plan Move(Decision decision, in StrategyInput input);

    /// <summary>Money between two accounts is nowhere that a plan could use it: the plan waits until it has arrived.</summary>
    private static readonly Plan InTransit = Plan.Hold("in_transit");

    private static readonly Plan CircuitOpen = Plan.Hold("circuit_breaker");

    private static bool HasMoneyInTransit(Book book)
    {
        foreach (var receivable in book.Receivables)
        {
            if (receivable.Held.Type == PositionType.Transit)
                return true;
        }

        return false;
    }

    /// <summary>Size of a reserve, where the run's own size moves its rates; none otherwise.</summary>
    protected static ImmutableArray<SeriesKey> OwnSizeSeries(RunConfiguration configuration, string token) => configuration.OwnSize?.ContainsKey(token) == true
        ? [new(SeriesKind.TotalSupplied, AavePositions.Venue, token), new(SeriesKind.TotalBorrowed, AavePositions.Venue, token)]
        : [];

    private static string? StopReason(in StrategyInput input) =>
        input.Halted ? "kill_switch"
        : input.Risk.LiquidatedVenue is not null ? "liquidated"
        : input.Risk.StopLossReached ? "stop_loss"
        : input.Risk.DrawdownStopReached ? "max_drawdown"
        : null;

    private static Decision Withdrawal(CapitalRequest request, in StrategyInput input)
    {
        var all = request.Amount >= FullExitShare * input.Exposure.Equity;
        return new Decision(all ? StrategyAction.ExitFull : StrategyAction.ExitPartial, ChangeType.Withdrawal, "withdrawal") { Flow = request };
    }

    /// <summary>Names the entries of a plan's state.</summary>
    protected static ImmutableSortedDictionary<string, T> Named<T>(params ReadOnlySpan<(string Name, T Value)> items)
    {
        var builder = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var (name, value) in items)
            builder.Add(name, value);
        return builder.ToImmutable();
    }
}

/// <summary>What was decided, before it is broken down.</summary>
/// <param name="Action">One of the five.</param>
/// <param name="Change">What is answered.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record Decision(StrategyAction Action, ChangeType Change, string Reason)
{
    /// <summary>The deposit or withdrawal answered, or null.</summary>
    public CapitalRequest? Flow { get; init; }

    /// <summary>Fraction of the position to keep in a risk reduction; 1 otherwise.</summary>
    public decimal Keep { get; init; } = 1;

    public bool HaltsRun { get; init; }

    /// <summary>True for what an open circuit breaker holds back: entries of any kind, except the repair of a hedge.</summary>
    public bool AddsRisk => Action is StrategyAction.EntryFull or StrategyAction.EntryPartial && Reason != HedgeReasons.DeltaDrift;

    /// <summary>True when the answer sizes by all equity, so that a waiting deposit is deployed with it.</summary>
    public bool DeploysIdle => Change == ChangeType.InitialSetup;
}
