namespace BasisActors.Domain.Strategies;

/// <summary>Stakes ETH, no debt and no hedge (domain reference §2.6).</summary>
public sealed class EthStakingOnly(StrategySetup setup) : DirectionalStaking(setup)
{
    public const string Name = "eth_staking_only";
}
