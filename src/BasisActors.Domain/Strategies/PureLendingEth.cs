namespace BasisActors.Domain.Strategies;

/// <summary>Lends ETH, for investors who count in ETH (domain reference §2.6).</summary>
public sealed class PureLendingEth(StrategySetup setup) : LendingMode(setup)
{
    public const string Name = "pure_lending_eth";
}
