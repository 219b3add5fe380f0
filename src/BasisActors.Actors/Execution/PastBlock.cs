using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;

namespace BasisActors.Actors.Execution;

/// <summary>What became of a block.</summary>
public enum BlockEnd
{
    /// <summary>All of it was carried out.</summary>
    Completed,

    /// <summary>A step was not carried out, or in part.</summary>
    Failed,

    /// <summary>Never begun: one that it depends on failed, or a venue contradicts the ledger.</summary>
    Cancelled,

    /// <summary>Never begun: a check before trading refused it.</summary>
    Denied,
}

/// <summary>A block that is over.</summary>
/// <param name="Tick">Sequence of its tick.</param>
/// <param name="At">Time of its tick.</param>
/// <param name="Reason">The plan's reason.</param>
/// <param name="Block">As planned.</param>
/// <param name="Reports">One for each step that was sent.</param>
/// <param name="End">What became of it.</param>
/// <param name="Why">Why it did not complete; null when it did, or when the venue gave no reason.</param>
public sealed record PastBlock(long Tick, DateTimeOffset At, string Reason, InstructionBlock Block, ImmutableArray<ExecutionReport> Reports, BlockEnd End, BasisError? Why);
