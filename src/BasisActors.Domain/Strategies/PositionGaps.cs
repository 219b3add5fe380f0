using System.Collections.Immutable;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;

namespace BasisActors.Domain.Strategies;

/// <summary>The distances that the blocks of a plan close, position by position.</summary>
internal static class PositionGaps
{
    public static ImmutableArray<Gap> Of(ImmutableArray<InstructionBlock> blocks, Book book) =>
    [
        .. InstructionBlock.Sum(blocks.SelectMany(b => b.Instructions))
            .Where(d => d.Amount != 0)
            .Select(d => new Gap(d.Key.ToString(), book.Quantity(d.Key), book.Quantity(d.Key) + d.Amount, 0)),
    ];
}
