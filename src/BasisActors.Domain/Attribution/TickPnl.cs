using System.Collections.Immutable;

namespace BasisActors.Domain.Attribution;

/// <summary>P&amp;L of one tick. Amounts in USDT; gains positive.</summary>
/// <param name="Timestamp">The tick's time.</param>
/// <param name="EquityBefore">Equity at the end of the previous tick.</param>
/// <param name="EquityAfter">Equity at the end of this tick.</param>
/// <param name="NetFlow">Capital subscribed (+) or paid out (−) in this tick; not P&amp;L.</param>
/// <param name="Buckets">Amounts by <see cref="AttributionBucket"/>.</param>
/// <param name="Fees">Exchange fees, part of transaction costs, positive.</param>
/// <param name="Gas">Network fees, part of transaction costs, positive.</param>
/// <param name="Slippage">Value lost against the mark in trades, part of transaction costs.</param>
public sealed record TickPnl(
    DateTimeOffset Timestamp, decimal EquityBefore, decimal EquityAfter, decimal NetFlow, ImmutableArray<decimal> Buckets, decimal Fees, decimal Gas, decimal Slippage)
{
    public decimal this[AttributionBucket bucket] => Buckets[(int)bucket];

    public decimal Total
    {
        get
        {
            decimal total = 0;
            foreach (var amount in Buckets)
            {
                if (amount != 0) // most are, at every tick
                    total += amount;
            }

            return total;
        }
    }

    /// <summary>Equity change − flows − buckets. Exactly 0: anything else is a fault of the ledger (PNL-003).</summary>
    public decimal Residual => EquityAfter - EquityBefore - NetFlow - Total;
}
