using System.Collections.Immutable;

namespace BasisActors.Domain.Instructions;

/// <summary>Execution order of blocks: lower first, ties by creation (C-01).</summary>
public static class BlockPriority
{
    public const int Emergency = 0;
    public const int Margin = 1;
    public const int LoanToValue = 2;
    public const int Delta = 3;
    public const int Normal = 10;
}

/// <summary>Instructions that belong together (S-082…S-090).</summary>
public sealed record InstructionBlock
{
    /// <summary>Unique; derived from run, tick and sequence, so that a replay gives the same id.</summary>
    public required string Id { get; init; }

    public required StrategyAction Action { get; init; }

    public required int Priority { get; init; }

    public required ImmutableArray<Instruction> Instructions { get; init; }

    /// <summary>True when the legs are submitted together and reconciled together.</summary>
    public bool ParallelGroup { get; init; }

    /// <summary>Σ of the instructions' estimated deltas by position.</summary>
    public required ImmutableArray<Delta> ExpectedDeltas { get; init; }

    /// <summary>Blocks of the same plan that must complete first.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>Sums estimated deltas by position, in order of position key.</summary>
    public static ImmutableArray<Delta> Sum(IEnumerable<Instruction> instructions) =>
        [.. instructions.SelectMany(i => i.EstimatedDeltas).GroupBy(d => d.Key).OrderBy(g => g.Key).Select(g => new Delta(g.Key, g.Sum(d => d.Amount)))];
}
