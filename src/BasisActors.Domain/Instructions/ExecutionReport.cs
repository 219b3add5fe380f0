using System.Collections.Immutable;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Instructions;

public enum ExecutionStatus
{
    Confirmed,
    Failed,
    Cancelled,
}

/// <summary>What a venue did with an instruction. Actual deltas come from fills and receipts, never from the estimate.</summary>
public sealed record ExecutionReport
{
    public required Instruction Instruction { get; init; }

    public required ExecutionStatus Status { get; init; }

    public required DateTimeOffset ExecutedAt { get; init; }

    public ImmutableArray<Delta> ActualDeltas { get; init; } = [];

    /// <summary>How much of <see cref="Instruction.Amount"/> was carried out, same unit: all of it, or less when a trade filled in part; 0 unless confirmed.</summary>
    public decimal FilledAmount { get; init; }

    /// <summary>Price of a trade, quote per base; ETH per staked token of a staking step or a bundle; 0 otherwise.</summary>
    public decimal FillPrice { get; init; }

    /// <summary>Mid or mark at execution; 0 otherwise.</summary>
    public decimal ReferencePrice { get; init; }

    /// <summary>Exchange fee in USDT, not negative.</summary>
    public decimal Fee { get; init; }

    /// <summary>Fee of the flash loan in a bundle, WETH, not negative.</summary>
    public decimal FlashFee { get; init; }

    /// <summary>When what was sent arrives or what was requested can be claimed; null when everything happened at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public GasCharge Gas { get; init; }

    /// <summary>Why it failed or was cancelled.</summary>
    public BasisError? Error { get; init; }

    /// <summary>True when no real venue was involved.</summary>
    public bool Simulated { get; init; }

    /// <summary>True when gas is taken out of what is under way: money that an exchange sends may be the only money there is to pay it with.</summary>
    public bool PaysGasOnArrival => DueAt is not null && Instruction.Operation == Operation.TransferFromCex && Instruction.Symbol == Gas.Token;

    public bool IsConfirmed => Status == ExecutionStatus.Confirmed;

    /// <summary>True when all that was asked for was carried out.</summary>
    public bool IsComplete => IsConfirmed && FilledAmount == Instruction.Amount;
}
