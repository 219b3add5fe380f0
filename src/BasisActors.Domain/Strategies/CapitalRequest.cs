using BasisActors.Domain.Instructions;

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

    /// <summary>True for an operation that buys, sells or frees coins: a plan for a request that has carried one out is not made a second time.</summary>
    public static bool IsMovedBy(Operation operation) =>
        operation is Operation.CexSpotBuy or Operation.CexSpotSell or Operation.Swap or Operation.AtomicDeleverageAave or Operation.UnstakeRequest;

    /// <summary>
    /// What is left of the request once coins have moved for it, whatever failed beside them: nothing of a deposit, whose rest is repaired by its own rules; a withdrawal is not
    /// unwound once more, or the gas of each round would call for the next.
    /// </summary>
    public CapitalRequest? AfterMove() => Kind == CapitalRequestKind.Deposit ? null : this with { IsUnwound = true };
}
