using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Lending;

/// <summary>
/// Sizes of leveraged staking: stake, supply, borrow (domain reference §5.3, §5.4). ETH at the oracle rate; not rounded, the caller rounds what it trades.
/// </summary>
public static class Leverage
{
    /// <summary>
    /// Entry by one flash loan: F = λ(1−s)e / (1 + φ − λ(1−s)), collateral (e+F)(1−s), debt F(1+φ), so that debt / collateral is the target.
    /// </summary>
    /// <param name="equity">ETH of our own, 0 or above.</param>
    /// <param name="targetLtv">Debt / collateral wanted, 0 to below 1; 0 takes no loan.</param>
    /// <param name="flashFee">Fee of the flash loan, a fraction of it.</param>
    /// <param name="mintLoss">Fraction lost when ETH becomes collateral.</param>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range.</exception>
    public static LeverageEntry Enter(decimal equity, decimal targetLtv, decimal flashFee, decimal mintLoss)
    {
        Require.NotNegative(equity, "equity");
        var owed = 1 + Require.NotNegative(flashFee, "flash loan fee");
        var minted = 1 - Require.Fraction(mintLoss, "mint loss");
        var lent = Require.Fraction(targetLtv, "target loan-to-value") * minted;
        var loan = lent * equity / (owed - lent);
        return new LeverageEntry(loan, (equity + loan) * minted, loan * owed);
    }

    /// <summary>
    /// The comparison without a flash loan: stake and supply, then <paramref name="loops"/> times borrow λ of the new collateral, stake and supply it.
    /// Collateral e(1−λⁿ⁺¹)/(1−λ), debt eλ(1−λⁿ)/(1−λ); free of costs. Debt / collateral stays below λ.
    /// </summary>
    /// <param name="equity">ETH of our own, 0 or above.</param>
    /// <param name="ltv">Share of each new collateral that is borrowed, 0 to below 1.</param>
    /// <param name="loops">Number of borrows, 0 or above.</param>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range.</exception>
    public static LeverageEntry SequentialLoops(decimal equity, decimal ltv, int loops)
    {
        Require.NotNegative(equity, "equity");
        Require.NotNegative(loops, "number of loops");
        var left = 1 - Require.Fraction(ltv, "loan-to-value of a loop");
        decimal power = 1;
        for (var i = 0; i < loops; i++)
            power *= ltv;
        return new LeverageEntry(0, equity * (1 - power * ltv) / left, equity * ltv * (1 - power) / left);
    }

    /// <summary>Collateral / equity at a loan-to-value: 1/(1−ℓ).</summary>
    /// <exception cref="BasisException">MTH-003 when the loan-to-value is not from 0 to below 1.</exception>
    public static decimal Ratio(decimal ltv) => 1 / (1 - Require.Fraction(ltv, "loan-to-value"));
}
