namespace BasisActors.Domain.Market;

/// <summary>Series with one source for every mode.</summary>
public static class ReferenceSeries
{
    /// <summary>Base fee plus a capped tip, gwei.</summary>
    public static readonly SeriesKey Gas = new(SeriesKind.Gas, "ethereum", "gas");

    /// <summary>ETH/USDT for valuing gas: Bybit spot, the only complete ETH spot series.</summary>
    public static readonly SeriesKey EthUsdt = new(SeriesKind.Spot, "bybit", "ETHUSDT");

    /// <summary>Exchanges asked for a token's spot price when the run's own spot venue does not quote it.</summary>
    public static readonly string[] SpotFallback = ["binance", "bybit"];
}
