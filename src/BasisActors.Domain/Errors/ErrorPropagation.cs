namespace BasisActors.Domain.Errors;

/// <summary>What happens to a run when a component raises an error.</summary>
public enum Reaction
{
    LogOnly,
    ContinueDegraded,
    RetryThenEscalate,
    Halt,
    AbortRun,
}

/// <summary>The propagation rules (S-193…S-196, C-28, C-43): severity and execution mode decide, nothing else.</summary>
public static class ErrorPropagation
{
    /// <summary>Retries of a HIGH error in live before it becomes CRITICAL.</summary>
    public const int MaxRetries = 3;

    public static Reaction For(Severity severity, bool live) => severity switch
    {
        Severity.Low => Reaction.LogOnly,
        Severity.Medium => Reaction.ContinueDegraded,
        Severity.High => live ? Reaction.RetryThenEscalate : Reaction.AbortRun,
        Severity.Critical => live ? Reaction.Halt : Reaction.AbortRun,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };

    /// <summary>Pause before retry <paramref name="attempt"/> (1-based): 1 s, 2 s, 4 s.</summary>
    public static TimeSpan Backoff(int attempt) => TimeSpan.FromSeconds(1 << (attempt - 1));
}
