using System.Globalization;
using System.Text.Json;
using BasisActors.Venues.Exchanges.Limits;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Binance;

/// <summary>
/// The rate limits of one of Binance's hosts, kept on this side: weights in a minute, orders, and the pool that funding rates share. They begin as documented in July
/// 2026 and become what <c>exchangeInfo</c> says; what the exchange has counted is taken from its answers.
/// </summary>
public sealed class BinanceLimits : HostLimits
{
    /// <summary>Share of the weight that is used: the way to the exchange is not equally long for all requests, and others may use the same address.</summary>
    private const decimal UsedShare = 0.8m;

    private readonly RollingLimit _weight;
    private readonly RollingLimit _funding = new(500, TimeSpan.FromMinutes(5));
    private readonly SortedDictionary<TimeSpan, RollingLimit> _orders = [];

    /// <param name="time">The clock.</param>
    /// <param name="product">Whose host it is.</param>
    public BinanceLimits(TimeProvider time, Product product)
        : base(time)
    {
        var isSpot = product == Product.Spot;
        _weight = new RollingLimit(Used(isSpot ? 6_000 : 2_400), TimeSpan.FromMinutes(1));
        Order(TimeSpan.FromSeconds(10), isSpot ? 100 : 300);
        if (!isSpot)
            Order(TimeSpan.FromMinutes(1), 1_200);
    }

    /// <summary>What a request weighs; of orders what a refused one does.</summary>
    internal static int Weight(ExchangeRequest request) => request.Path switch
    {
        BinancePaths.SpotInfo or BinancePaths.SpotAccount => 20,
        BinancePaths.SpotBook => 2,
        BinancePaths.SpotOrder => request.IsPost ? 1 : 4,
        BinancePaths.SpotFills or BinancePaths.FuturesFills or BinancePaths.FuturesBalance or BinancePaths.Positions => 5,
        BinancePaths.Income => 30,
        BinancePaths.ForcedOrders => request.Query.Contains("symbol=", StringComparison.Ordinal) ? 20 : 50,
        BinancePaths.FundingRates or BinancePaths.FundingInfo => 0, // a pool of their own
        _ => 1,
    };

    private protected override IEnumerable<(RollingLimit Limit, int Weight)> LimitsOf(ExchangeRequest request)
    {
        yield return (_weight, Weight(request));
        if (request.Path is BinancePaths.FundingRates or BinancePaths.FundingInfo)
            yield return (_funding, 1);
        if (request is not { IsPost: true, Path: BinancePaths.SpotOrder or BinancePaths.FuturesOrder })
            yield break;
        foreach (var limit in _orders.Values)
            yield return (limit, 1);
    }

    /// <summary>Takes the limits from <c>rateLimits</c> of <c>exchangeInfo</c>.</summary>
    internal void Learn(JsonElement rateLimits)
    {
        foreach (var limit in rateLimits.EnumerateArray())
        {
            var unit = limit.Text("interval") switch
            {
                "SECOND" => TimeSpan.FromSeconds(1),
                "MINUTE" => TimeSpan.FromMinutes(1),
                "HOUR" => TimeSpan.FromHours(1),
                "DAY" => TimeSpan.FromDays(1),
                var other => throw new FormatException($"A limit in the interval {other} is not known."),
            };
            var (window, permits) = (unit * (int)limit.Required("intervalNum"), (int)limit.Required("limit"));
            lock (Gate)
            {
                if (limit.Text("rateLimitType") == "ORDERS")
                    Order(window, permits);
                else if (limit.Text("rateLimitType") == "REQUEST_WEIGHT" && window == TimeSpan.FromMinutes(1))
                    _weight.Permits = Used(permits);
            }
        }
    }

    /// <summary>Takes over what the exchange has counted in the last minute.</summary>
    internal void Observe(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("X-MBX-USED-WEIGHT-1M", out var values) || !int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var used))
            return;
        lock (Gate)
            _weight.Observe(Now, used);
    }

    private static int Used(int permits) => (int)(permits * UsedShare);

    private void Order(TimeSpan window, int permits)
    {
        if (_orders.TryGetValue(window, out var known))
            known.Permits = permits;
        else
            _orders.Add(window, new RollingLimit(permits, window));
    }
}
