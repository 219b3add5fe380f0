namespace BasisActors.Domain.Market;

/// <summary>Series with one source for every mode.</summary>
public static class ReferenceSeries
{
    /// <summary>Base fee plus a capped tip, gwei.</summary>
    public static readonly SeriesKey Gas = new(SeriesKind.Gas, "ethereum", "gas");

    /// <summary>ETH/USDT for valuing gas: Bybit spot, the only complete ETH spot series.</summary>
    public static readonly SeriesKey EthUsdt = new(SeriesKind.Spot, "bybit", "ETHUSDT");

    /// <summary>WETH per reward token on its pool; null for any other token.</summary>
    public static SeriesKey? RewardPool(string token) => token is "EIGEN" or "ETHFI" ? new SeriesKey(SeriesKind.Spot, "uniswap", token + "WETH") : null;

    /// <summary>A pair's spot price at a venue or, where the data has none there, at the first exchange that has one; −1 when there is none.</summary>
    public static int FindSpot(IMarketData market, string venue, string pair)
    {
        var series = market.Find(new SeriesKey(SeriesKind.Spot, venue, pair));
        foreach (var other in SpotFallback)
        {
            if (series < 0)
                series = market.Find(new SeriesKey(SeriesKind.Spot, other, pair));
        }

        return series;
    }

    /// <summary>Exchanges asked for a token's spot price when the run's own spot venue does not quote it.</summary>
    public static readonly string[] SpotFallback = ["binance", "bybit"];
}
