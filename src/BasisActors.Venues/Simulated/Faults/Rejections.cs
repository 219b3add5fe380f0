using BasisActors.Domain.Instructions;

namespace BasisActors.Venues.Simulated.Faults;

/// <summary>A share of all instructions is refused.</summary>
/// <param name="venue">Any venue.</param>
/// <param name="share">Probability of a refusal, 0 to 1.</param>
/// <param name="seed">Which ones.</param>
public sealed class Rejections(IExecutionVenue venue, decimal share, int seed) : FaultyVenue(venue)
{
    private protected override ExecutionReport Answer(IExecutionVenue sound, Instruction instruction, DateTimeOffset timestamp) =>
        FaultDraw.Of(seed, "rejection", instruction.Id) < share
            ? Refused(instruction, timestamp, $"{Name} refuses {instruction.Operation.Name()} (scenario rejections).", "EXI-001")
            : sound.Execute(instruction, timestamp);
}
