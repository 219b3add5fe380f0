using BasisActors.Domain.Errors;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Staking;

/// <summary>
/// What each way out of a liquid staking token costs, and the choice between them (domain reference §5.10). Costs in ETH; negative is a gain.
/// </summary>
public static class UnwindRoute
{
    /// <summary>Peg discount, cost of the sale and gas: carrying value − sale proceeds + gas. At a premium it may be negative.</summary>
    /// <param name="lst">Tokens to sell.</param>
    /// <param name="marketRate">m, ETH for a token on the market.</param>
    /// <param name="oracleRate">r, ETH for a token by the oracle.</param>
    /// <param name="costFraction">Fee and slippage of the sale, 0 to below 1.</param>
    /// <param name="gas">Gas of the sale, ETH.</param>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range.</exception>
    public static decimal FastCost(decimal lst, decimal marketRate, decimal oracleRate, decimal costFraction, decimal gas) =>
        LiquidStaking.CarryingValue(lst, oracleRate) - LiquidStaking.SaleProceeds(lst, marketRate, costFraction) + gas;

    /// <summary>Carry lost while the claim waits without a yield, and gas.</summary>
    /// <param name="claim">ETH claimed.</param>
    /// <param name="carry">Yearly rate that the ETH would earn elsewhere or that its debt costs meanwhile; 0.03 means 3 %.</param>
    /// <param name="queue">Length of the queue, 0 or above.</param>
    /// <param name="gas">Gas of the request and of the claim, ETH.</param>
    /// <exception cref="BasisException">MTH-003 when the queue is negative.</exception>
    public static decimal SlowCost(decimal claim, decimal carry, TimeSpan queue, decimal gas)
    {
        Require.NotNegative(queue.Ticks, "period of the withdrawal queue");
        return Amount.Round(claim * carry * Year.Fraction(queue)) + gas;
    }

    /// <summary>Fast when it is cheaper, or when risk cannot wait for the queue; at equal cost slow.</summary>
    public static UnwindSpeed Choose(decimal fastCost, decimal slowCost, bool riskCannotWait) =>
        riskCannotWait || fastCost < slowCost ? UnwindSpeed.Fast : UnwindSpeed.Slow;
}
