using BasisActors.Domain.Configuration;

namespace BasisActors.Domain.Strategies;

/// <summary>Levered staking (domain reference §2.3, §2.4): counted in ETH it is never hedged, counted in USDT always.</summary>
public static class EthLeveraged
{
    public const string Name = "eth_leveraged";

    public static Strategy Create(StrategySetup setup) =>
        setup.Configuration.ShareClass == ShareClass.Eth ? new EthLeveragedDirectional(setup) : new EthLeveragedHedged(setup);

    public static DataRequirements Requirements(RunConfiguration configuration) =>
        configuration.ShareClass == ShareClass.Eth ? DirectionalStaking.Requirements(configuration) : HedgedStaking.Requirements(configuration);
}

/// <summary>The ETH class: leverage above its limit is cut at once (S-100, C-12).</summary>
public sealed class EthLeveragedDirectional(StrategySetup setup) : DirectionalStaking(setup)
{
    /// <summary>1/(1−ℓ) above the largest leverage is ℓ above 1 − 1/leverage.</summary>
    protected override decimal ReduceAbove =>
        Configuration.Risk.MaxLeverage is { } most ? 1 - 1 / most - Staking.TargetLtv : base.ReduceAbove;
}

/// <summary>The USDT class: decided by the delta as a share of the hedge (S-097…S-099, C-11).</summary>
public sealed class EthLeveragedHedged(StrategySetup setup) : HedgedStaking(setup)
{
    private const decimal Band = 0.1m;

    protected override bool IsUnhedged(in StrategyInput input)
    {
        var ether = input.Exposure.Asset("ETH");
        return base.IsUnhedged(input) || Math.Abs(ether.Delta) > Band * Math.Abs(ether.OnChain); // coins may still be on an exchange
    }
}
