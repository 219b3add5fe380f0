namespace BasisActors.Domain.Lending;

/// <summary>Liquidation of a lending account (domain reference §5.5).</summary>
public static class AaveLiquidation
{
    private const decimal CloseFactor = 0.5m;

    /// <summary>Health factor at or below which the whole debt may be repaid at once.</summary>
    private const decimal FullCloseHealthFactor = 0.95m;

    /// <summary>
    /// One liquidation: half of the debt, or all of it at a health factor of 0.95 or below, is repaid for collateral of that value and the bonus.
    /// When the collateral does not suffice all of it is taken, only its value without the bonus is repaid, and the rest of the debt stays.
    /// </summary>
    /// <returns>Zeros while the account is not liquidatable.</returns>
    public static LiquidationResult Of(LendingAccount account)
    {
        if (!account.IsLiquidatable)
            return default;
        var price = 1 + account.Parameters.LiquidationBonus;
        var repaid = account.HealthFactor > FullCloseHealthFactor ? account.Debt * CloseFactor : account.Debt;
        var seized = repaid * price;
        if (seized > account.Collateral)
            (repaid, seized) = (account.Collateral / price, account.Collateral);
        return new LiquidationResult(repaid, seized, repaid * account.Parameters.LiquidationBonus);
    }
}
