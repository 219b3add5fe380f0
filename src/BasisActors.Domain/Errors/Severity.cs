namespace BasisActors.Domain.Errors;

/// <summary>How far an error reaches. The rules of propagation are in <see cref="ErrorPropagation"/>.</summary>
public enum Severity
{
    /// <summary>Logged only.</summary>
    Low,

    /// <summary>Logged; work goes on degraded.</summary>
    Medium,

    /// <summary>Retried in live, at most three times; aborts a backtest.</summary>
    High,

    /// <summary>Stops new risk; restarts the tree or halts.</summary>
    Critical,
}
