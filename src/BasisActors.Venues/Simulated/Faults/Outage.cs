using BasisActors.Domain.Instructions;

namespace BasisActors.Venues.Simulated.Faults;

/// <summary>An exchange cannot be reached for a while: it refuses every instruction, and so does the chain for transfers to and from it.</summary>
/// <param name="venue">The exchange, or the chain.</param>
/// <param name="name">Who is out.</param>
/// <param name="from">First instant of the outage.</param>
/// <param name="to">First instant after it.</param>
public sealed class Outage(IExecutionVenue venue, string name, DateTimeOffset from, DateTimeOffset to) : FaultyVenue(venue)
{
    private protected override ExecutionReport Answer(IExecutionVenue sound, Instruction instruction, DateTimeOffset timestamp) =>
        instruction.Venue == name && timestamp >= from && timestamp < to
            ? Refused(instruction, timestamp, $"{name} is not available (scenario venue_outage).", "EXI-003")
            : sound.Execute(instruction, timestamp);
}
