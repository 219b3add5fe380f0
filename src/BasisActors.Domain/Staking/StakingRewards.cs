using BasisActors.Domain.Errors;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Staking;

/// <summary>Rewards paid in tokens on staked ETH (domain reference §5.10). Nothing is accrued before they are paid.</summary>
public static class StakingRewards
{
    /// <summary>Tokens received at the payout: average eETH over the period × tokens for one eETH in that period.</summary>
    /// <param name="holding">eETH held over the period: weETH × r, added with the rate of each step.</param>
    /// <param name="tokensPerEEth">Tokens for one eETH held over the whole period, 0 or above.</param>
    /// <exception cref="BasisException">MTH-003 when the reward is negative.</exception>
    public static decimal Units(HoldingAverage holding, decimal tokensPerEEth) =>
        Amount.Value(holding.Average, Require.NotNegative(tokensPerEEth, "reward for one eETH"));
}
