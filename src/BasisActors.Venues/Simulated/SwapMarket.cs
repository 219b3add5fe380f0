using BasisActors.Domain.Market;
using BasisActors.Domain.Staking;

namespace BasisActors.Venues.Simulated;

/// <summary>What a decentralised exchange quotes for a token.</summary>
/// <param name="Mid">Units received per token sold.</param>
/// <param name="UsdPerUnit">Dollars per unit received.</param>
internal readonly record struct SwapMarket(decimal Mid, decimal UsdPerUnit)
{
    /// <summary>A staked token for ETH at its market rate; a reward token for ETH at its pool's rate, or for USDT by way of ETH. Null without a market.</summary>
    public static SwapMarket? Find(string token, string? into, IMarketData market, in MarketSnapshot snapshot)
    {
        var ether = market.Find(ReferenceSeries.EthUsdt);
        var rate = market.Find(LiquidStakingToken.Find(token)?.MarketRate ?? ReferenceSeries.RewardPool(token) ?? default);
        if (rate < 0 || ether < 0 || !snapshot[rate].IsKnown || !snapshot[ether].IsKnown)
            return null;
        return into switch
        {
            "ETH" => new SwapMarket(snapshot.Value(rate), snapshot.Value(ether)),
            "USDT" when LiquidStakingToken.Find(token) is null => new SwapMarket(Domain.Numerics.Amount.Round(snapshot.Value(rate) * snapshot.Value(ether)), 1),
            _ => null,
        };
    }
}
