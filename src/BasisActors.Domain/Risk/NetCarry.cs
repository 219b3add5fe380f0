using BasisActors.Domain.Errors;
using BasisActors.Domain.Lending;

namespace BasisActors.Domain.Risk;

/// <summary>
/// Yearly yield of leveraged staking in a steady state, before rewards (domain reference §5.5, §6). Fractions: 0.03 means 3 %; negative is a loss.
/// </summary>
public static class NetCarry
{
    /// <summary>What one ETH borrowed, staked and supplied earns: staking + supply − borrow.</summary>
    public static decimal Unlevered(decimal stakingYield, decimal supplyYield, decimal borrowRate) => stakingYield + supplyYield - borrowRate;

    /// <summary>Yield on equity at a loan-to-value: (y − bλ)/(1−λ).</summary>
    /// <param name="yield">y, what the collateral earns.</param>
    /// <param name="borrowRate">b, what the debt costs.</param>
    /// <param name="ltv">λ, 0 to below 1.</param>
    /// <exception cref="BasisException">MTH-003 when the loan-to-value is outside its range.</exception>
    public static decimal Levered(decimal yield, decimal borrowRate, decimal ltv) => (yield - borrowRate * ltv) * Leverage.Ratio(ltv);

    /// <summary>Yield on all equity of a hedged book: α·(y − bλ)/(1−λ) + α·funding − costs.</summary>
    /// <param name="alpha">α, share of the equity that is staked; the shorts have the same size.</param>
    /// <param name="yield">y, what the collateral earns.</param>
    /// <param name="borrowRate">b, what the debt costs.</param>
    /// <param name="ltv">λ, 0 to below 1.</param>
    /// <param name="fundingAnnual">What a short receives in a year, a fraction of its notional; negative when it pays.</param>
    /// <param name="costs">Yearly costs, a fraction of all equity.</param>
    /// <exception cref="BasisException">MTH-003 when the share or the loan-to-value is outside its range.</exception>
    public static decimal MarketNeutral(decimal alpha, decimal yield, decimal borrowRate, decimal ltv, decimal fundingAnnual, decimal costs) =>
        Require.NotNegative(alpha, "staked share") * (Levered(yield, borrowRate, ltv) + fundingAnnual) - costs;
}
