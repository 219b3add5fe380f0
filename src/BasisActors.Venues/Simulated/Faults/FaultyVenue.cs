using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;

namespace BasisActors.Venues.Simulated.Faults;

/// <summary>
/// A simulated venue that something is wrong with. Settlement and statement are those of the venue itself. A refusal is of severity MEDIUM whatever the venue of
/// a live run would call it (the finer code says that): the block fails, the rest is planned again, and a backtest survives what a live run would survive.
/// </summary>
public abstract class FaultyVenue(IExecutionVenue venue) : IExecutionVenue
{
    private readonly Dictionary<string, ExecutionReport> _answered = new(StringComparer.Ordinal);

    public string Name => venue.Name;

    public void Advance(DateTimeOffset timestamp) => venue.Advance(timestamp);

    public IReadOnlyList<Delta> Statement() => venue.Statement();

    public ExecutionReport Execute(Instruction instruction, DateTimeOffset timestamp)
    {
        if (_answered.TryGetValue(instruction.Id, out var known))
            return known;
        var report = Answer(venue, instruction, timestamp);
        _answered.Add(instruction.Id, report);
        return report;
    }

    private protected abstract ExecutionReport Answer(IExecutionVenue sound, Instruction instruction, DateTimeOffset timestamp);

    private protected static ExecutionReport Refused(Instruction instruction, DateTimeOffset timestamp, string message, string subCode) => new()
    {
        Instruction = instruction,
        Status = ExecutionStatus.Failed,
        ExecutedAt = timestamp,
        Simulated = true,
        Error = new BasisError("EXEC-004", message, instruction.Id, SubCode: subCode),
    };
}
