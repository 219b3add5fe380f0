using BasisActors.Domain.Market;

namespace BasisActors.Actors.Tests.Fixtures;

/// <summary>
/// 200 hours of bitcoin on two exchanges, funding every eight hours, Aave once a day, gas. The price climbs by 13 %, so that the position is trimmed on
/// the way; funding turns negative at hour 96 and positive again at 144, so that the basis is entered, left (104) and entered again (152).
/// </summary>
internal static class SampleMarket
{
    public const int Rows = 200;
    public const int FundingTurnsNegative = 96, FundingTurnsPositive = 144;
    public const decimal UsualFunding = 0.0003m;

    public static readonly SeriesKey BinanceSpot = new(SeriesKind.Spot, "binance", "BTCUSDT");
    public static readonly SeriesKey BinancePerp = new(SeriesKind.Perp, "binance", "BTCUSDT");
    public static readonly SeriesKey BybitPerp = new(SeriesKind.Perp, "bybit", "BTCUSDT");
    public static readonly SeriesKey BinanceFunding = new(SeriesKind.Funding, "binance", "BTCUSDT");
    public static readonly SeriesKey BybitFunding = new(SeriesKind.Funding, "bybit", "BTCUSDT");
    public static readonly SeriesKey AaveIndex = new(SeriesKind.LiquidityIndex, "aave_v3", "USDT");
    public static readonly SeriesKey AaveRate = new(SeriesKind.SupplyRate, "aave_v3", "USDT");

    public static readonly MarketTable Table = Builder().Build();

    public static MarketBuilder Builder(int rows = Rows) => new MarketBuilder(rows)
        .Set(BinanceSpot, 1, Price)
        .Set(BinancePerp, 1, row => Price(row) + 6 + row * 5 % 7)
        .Set(BybitPerp, 1, row => Price(row) + 4 + row * 3 % 5)
        .Set(BinanceFunding, 8, Funding)
        .Set(BybitFunding, 8, row => Funding(row) * 1.1m)
        .Set(AaveIndex, 24, row => 1.10m + 0.00016m * (row / 24))
        .Set(AaveRate, 24, _ => 0.055m)
        .Set(ReferenceSeries.Gas, 1, row => 10 + row % 4)
        .Set(ReferenceSeries.EthUsdt, 1, row => 3_000 + row % 9);

    /// <summary>All bitcoin prices at one level, hour by hour.</summary>
    public static MarketBuilder WithPrice(this MarketBuilder market, Func<int, decimal> price) =>
        market.Set(BinanceSpot, 1, price).Set(BinancePerp, 1, price).Set(BybitPerp, 1, price);

    public static MarketBuilder WithFunding(this MarketBuilder market, Func<int, decimal> rate) =>
        market.Set(BinanceFunding, 8, rate).Set(BybitFunding, 8, rate);

    public static decimal Price(int row) => 60_000 + 40 * row + 10 * (row * 7 % 13);

    private static decimal Funding(int row) => row is >= FundingTurnsNegative and < FundingTurnsPositive ? -UsualFunding : UsualFunding;
}
