namespace BasisActors.Domain.Strategies;

public enum CapitalRequestKind
{
    Deposit,
    Withdrawal,
}

/// <summary>An investor's deposit or withdrawal (domain reference §3.2).</summary>
/// <param name="Kind">Which.</param>
/// <param name="Amount">Share-class currency, above 0.</param>
/// <param name="EffectiveAt">The first tick at or after this time takes it.</param>
public sealed record CapitalRequest(CapitalRequestKind Kind, decimal Amount, DateTimeOffset EffectiveAt)
{
    /// <summary>True once a plan has unwound for it. It is not unwound a second time: what is loose is sold, and then it is paid.</summary>
    public bool IsUnwound { get; init; }
}
