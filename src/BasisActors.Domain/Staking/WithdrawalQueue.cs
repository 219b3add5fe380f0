using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Staking;

/// <summary>The slow way out of a liquid staking token: the protocol's withdrawal queue (domain reference §5.10).</summary>
public static class WithdrawalQueue
{
    /// <summary>Gives tokens back: the claim is worth tokens × r from now on, whatever the rate does later.</summary>
    /// <param name="id">Id of the claim.</param>
    /// <param name="lst">Tokens given back, above 0.</param>
    /// <param name="rate">Oracle rate at the request, ETH for a token.</param>
    /// <param name="requestedAt">Time of the request, UTC.</param>
    /// <param name="period">Length of the queue, 0 or above.</param>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range.</exception>
    public static WithdrawalClaim Request(string id, decimal lst, decimal rate, DateTimeOffset requestedAt, TimeSpan period)
    {
        Require.NotNegative(period.Ticks, "period of the withdrawal queue");
        return new WithdrawalClaim(id, LiquidStaking.CarryingValue(Require.Positive(lst, "amount to withdraw"), rate), requestedAt + period);
    }
}
