namespace BasisActors.Domain.Strategies;

/// <summary>The spot–perpetual basis of BTC (domain reference §2.2; S-094…S-096, S-112…S-116).</summary>
public sealed class BtcBasis(StrategySetup setup) : SpotPerpBasis(setup)
{
    public const string Name = "btc_basis";
}
