namespace BasisActors.Domain.Strategies;

/// <summary>Lends USDT (domain reference §2.1).</summary>
public sealed class PureLending(StrategySetup setup) : LendingMode(setup)
{
    public const string Name = "pure_lending";
}
