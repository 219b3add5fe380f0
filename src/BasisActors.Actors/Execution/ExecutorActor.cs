using BasisActors.Actors.Clock;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Instructions;

namespace BasisActors.Actors.Execution;

/// <summary>
/// One venue's hands: <c>cex-{venue}</c> for an exchange, <c>on-chain</c> for wallet, lending and transfers. The venue itself, simulated or real, is behind
/// <see cref="IExecutionVenue"/> and remembers instruction ids, so a repeated instruction is answered and not repeated.
/// </summary>
public sealed class ExecutorActor(RunContext run, RunTree tree, ComponentCell<long> cell, IExecutionVenue venue) : Component<long>(run, tree, cell)
{
    protected override IEnumerable<Fact> Facts() => [new Fact("venue", venue.Name), new Fact("executions", State)];

    protected override void Handle(object message)
    {
        switch (message)
        {
            case Tick tick:
                Now = tick.Timestamp;
                venue.Advance(tick.Timestamp);
                break;
            case Execute execute:
                var report = venue.Execute(execute.Instruction, execute.Tick.Timestamp);
                State++;
                Tree.Execution.Tell(report);
                break;
            case QueryStatement:
                Tree.Ledger.Tell(new VenueStatement(venue.Name, venue.Statement()));
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
