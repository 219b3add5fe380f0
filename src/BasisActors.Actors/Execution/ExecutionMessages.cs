using BasisActors.Actors.Clock;
using BasisActors.Actors.Risk;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Instructions;

namespace BasisActors.Actors.Execution;

/// <summary>Carry out one instruction at the venue of the receiver.</summary>
public sealed record Execute(Tick Tick, Instruction Instruction);

/// <summary>Ledger, exposure and risk have taken in a block's reports.</summary>
public sealed record BlockSettled(string BlockId, RiskAssessed Assessed);

/// <summary>All blocks of the tick are done (or there were none).</summary>
/// <param name="Assessed">Risk of the closing book.</param>
/// <param name="Plan">What was executed.</param>
/// <param name="Ending">Set when the run must not go on.</param>
public sealed record TickExecuted(RiskAssessed Assessed, Plan Plan, RunOutcome? Ending);
