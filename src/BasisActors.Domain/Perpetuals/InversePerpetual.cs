using BasisActors.Domain.Errors;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Perpetuals;

/// <summary>A coin-margined perpetual: contracts have a value in quote currency, profit is paid in the base coin (domain reference §5.6).</summary>
public static class InversePerpetual
{
    /// <summary>contracts·(1/entry − 1/mark).</summary>
    /// <param name="contracts">Quote currency, signed; negative is short.</param>
    /// <param name="entry">Average entry price, above 0.</param>
    /// <param name="mark">Mark price, above 0.</param>
    /// <returns>Base coin; positive is a profit.</returns>
    /// <exception cref="BasisException">MTH-003 when a price is not positive.</exception>
    public static decimal UnrealisedPnl(decimal contracts, decimal entry, decimal mark) =>
        Amount.Round(contracts / Require.Positive(entry, "entry price") - contracts / Require.Positive(mark, "mark price"));
}
