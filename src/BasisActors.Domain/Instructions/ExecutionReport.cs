using System.Collections.Immutable;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;

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

    /// <summary>Exchange fee in USDT, not negative. The part that was taken in coin is in it, at the price of the fill.</summary>
    public decimal Fee { get; init; }

    /// <summary>What the exchange kept of the coins of a spot trade as its fee, coins, not negative; 0 where it takes its fee in USDT.</summary>
    public decimal FeeInCoin { get; init; }

    /// <summary>Executions that a trade was filled in; 0 where that is not known.</summary>
    public int Fills { get; init; }

    /// <summary>Fee of the flash loan in a bundle, WETH, not negative.</summary>
    public decimal FlashFee { get; init; }

    /// <summary>When what was sent arrives or what was requested can be claimed; null when everything happened at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public GasCharge Gas { get; init; }

    /// <summary>The balance that gas is taken from: the wallet's, or what is under way to it, since a withdrawal from an exchange pays out of what it sends.</summary>
    public PositionKey GasPayer => GasPayerOf(Instruction.Operation, Instruction.Symbol, Gas.Token, DueAt is not null);

    /// <summary>Why it failed or was cancelled.</summary>
    public BasisError? Error { get; init; }

    /// <summary>True when no real venue was involved.</summary>
    public bool Simulated { get; init; }

    public bool IsConfirmed => Status == ExecutionStatus.Confirmed;

    /// <summary>True when all that was asked for was carried out.</summary>
    public bool IsComplete => IsConfirmed && FilledAmount == Instruction.Amount;

    internal static PositionKey GasPayerOf(Operation operation, string symbol, string gasToken, bool takesTime) =>
        operation == Operation.TransferFromCex && symbol == gasToken && takesTime ? PositionKey.InTransit(gasToken) : PositionKey.Token("wallet", gasToken);
}
