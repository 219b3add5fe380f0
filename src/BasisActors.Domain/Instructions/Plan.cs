using System.Collections.Immutable;
using BasisActors.Domain.Risk;

namespace BasisActors.Domain.Instructions;

/// <summary>What made the strategy plan (S-102). One planning path serves all four.</summary>
public enum ChangeType
{
    InitialSetup,
    Deposit,
    Withdrawal,
    Rebalance,
}

/// <summary>Distance of one target from where it is.</summary>
/// <param name="Name">Name of the target, such as <c>btc_spot</c>.</param>
/// <param name="Current">Where it is.</param>
/// <param name="Desired">Where it should be.</param>
/// <param name="Threshold">Smallest distance worth trading, same unit.</param>
public readonly record struct Gap(string Name, decimal Current, decimal Desired, decimal Threshold)
{
    public decimal Size => Desired - Current;

    public bool IsOpen => Math.Abs(Size) > Threshold;
}

/// <summary>The answer of a strategy to one tick: one action, the gaps it closes, the blocks that close them; possibly none (S-105).</summary>
public sealed record Plan
{
    public required StrategyAction Action { get; init; }

    /// <summary>What is being answered; null when nothing is to be done.</summary>
    public ChangeType? Change { get; init; }

    /// <summary>Why, for people: <c>funding_above_entry</c>, <c>hold</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The tick's market snapshot.</summary>
    public int SnapshotId { get; init; }

    /// <summary>Desired values by name, as the mode states them (C-05).</summary>
    public ImmutableSortedDictionary<string, TargetValue> DesiredState { get; init; } = ImmutableSortedDictionary<string, TargetValue>.Empty;

    /// <summary>Facts the targets were computed from: prices, funding, APY.</summary>
    public ImmutableSortedDictionary<string, decimal> Facts { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    public ImmutableArray<Gap> Gaps { get; init; } = [];

    public ImmutableArray<InstructionBlock> Blocks { get; init; } = [];

    public ImmutableArray<RiskTrigger> AllTriggers { get; init; } = [];

    /// <summary>True when the run must stop once the blocks are done (stop-loss).</summary>
    public bool HaltsRun { get; init; }

    /// <summary>True when the plan answers the pending deposit or withdrawal.</summary>
    public bool AnswersFlow { get; init; }

    /// <summary>True when it was made while the circuit breaker was open.</summary>
    public bool CircuitOpen { get; init; }

    /// <summary>True when it enters something; the repair of a hedge does not count.</summary>
    public bool AddsRisk { get; init; }

    /// <summary>What held the run back while it was made; null in a backtest, and while nothing did.</summary>
    public TradingHold? HeldBy { get; init; }

    /// <summary>The plan that does nothing. The specification knows no "hold": it is sell_dust without blocks.</summary>
    public static Plan Hold(string reason) => new() { Action = StrategyAction.SellDust, Reason = reason };
}
