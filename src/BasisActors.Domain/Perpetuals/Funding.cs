using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Perpetuals;

/// <summary>Funding of a linear perpetual (domain reference §1, §5.6).</summary>
public static class Funding
{
    /// <summary>
    /// Cash to the holder at a settlement: −size × mark × rate. Positive rate: longs pay shorts, so a short (negative size) receives.
    /// </summary>
    /// <param name="size">Signed base units; negative is short.</param>
    /// <param name="mark">Mark price, quote per base.</param>
    /// <param name="rate">Fraction of notional for the interval.</param>
    /// <returns>Quote currency; positive is received.</returns>
    public static decimal Payment(decimal size, decimal mark, decimal rate) => Amount.Round(-size * mark * rate);
}
