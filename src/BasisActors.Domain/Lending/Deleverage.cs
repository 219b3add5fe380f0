using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Lending;

/// <summary>
/// Sizes of taking leverage back by selling collateral (domain reference §5.4). Collateral and debt in ETH at the oracle rate; not rounded:
/// the caller rounds what it trades and caps it by what the pool can pay out.
/// <para>
/// A target is out of reach when all the collateral sells for less than the whole debt and its flash fee: no sale then brings the loan-to-value down to it.
/// A planner in an emergency asks with a <c>Try</c> method and, on a no, holds or takes the slow route; the other methods raise MTH-003.
/// </para>
/// </summary>
public static class Deleverage
{
    /// <summary>
    /// Cuts the loan-to-value to a target and frees nothing: repay (D − λC)/(1 − λ(1+φ)/(1−s)), withdraw that × (1+φ)/(1−s). Nothing at or below the target.
    /// </summary>
    /// <param name="collateral">Collateral now.</param>
    /// <param name="debt">Debt now.</param>
    /// <param name="targetLtv">Debt / collateral wanted, 0 to below 1.</param>
    /// <param name="flashFee">Fee of the flash loan, a fraction of it.</param>
    /// <param name="saleLoss">See <see cref="SaleLoss"/>; below 1, negative at a premium.</param>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range, or the target is out of reach.</exception>
    public static DeleverageSize ToLtv(decimal collateral, decimal debt, decimal targetLtv, decimal flashFee, decimal saleLoss) =>
        Free(0, collateral, debt, targetLtv, flashFee, saleLoss);

    /// <summary>As <see cref="ToLtv"/>; false when the target is out of reach.</summary>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range.</exception>
    public static bool TryToLtv(decimal collateral, decimal debt, decimal targetLtv, decimal flashFee, decimal saleLoss, out DeleverageSize size) =>
        TryFree(0, collateral, debt, targetLtv, flashFee, saleLoss, out size);

    /// <summary>
    /// Frees an amount of ETH and ends at a loan-to-value: withdraw [X + (1+φ)(D − λC)]/[(1−s) − λ(1+φ)], repay D − λC + λ × that.
    /// An account that stays below the target without repaying sells X/(1−s) and repays nothing: leverage is never added here.
    /// An amount that even a full close does not yield is answered with the full close; what arrives is then its net (<see cref="Close"/>).
    /// </summary>
    /// <param name="amount">ETH to arrive in the wallet, 0 or above.</param>
    /// <param name="collateral">Collateral now.</param>
    /// <param name="debt">Debt now.</param>
    /// <param name="targetLtv">Debt / collateral wanted at the end, 0 to below 1.</param>
    /// <param name="flashFee">Fee of the flash loan, a fraction of it.</param>
    /// <param name="saleLoss">See <see cref="SaleLoss"/>; below 1, negative at a premium.</param>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range, or the target is out of reach.</exception>
    public static DeleverageSize Free(decimal amount, decimal collateral, decimal debt, decimal targetLtv, decimal flashFee, decimal saleLoss) =>
        TryFree(amount, collateral, debt, targetLtv, flashFee, saleLoss, out var size)
            ? size
            : throw new BasisException(
                "MTH-003",
                $"Collateral of {collateral} sells for {collateral * (1 - saleLoss)}, less than {debt * (1 + flashFee)} for the debt with its flash fee: "
                + $"no sale reaches a loan-to-value of {targetLtv}.");

    /// <summary>As <see cref="Free"/>; false when the target is out of reach.</summary>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range.</exception>
    public static bool TryFree(decimal amount, decimal collateral, decimal debt, decimal targetLtv, decimal flashFee, decimal saleLoss, out DeleverageSize size)
    {
        Require.NotNegative(amount, "amount to free");
        Require.Fraction(targetLtv, "target loan-to-value");
        var full = Close(collateral, debt, flashFee, saleLoss, out var net);
        var (kept, owed) = (1 - saleLoss, 1 + flashFee);
        size = default;
        if (debt * kept <= targetLtv * (collateral * kept - amount))
        {
            size = new DeleverageSize(0, amount / kept);
            return true;
        }

        if (net < 0)
            return false;
        if (net <= amount)
        {
            size = full;
            return true;
        }

        // From here the denominator is above 0: the collateral left after the amount sells for more than the debt, which is more than λ of that collateral.
        var excess = debt - targetLtv * collateral;
        var withdraw = Math.Min(collateral, (amount + owed * excess) / (kept - targetLtv * owed));
        size = new DeleverageSize(Math.Min(debt, excess + targetLtv * withdraw), withdraw);
        return true;
    }

    /// <summary>Repays everything and withdraws everything.</summary>
    /// <param name="collateral">Collateral now.</param>
    /// <param name="debt">Debt now.</param>
    /// <param name="flashFee">Fee of the flash loan, a fraction of it.</param>
    /// <param name="saleLoss">See <see cref="SaleLoss"/>; below 1, negative at a premium.</param>
    /// <param name="net">What arrives: C(1−s) − D(1+φ). Negative is what must be brought along, or the bundle fails.</param>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range.</exception>
    public static DeleverageSize Close(decimal collateral, decimal debt, decimal flashFee, decimal saleLoss, out decimal net)
    {
        Require.NotNegative(collateral, "collateral");
        Require.NotNegative(debt, "debt");
        net = collateral * (1 - Require.BelowOne(saleLoss, "sale loss")) - debt * (1 + Require.NotNegative(flashFee, "flash loan fee"));
        return new DeleverageSize(debt, collateral);
    }

    /// <summary>Fraction of the oracle value that a sale loses: 1 − (m/r)(1 − cost). Negative at a premium.</summary>
    /// <param name="marketRate">m, ETH for a token on the market, above 0.</param>
    /// <param name="oracleRate">r, ETH for a token by the oracle, above 0.</param>
    /// <param name="costFraction">Fee and slippage of the sale, 0 to below 1.</param>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range.</exception>
    public static decimal SaleLoss(decimal marketRate, decimal oracleRate, decimal costFraction) =>
        1 - Require.Positive(marketRate, "market rate") / Require.Positive(oracleRate, "oracle rate")
        * (1 - Require.Fraction(costFraction, "cost of the sale"));
}
