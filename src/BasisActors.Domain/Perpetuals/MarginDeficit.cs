using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Perpetuals;

/// <summary>Cash that an account with shorts lacks (domain reference §3.6).</summary>
public static class MarginDeficit
{
    /// <summary>
    /// (m*·N − MB)/(1 + m*): cash that brings the margin ratio to the target when shorts of the same value are bought back with it, hence the 1.
    /// 0 at or above the target.
    /// </summary>
    /// <param name="balance">Margin balance: wallet and unrealised P&amp;L, quote currency.</param>
    /// <param name="notional">Σ |size| × mark, 0 or above.</param>
    /// <param name="target">Margin ratio wanted, 0 or above; 1 means as much margin as notional.</param>
    /// <returns>Quote currency, not rounded.</returns>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range.</exception>
    public static decimal Of(decimal balance, decimal notional, decimal target) =>
        Math.Max(0, (Require.NotNegative(target, "target margin ratio") * Require.NotNegative(notional, "notional") - balance) / (1 + target));
}
