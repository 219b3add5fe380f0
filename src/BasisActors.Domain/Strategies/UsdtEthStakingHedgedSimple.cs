using BasisActors.Domain.Instructions;

namespace BasisActors.Domain.Strategies;

/// <summary>Staking without debt with all its ETH sold short (domain reference §2.6); both legs follow equity.</summary>
public sealed class UsdtEthStakingHedgedSimple(StrategySetup setup) : HedgedStaking(setup)
{
    public const string Name = "usdt_eth_staking_hedged_simple";

    /// <summary>Without a loop a rebalance costs no more than its trades, so the staked share is held near its target in both directions.</summary>
    protected override Decision? Idle(in StrategyInput input)
    {
        var ether = input.Exposure.Asset("ETH");
        if (!Configuration.RebalancingEnabled || ether.Spot <= 0 || input.DepositWaits)
            return base.Idle(input);
        var desired = Staking.Allocation * input.Exposure.Equity;
        var held = ether.Spot * ether.Price;
        if (Math.Abs(desired - held) <= Configuration.RebalanceThreshold * desired)
            return base.Idle(input);
        return held > desired
            ? new Decision(StrategyAction.ExitPartial, ChangeType.Rebalance, "over_deployed")
            : new Decision(StrategyAction.EntryPartial, ChangeType.Rebalance, "under_deployed");
    }
}
