using BasisActors.Domain.Errors;

namespace BasisActors.Actors.Runs;

public enum RunStatus
{
    Completed,
    Cancelled,
    Halted,
    Failed,
}

/// <summary>How a run ended.</summary>
/// <param name="Status">Which way.</param>
/// <param name="Error">Why, unless it completed.</param>
public sealed record RunOutcome(RunStatus Status, BasisError? Error)
{
    public static readonly RunOutcome Completed = new(RunStatus.Completed, null);

    public static readonly RunOutcome Cancelled = new(RunStatus.Cancelled, null);

    /// <summary>Halted by risk.</summary>
    public static RunOutcome Halted(BasisError error) => new(RunStatus.Halted, error);

    public static RunOutcome Failed(BasisError error) => new(RunStatus.Failed, error);
}
