using BasisActors.Domain.Errors;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Perpetuals;

/// <summary>Where a position is liquidated, and what is left of it (domain reference §5.6). Quote currency for one base unit.</summary>
public static class PerpLiquidation
{
    /// <summary>Mark at which the only short of an account is liquidated: (wallet + Q·entry)/(Q(1+mmr)).</summary>
    /// <param name="wallet">Wallet balance, without unrealised P&amp;L.</param>
    /// <param name="size">Q, base units, above 0.</param>
    /// <param name="entry">Average entry price.</param>
    /// <param name="maintenanceRate">mmr, a fraction of notional.</param>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range.</exception>
    public static decimal ShortPrice(decimal wallet, decimal size, decimal entry, decimal maintenanceRate) =>
        (wallet + Require.Positive(size, "size") * entry) / (size * (1 + Require.Fraction(maintenanceRate, "maintenance rate")));

    /// <summary>
    /// Mark at which the only long of an account is liquidated: (Q·entry − wallet)/(Q(1−mmr)). Not above 0 when the wallet bears even a fall to 0.
    /// </summary>
    /// <param name="wallet">Wallet balance, without unrealised P&amp;L.</param>
    /// <param name="size">Q, base units, above 0.</param>
    /// <param name="entry">Average entry price.</param>
    /// <param name="maintenanceRate">mmr, a fraction of notional.</param>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range.</exception>
    public static decimal LongPrice(decimal wallet, decimal size, decimal entry, decimal maintenanceRate) =>
        (Require.Positive(size, "size") * entry - wallet) / (size * (1 - Require.Fraction(maintenanceRate, "maintenance rate")));

    /// <summary>
    /// Rise of the price, a fraction, that brings the margin ratio of shorts from one value to another: (m₀ − m)/(1 + m). Negative when a fall does.
    /// </summary>
    /// <param name="ratioNow">Margin balance / notional now.</param>
    /// <param name="ratioThen">Margin balance / notional after the rise, 0 or above.</param>
    /// <exception cref="BasisException">MTH-003 when <paramref name="ratioThen"/> is negative.</exception>
    public static decimal PriceRiseTo(decimal ratioNow, decimal ratioThen) => (ratioNow - Require.NotNegative(ratioThen, "margin ratio")) / (1 + ratioThen);

    /// <summary>
    /// Buys back a whole short as an exchange does that liquidates it. The loss may be more than the cash of the account:
    /// that cash does not fall below 0 is for the caller to see to, since only it knows the rest of the account.
    /// </summary>
    /// <param name="position">A short.</param>
    /// <param name="price">Price of the purchase.</param>
    /// <param name="liquidationFeeRate">Fee, a fraction of the notional, 0 or above.</param>
    /// <exception cref="BasisException">MTH-003 when the position is not a short or the fee is negative.</exception>
    public static ClosedPosition Close(PerpetualPosition position, decimal price, decimal liquidationFeeRate)
    {
        position.ReduceShort(-position.Size, price, out var realised);
        return new ClosedPosition(realised, Amount.Value(Amount.Value(-position.Size, price), Require.NotNegative(liquidationFeeRate, "liquidation fee")));
    }
}
