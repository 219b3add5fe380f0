using BasisActors.Domain.Errors;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Lending;

/// <summary>
/// Aave's index arithmetic: a position is a scaled balance that stays constant between operations; its underlying is scaled × index (domain reference §5.1).
/// </summary>
public static class LendingIndex
{
    /// <summary>Scaled balance of an amount of underlying at an index.</summary>
    /// <exception cref="BasisException">EXP-002 when the index is not positive: an index is never assumed to be 1.</exception>
    public static decimal Scaled(decimal underlying, decimal index) => Amount.Round(underlying / Require(index));

    /// <summary>Underlying tokens of a scaled balance at an index.</summary>
    public static decimal Underlying(decimal scaled, decimal index) => Amount.Value(scaled, Require(index));

    private static decimal Require(decimal index) => index > 0
        ? index
        : throw new BasisException("EXP-002", $"The lending index is {index}; it must be above 0.");
}
