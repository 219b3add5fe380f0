using BasisActors.Domain.Instructions;
using BasisActors.Domain.Numerics;

namespace BasisActors.Venues.Simulated.Faults;

/// <summary>
/// A share of the trades fills in part: the venue does a smaller trade at the price of that trade, and the rest of the order is gone. A part that the venue would
/// refuse by itself, such as one below its minimum, is not made: the order then fills whole.
/// </summary>
/// <param name="venue">An exchange; a chain has no trades and is unchanged.</param>
/// <param name="share">Probability that a trade is concerned, 0 to 1.</param>
/// <param name="least">Smallest part of the amount.</param>
/// <param name="most">Largest part of the amount.</param>
/// <param name="seed">Which ones, and how much.</param>
public sealed class PartialFills(IExecutionVenue venue, decimal share, decimal least, decimal most, int seed) : FaultyVenue(venue)
{
    private protected override ExecutionReport Answer(IExecutionVenue sound, Instruction instruction, DateTimeOffset timestamp)
    {
        if (instruction.Type != InstructionType.CexTrade || FaultDraw.Of(seed, "partial", instruction.Id) >= share)
            return sound.Execute(instruction, timestamp);
        var filled = Amount.Round(instruction.Amount * (least + (most - least) * FaultDraw.Of(seed, "fill", instruction.Id)));
        var part = sound.Execute(instruction with { Id = instruction.Id + "/part", Amount = filled }, timestamp);
        return part.IsConfirmed ? part with { Instruction = instruction } : sound.Execute(instruction, timestamp);
    }
}
