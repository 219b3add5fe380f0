using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Costs;

/// <summary>
/// Slippage by trade size (domain reference §5.9): interpolated on the logarithm of the notional between the points, flat below the first,
/// growing with the square root of the notional above the last.
/// </summary>
public static class SlippageCurve
{
    /// <returns>Basis points of the price, not negative.</returns>
    public static decimal Bps(ImmutableArray<SlippagePoint> points, decimal notionalUsd)
    {
        if (points.IsDefaultOrEmpty)
            return 0;
        if (notionalUsd <= points[0].NotionalUsd)
            return points[0].Bps;
        var last = points[^1];
        if (notionalUsd >= last.NotionalUsd)
            return Amount.Round(last.Bps * DecimalMath.Sqrt(notionalUsd / last.NotionalUsd));
        var upper = 1;
        while (points[upper].NotionalUsd < notionalUsd)
            upper++;
        var (low, high) = (points[upper - 1], points[upper]);
        var share = DecimalMath.Ln(notionalUsd / low.NotionalUsd) / DecimalMath.Ln(high.NotionalUsd / low.NotionalUsd);
        return Amount.Round(low.Bps + (high.Bps - low.Bps) * share);
    }
}
