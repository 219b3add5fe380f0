namespace BasisActors.Domain.Numerics;

/// <summary>
/// The precision of the books: every ledger amount and every valuation is rounded to 12 decimals, once, where it arises.
/// Sums and differences of such numbers are exact in <see cref="decimal"/> up to 10^16, so totals telescope without a residual.
/// </summary>
public static class Amount
{
    public const int Decimals = 12;

    public static decimal Round(decimal value) => decimal.Round(value, Decimals);

    /// <summary>The value of a quantity at a price.</summary>
    public static decimal Value(decimal quantity, decimal price) => decimal.Round(quantity * price, Decimals);
}
