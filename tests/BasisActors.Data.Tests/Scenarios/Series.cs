using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Data.Tests.Scenarios;

/// <summary>One series of every kind, and what a table says of them.</summary>
internal static class Series
{
    public const int Hourly = 3600;
    public const int Daily = 86400;

    public static readonly SeriesKey Spot = new(SeriesKind.Spot, "binance", "BTCUSDT");
    public static readonly SeriesKey OtherSpot = new(SeriesKind.Spot, "bybit", "ETHUSDT");
    public static readonly SeriesKey Pool = new(SeriesKind.Spot, "uniswap", "WETHUSDT");
    public static readonly SeriesKey PoolInEther = new(SeriesKind.Spot, "uniswap", "EIGENWETH");
    public static readonly SeriesKey Perp = new(SeriesKind.Perp, "binance", "BTCUSDT");
    public static readonly SeriesKey Funding = new(SeriesKind.Funding, "binance", "BTCUSDT");
    public static readonly SeriesKey Gas = new(SeriesKind.Gas, "ethereum", "gas");
    public static readonly SeriesKey Oracle = new(SeriesKind.OraclePrice, "aave_v3", "WETH");
    public static readonly SeriesKey TokenOracle = new(SeriesKind.OraclePrice, "aave_v3", "weETH");
    public static readonly SeriesKey MoneyOracle = new(SeriesKind.OraclePrice, "aave_v3", "USDT");
    public static readonly SeriesKey LstRate = new(SeriesKind.LstRate, "aave_v3", "weETH");
    public static readonly SeriesKey LstMarket = new(SeriesKind.LstMarket, "curve", "weETH");
    public static readonly SeriesKey BorrowIndex = new(SeriesKind.BorrowIndex, "aave_v3", "WETH");
    public static readonly SeriesKey BorrowRate = new(SeriesKind.BorrowRate, "aave_v3", "WETH");
    public static readonly SeriesKey LiquidityIndex = new(SeriesKind.LiquidityIndex, "aave_v3", "WETH");
    public static readonly SeriesKey SupplyRate = new(SeriesKind.SupplyRate, "aave_v3", "WETH");

    public static SeriesColumn Of(this MarketTable table, SeriesKey key) => table.Columns[table.Find(key)];

    /// <summary>A table of a few days with a series of every kind; observations from an hour on are other ones when told so.</summary>
    public static MarketTable EveryKind(int rows, int? changedFrom = null)
    {
        var market = new MarketBuilder(rows);
        var number = 0;
        foreach (var key in new[] { Spot, OtherSpot, Pool, PoolInEther, Perp, Gas, LstMarket })
            Put(key, Hourly, 1, start: 100, step: 0.1m);
        Put(Funding, 8 * Hourly, 8, start: 0.0001m, step: 0.00001m);
        foreach (var key in new[] { Oracle, TokenOracle, MoneyOracle, LstRate, BorrowIndex, BorrowRate, LiquidityIndex, SupplyRate })
            Put(key, Daily, 24, start: 1, step: 0.001m);
        return market.Build();

        void Put(SeriesKey key, int interval, int every, decimal start, decimal step)
        {
            number++;
            // every series has a hole of its own, a third into the table
            var observed = Enumerable.Range(0, rows).Where(row => row % every == 0 && (row < rows / 3 + number % 5 || row > rows / 3 + number % 5 + every));
            market.Observe(key, interval, [.. observed.Select(row => (row, start + step * row * (row >= changedFrom ? 1.5m : 1m)))]);
        }
    }
}
