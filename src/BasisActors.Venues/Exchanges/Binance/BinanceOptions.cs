using System.Diagnostics.CodeAnalysis;
using BasisActors.Venues.Exchanges.Orders;

namespace BasisActors.Venues.Exchanges.Binance;

/// <summary>Waits and windows of a Binance account.</summary>
public sealed record BinanceOptions : ExchangeOptions
{
    [SetsRequiredMembers]
    public BinanceOptions()
    {
        Name = "binance";
        Orders = new OrderTiming { RememberedFor = TimeSpan.FromDays(3) }; // an order of the futures that ended without a fill can be queried for three days
    }

    /// <summary>
    /// How long after its timestamp a request is accepted; whole milliseconds, at most a minute. It also is how long a lost order or transfer has to be waited for.
    /// </summary>
    public TimeSpan RecvWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Set aside for a spot purchase above its value at the present price, fraction: fee and slippage come out of it, and the rest goes back.</summary>
    public decimal PurchaseReserve { get; init; } = 0.01m;

    /// <summary>How late after its time a settlement of funding may still be written down. Until then, and not longer, the log is asked at every call.</summary>
    public TimeSpan FundingDelay { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after a position was seen to have changed without an order the exchange may write down that it has closed it. Until then, and not longer, the log is asked at every call.</summary>
    public TimeSpan TakeoverDelay { get; init; } = TimeSpan.FromMinutes(5);
}
