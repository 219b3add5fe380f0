namespace BasisActors.Domain.Strategies;

/// <summary>Levered staking with all its ETH sold short, over several exchanges (domain reference §2.5; S-123…S-128).</summary>
public sealed class UsdtMarketNeutral(StrategySetup setup) : HedgedStaking(setup)
{
    public const string Name = "usdt_market_neutral";
}
