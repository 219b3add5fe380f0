using BasisActors.Actors.Risk;
using BasisActors.Domain.Instructions;

namespace BasisActors.Actors.Strategies;

/// <summary>The strategy's answer to a tick: one action and its blocks, possibly none.</summary>
/// <param name="Assessed">The exposure and risk it was decided on.</param>
/// <param name="Plan">The decision.</param>
public sealed record InstructionBlocks(RiskAssessed Assessed, Plan Plan);

/// <summary>The blocks of the last plan are done, all of them or not.</summary>
/// <param name="IsComplete">False when a block failed or was cancelled.</param>
/// <param name="HasMoved">True when coins were bought, sold or freed for a deposit or withdrawal, whatever failed beside it.</param>
public sealed record PlanExecuted(bool IsComplete, bool HasMoved);
