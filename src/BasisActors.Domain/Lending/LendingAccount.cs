namespace BasisActors.Domain.Lending;

/// <summary>Collateral and debt of one lending account, valued in one currency at oracle prices (domain reference §5.5).</summary>
/// <param name="Collateral">Value of the collateral, 0 or above.</param>
/// <param name="Debt">Value of the debt, 0 or above.</param>
/// <param name="Parameters">Parameters that hold for this collateral and this debt.</param>
public readonly record struct LendingAccount(decimal Collateral, decimal Debt, ReserveParameters Parameters)
{
    /// <summary>Loan-to-value of a debt without collateral, and the most that any account shows: beyond every limit, yet safe to calculate with.</summary>
    public const decimal Uncovered = 1_000_000;

    /// <summary>Debt / collateral, a fraction: 0 without debt, at most <see cref="Uncovered"/>.</summary>
    public decimal LoanToValue => Ratio(Debt, Collateral);

    /// <summary>Collateral × liquidation threshold / debt; null without debt, which reads as infinite. Below 1 is liquidatable.</summary>
    public decimal? HealthFactor => Debt == 0 ? null : LiquidationDebt / Debt;

    /// <summary>Health factor below 1; at exactly 1 the account stands. Multiplied out, since it is asked at every tick.</summary>
    public bool IsLiquidatable => LiquidationDebt < Debt;

    /// <summary>Fall of the oracle price of the collateral that liquidates: 1 − ℓ/LT. 1 without debt; negative when it is liquidatable already.</summary>
    public decimal OracleBuffer => 1 - Ratio(Debt, LiquidationDebt);

    /// <summary>Debt at which the health factor is 1.</summary>
    private decimal LiquidationDebt => Collateral * Parameters.LiquidationThreshold;

    private static decimal Ratio(decimal debt, decimal value)
    {
        if (debt == 0)
            return 0;
        return debt >= value * Uncovered ? Uncovered : debt / value;
    }
}
