namespace BasisActors.Domain.Ledger;

/// <summary>When two numbers that should be equal are equal enough (domain reference §11.3).</summary>
public static class Reconciliation
{
    /// <summary>Relative tolerance between what was expected and what happened: 1 %.</summary>
    public const decimal RelativeTolerance = 0.01m;

    /// <summary>Absolute floor between ledger and venue, in units of the token: rounding of the last kept decimals, nothing more.</summary>
    public const decimal AbsoluteFloor = 0.00000001m;

    /// <summary>True when ledger and venue hold the same.</summary>
    public static bool Agrees(decimal ledger, decimal venue) => Math.Abs(ledger - venue) <= AbsoluteFloor;

    /// <summary>
    /// How far a venue's cash may be from what we work out of a trade, by rounding alone. Exchanges keep amounts to eight decimals: each fill is rounded once, and
    /// the average price of a position at each trade that added to it, of which ten are allowed for.
    /// </summary>
    /// <param name="fills">Executions of the trade; 0 counts as 1.</param>
    /// <param name="quantity">Base units traded.</param>
    /// <returns>USDT.</returns>
    public static decimal OfTrade(int fills, decimal quantity) => AbsoluteFloor * (Math.Max(1, fills) + 10 * quantity);

    /// <summary>True when an actual delta is within tolerance of the expected one.</summary>
    public static bool IsAsExpected(decimal expected, decimal actual) =>
        Math.Abs(expected - actual) <= Math.Max(RelativeTolerance * Math.Abs(expected), AbsoluteFloor);
}
