using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;
using BasisActors.Host.Results;
using BasisActors.Host.Scenarios;

namespace BasisActors.Host.Stress;

/// <summary>One scenario and what became of the run.</summary>
/// <param name="Scenario">What was done; null for the data as it is.</param>
/// <param name="IsConcerned">False when the run reads none of the series that the scenario changes: it is then the calm one.</param>
/// <param name="Summary">What the run came to; null when it could not even be made.</param>
/// <param name="Failure">Why it could not be made.</param>
public sealed record StressRun(Scenario? Scenario, bool IsConcerned, RunSummary? Summary, BasisError? Failure)
{
    public const string Calm = "calm";

    public string Name => Scenario?.Name ?? Calm;

    public RunStatus Status => Summary?.Status ?? RunStatus.Failed;

    public BasisError? Error => Failure ?? Summary?.Error;

    /// <summary>The run went on to its last tick.</summary>
    public bool Survived => Status == RunStatus.Completed;

    /// <summary>The run ended the way the rules say: at its last tick, or halted by risk.</summary>
    public bool IsAsDocumented => Status is RunStatus.Completed or RunStatus.Halted;
}
