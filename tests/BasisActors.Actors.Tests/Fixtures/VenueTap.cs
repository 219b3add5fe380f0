using BasisActors.Domain.Instructions;

namespace BasisActors.Actors.Tests.Fixtures;

/// <summary>A venue between the run and the real (simulated) one: can fail before or after the work is done, and alter what is said.</summary>
internal sealed class VenueTap(IExecutionVenue venue) : IExecutionVenue
{
    public Action<DateTimeOffset> BeforeAdvance { get; init; } = _ => { };

    public Action<DateTimeOffset> AfterAdvance { get; init; } = _ => { };

    public Action<Instruction> BeforeExecute { get; init; } = _ => { };

    /// <summary>A report that takes the place of the execution, or null.</summary>
    public Func<Instruction, DateTimeOffset, ExecutionReport?> Instead { get; init; } = (_, _) => null;

    public Func<ExecutionReport, ExecutionReport> Report { get; init; } = report => report;

    public Func<IReadOnlyList<Delta>, IReadOnlyList<Delta>> Holdings { get; init; } = holdings => holdings;

    public string Name => venue.Name;

    public void Advance(DateTimeOffset timestamp)
    {
        BeforeAdvance(timestamp);
        venue.Advance(timestamp);
        AfterAdvance(timestamp);
    }

    public ExecutionReport Execute(Instruction instruction, DateTimeOffset timestamp)
    {
        BeforeExecute(instruction);
        return Instead(instruction, timestamp) ?? Report(venue.Execute(instruction, timestamp));
    }

    public IReadOnlyList<Delta> Statement() => Holdings(venue.Statement());
}
