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

    /// <summary>
    /// ETH at one price on bybit and on three perpetuals, weETH by oracle and market, both Aave indexes of the loop and that of WETH; one funding settlement at row 0.
    /// </summary>
    public static MarketBuilder Staking(decimal price = 2_000m, decimal rate = 1m, decimal? market = null, decimal supplyIndex = 1m, decimal borrowIndex = 1m, decimal funding = 0.0002m, int rows = 1)
    {
        var token = StakingConfigurations.WeEth;
        var built = new MarketBuilder(rows).Set(ReferenceSeries.Gas, 20m).Set(ReferenceSeries.EthUsdt, price).Set(token.OracleRate, rate).Set(token.MarketRate, market ?? rate)
            .Set(new SeriesKey(SeriesKind.LiquidityIndex, "aave_v3", "weETH"), supplyIndex).Set(new SeriesKey(SeriesKind.BorrowIndex, "aave_v3", "WETH"), borrowIndex)
            .Set(new SeriesKey(SeriesKind.LiquidityIndex, "aave_v3", "WETH"), supplyIndex).Set(new SeriesKey(SeriesKind.SupplyRate, "aave_v3", "WETH"), 0.02m);
        foreach (var venue in Exchanges)
        {
            built.Set(new SeriesKey(SeriesKind.Perp, venue, "ETHUSDT"), price)
                .Observe(new SeriesKey(SeriesKind.Funding, venue, "ETHUSDT"), EightHours, (0, funding));
        }

        return built;
    }

    private static MarketBuilder Gas(MarketBuilder market) => market.Set(ReferenceSeries.Gas, 20m).Set(ReferenceSeries.EthUsdt, 3_300m);
}
