using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;

namespace BasisActors.Domain.Strategies;

/// <summary>What a plan of a hedged staking mode aims at, in the words of the specification (domain reference §2.5).</summary>
internal static class HedgedStakingTargets
{
    /// <param name="decision">What was decided.</param>
    /// <param name="configuration">Allocation and targets.</param>
    /// <param name="input">The tick.</param>
    /// <param name="price">USDT for one ETH.</param>
    public static ImmutableSortedDictionary<string, TargetValue> Of(Decision decision, RunConfiguration configuration, in StrategyInput input, decimal price)
    {
        var staking = configuration.Staking!;
        var state = ImmutableSortedDictionary.CreateBuilder<string, TargetValue>(StringComparer.Ordinal);
        state["target_delta_eth"] = new TargetValue.Absolute(0);
        if (staking.Supplied)
            state["aave_ltv"] = new TargetValue.Absolute(staking.TargetLtv);
        var half = staking.Allocation * (decision.Flow?.Amount ?? 0);
        switch (decision.Change)
        {
            case ChangeType.InitialSetup:
                var stake = staking.Allocation * input.Exposure.Equity / price;
                state["initial_eth_to_stake"] = new TargetValue.Absolute(stake);
                state["target_perp_short_total"] = new TargetValue.Absolute(-stake);
                break;
            case ChangeType.Deposit:
                state["add_to_aave"] = new TargetValue.Increase(half);
                state["add_to_cex_margin"] = new TargetValue.Increase(decision.Flow!.Amount - half);
                break;
            case ChangeType.Withdrawal:
                state["free_from_aave"] = new TargetValue.Decrease(half);
                break;
            default:
                state["target_perp_short_total"] = new TargetValue.Absolute(-input.Exposure.Asset("ETH").OnChain);
                state["target_margin_ratio"] = new TargetValue.Absolute(configuration.Risk.TargetMargin);
                break;
        }

        return state.ToImmutable();
    }
}
