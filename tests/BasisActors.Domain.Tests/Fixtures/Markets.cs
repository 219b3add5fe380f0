using BasisActors.Domain.Market;

namespace BasisActors.Tests.Fixtures;

/// <summary>Markets with everything a mode asks for, in round numbers.</summary>
public static class Markets
{
    public const int EightHours = 8 * 3600;

    private static readonly string[] Exchanges = ["binance", "bybit", "okx"];

    /// <summary>BTC spot at binance and perpetuals without basis at three exchanges; one funding settlement at row 0; gas 20 gwei, ETH 3300.</summary>
    public static MarketBuilder Basis(decimal price = 50_000m, decimal funding = 0.0002m, int rows = 1)
    {
        var market = Gas(new MarketBuilder(rows)).Set(Keys.Spot("binance"), price);
        foreach (var venue in Exchanges)
            market.Set(Keys.Mark(venue), price).Observe(Keys.Funding(venue), EightHours, (0, funding));
        return market;
    }

    /// <summary>Aave USDT at one index and 5 % a year; gas 20 gwei, ETH 3300.</summary>
    public static MarketBuilder Lending(decimal index = 1.1m, int rows = 1) =>
        Gas(new MarketBuilder(rows)).Set(Keys.LiquidityIndex, index).Set(Keys.SupplyRate, 0.05m);

    private static MarketBuilder Gas(MarketBuilder market) => market.Set(ReferenceSeries.Gas, 20m).Set(ReferenceSeries.EthUsdt, 3_300m);
}
