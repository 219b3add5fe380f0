using System.Collections.Immutable;
using BasisActors.Domain.Ledger;

namespace BasisActors.Domain.Instructions;

/// <summary>A change of a position's quantity.</summary>
public readonly record struct Delta(PositionKey Key, decimal Amount);

/// <summary>One step for one executor (domain reference §3.4). Re-sending the same id must not execute twice.</summary>
public sealed record Instruction
{
    /// <summary>Unique and derived from run, tick, block and step; also the idempotency key.</summary>
    public required string Id { get; init; }

    public required Operation Operation { get; init; }

    /// <summary>The venue that executes it; for a transfer, the exchange at the other end.</summary>
    public required string Venue { get; init; }

    /// <summary>Token of a transfer, payout or lending step; pair of a trade; token sold by a swap; staked token of a staking step or a bundle.</summary>
    public required string Symbol { get; init; }

    /// <summary>
    /// Positive magnitude: tokens, or base units of a trade. Of a leverage entry the ETH taken from the wallet (0 when a position is only levered up again),
    /// of a deleverage the staked tokens withdrawn.
    /// </summary>
    public required decimal Amount { get; init; }

    /// <summary>What an atomic bundle does besides; null for anything else.</summary>
    public BundleTerms? Bundle { get; init; }

    /// <summary>Token that a swap brings; null for anything else.</summary>
    public string? Into { get; init; }

    /// <summary>Id of the request whose claim is collected; null for anything else.</summary>
    public string? ClaimId { get; init; }

    /// <summary>A trade that may only shrink a position.</summary>
    public bool ReduceOnly { get; init; }

    /// <summary>Price beyond which the leg that opens a live block is not sent; null for any other.</summary>
    public decimal? WorstPrice { get; init; }

    /// <summary>Expected change of our positions at snapshot prices, costs included.</summary>
    public required ImmutableArray<Delta> EstimatedDeltas { get; init; }

    /// <summary>Expected fees, gas and slippage, USDT.</summary>
    public required decimal EstimatedCost { get; init; }

    public InstructionType Type => OperationCatalogue.Of(Operation).Type;
}
