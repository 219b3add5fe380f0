namespace BasisActors.Domain.Instructions;

/// <summary>A place where instructions are carried out: an exchange, or a chain with its wallet.</summary>
public interface IExecutionVenue
{
    string Name { get; }

    /// <summary>Brings the venue to a timestamp: settles what is due there by its own rules, once; a repeated call for the same time does nothing.</summary>
    void Advance(DateTimeOffset timestamp);

    /// <summary>Executes an instruction. The same instruction id again returns the first report and does nothing.</summary>
    ExecutionReport Execute(Instruction instruction, DateTimeOffset timestamp);

    /// <summary>What the venue says it holds for us; the ledger is compared with it.</summary>
    IReadOnlyList<Delta> Statement();
}
