using BasisActors.Domain.Errors;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Staking;

/// <summary>
/// Liquid staking tokens: minted and carried at the oracle rate r, sold at the market rate m, both in ETH for one token (domain reference §1, §5.2).
/// Amounts go into the books and are rounded as such.
/// </summary>
public static class LiquidStaking
{
    /// <summary>Tokens minted for ETH: ETH / r.</summary>
    /// <exception cref="BasisException">MTH-003 when the rate is not positive.</exception>
    public static decimal Minted(decimal eth, decimal rate) => Amount.Round(eth / Require.Positive(rate, "oracle rate"));

    /// <summary>ETH that tokens are carried at: tokens × r.</summary>
    /// <exception cref="BasisException">MTH-003 when the rate is not positive.</exception>
    public static decimal CarryingValue(decimal lst, decimal rate) => Amount.Value(lst, Require.Positive(rate, "oracle rate"));

    /// <summary>ETH that a sale brings: tokens × m × (1 − cost).</summary>
    /// <param name="lst">Tokens sold.</param>
    /// <param name="marketRate">m, above 0.</param>
    /// <param name="costFraction">Fee and slippage, 0 to below 1.</param>
    /// <exception cref="BasisException">MTH-003 when the rate or the cost is outside its range.</exception>
    public static decimal SaleProceeds(decimal lst, decimal marketRate, decimal costFraction) =>
        Amount.Round(lst * Require.Positive(marketRate, "market rate") * (1 - Require.Fraction(costFraction, "cost of the sale")));

    /// <summary>1 − m/r, a fraction: positive when the market pays less than the oracle says.</summary>
    /// <exception cref="BasisException">MTH-003 when a rate is not positive.</exception>
    public static decimal PegDiscount(decimal marketRate, decimal oracleRate) =>
        1 - Require.Positive(marketRate, "market rate") / Require.Positive(oracleRate, "oracle rate");
}
