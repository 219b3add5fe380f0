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

    /// <summary>True when an actual delta is within tolerance of the expected one.</summary>
    public static bool IsAsExpected(decimal expected, decimal actual) =>
        Math.Abs(expected - actual) <= Math.Max(RelativeTolerance * Math.Abs(expected), AbsoluteFloor);
}
