using BasisActors.Domain.Errors;
using BasisActors.Domain.Perpetuals;

namespace BasisActors.Domain.Risk;

/// <summary>
/// How far both sides of a hedged and leveraged book are from failure (domain reference §5.5, §5.6). The two moves are of different prices:
/// coin against quote currency for the shorts, collateral against the borrowed asset for the loan. Fractions; 0 or below has failed already.
/// </summary>
/// <param name="PriceRiseToMarginFailure">Rise of the coin that liquidates the tightest short; null without one.</param>
/// <param name="OracleFallToLiquidation">Fall of the oracle rate that liquidates the loan; null without debt.</param>
public readonly record struct JointRisk(decimal? PriceRiseToMarginFailure, decimal? OracleFallToLiquidation)
{
    /// <summary>The side with the smaller move; the margin when both are equal.</summary>
    public NearestFailure First => (PriceRiseToMarginFailure, OracleFallToLiquidation) switch
    {
        (null, null) => NearestFailure.None,
        (null, _) => NearestFailure.Lending,
        (_, null) => NearestFailure.Margin,
        var (rise, fall) => rise <= fall ? NearestFailure.Margin : NearestFailure.Lending,
    };

    /// <summary>Both distances of a book.</summary>
    /// <param name="minMarginRatio">Smallest margin balance / notional over the exchanges; null without a position.</param>
    /// <param name="maintenance">Margin ratio at which an exchange liquidates.</param>
    /// <param name="ltv">Debt / collateral; null or 0 without debt.</param>
    /// <param name="liquidationThreshold">Debt / collateral at which the loan is liquidated, above 0.</param>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range.</exception>
    public static JointRisk Of(decimal? minMarginRatio, decimal maintenance, decimal? ltv, decimal liquidationThreshold) => new(
        minMarginRatio is { } ratio ? PerpLiquidation.PriceRiseTo(ratio, maintenance) : null,
        ltv is { } loan && loan != 0 ? 1 - loan / Require.Positive(liquidationThreshold, "liquidation threshold") : null);
}
