using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Binance;

/// <summary>
/// Binance's limits, counted over rolling windows: weights of the spot host and of the futures host in a minute, orders of an account, and the pool that funding rates
/// share. Over a limit comes HTTP 429 with the time to wait; whoever goes on asking is banned (HTTP 418), each time twice as long.
/// </summary>
public sealed class BinanceLimits
{
    /// <summary>Requests before the time is over that are still answered with 429: several may be under way when the first is refused.</summary>
    private const int Patience = 10;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Decade = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstBan = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestBan = TimeSpan.FromDays(3);

    private readonly Lock _gate = new();
    private readonly RequestCounts _counts = new();
    private readonly Dictionary<Product, Bar> _bars = new() { [Product.Spot] = new Bar(), [Product.Perpetual] = new Bar() };

    /// <summary>Limits as <c>exchangeInfo</c> has them: kind, unit, number of units, permits.</summary>
    internal static ImmutableArray<(string Kind, string Unit, int Units, int Permits)> Of(Product product) => product == Product.Spot
        ? [("REQUEST_WEIGHT", "MINUTE", 1, 6_000), ("ORDERS", "SECOND", 10, 100), ("RAW_REQUESTS", "MINUTE", 5, 300_000)]
        : [("REQUEST_WEIGHT", "MINUTE", 1, 2_400), ("ORDERS", "MINUTE", 1, 1_200), ("ORDERS", "SECOND", 10, 300)];

    /// <summary>The most seen in a window so far, refused requests included: <c>spot weight</c>, <c>futures weight</c>, <c>spot orders 10s</c>, <c>futures orders 10s</c>, <c>funding</c>.</summary>
    public ImmutableSortedDictionary<string, int> Most => _counts.Most;

    /// <summary>Requests that came while the host wanted to be left alone.</summary>
    public int Disobeyed { get; private set; }

    /// <summary>Weighs a request.</summary>
    /// <param name="product">Whose host it came to.</param>
    /// <param name="weight">What it weighs.</param>
    /// <param name="fromFundingPool">Whether it counts in the pool of funding rates.</param>
    /// <param name="now">Time of the request.</param>
    /// <param name="headers">What Binance tells about the limit.</param>
    /// <returns>The refusal; null when it is admitted.</returns>
    internal WireAnswer? Admit(Product product, int weight, bool fromFundingPool, DateTimeOffset now, out ImmutableArray<KeyValuePair<string, string>> headers)
    {
        var permits = Of(product)[0].Permits;
        lock (_gate)
        {
            var bar = _bars[product];
            headers = [];
            if (now < bar.Until)
                return Insisting(bar, now);
            var left = _counts.Count($"{product} weight", $"{Name(product)} weight", permits, Minute, now, out var reset, weight);
            if (left < 0)
                return Over(bar, now, reset);
            headers = [new("X-MBX-USED-WEIGHT-1M", Text(permits - left))];
            if (fromFundingPool && _counts.Count("funding", "funding", 500, TimeSpan.FromMinutes(5), now, out reset) < 0)
                return Over(bar, now, reset);
            return null;
        }
    }

    /// <summary>Counts an order; a refusal of it is no matter of the address and bars nobody.</summary>
    internal WireAnswer? AdmitOrder(string key, Product product, DateTimeOffset now, out ImmutableArray<KeyValuePair<string, string>> headers)
    {
        lock (_gate)
        {
            headers = [];
            foreach (var (_, unit, units, permits) in Of(product).Where(l => l.Kind == "ORDERS"))
            {
                var (window, name) = unit == "SECOND" ? (Decade, "10S") : (Minute, "1M");
                var left = _counts.Count($"{key} {product} {name}", $"{Name(product)} orders {units}{unit[0]}".ToLowerInvariant(), permits, window, now, out var reset);
                if (left < 0)
                    return BinanceReply.Refused(new BinanceRefusal(-1015, $"Too many new orders; current limit is {permits} orders per {units} {unit}.", 429), reset - now);
                headers = headers.Add(new($"X-MBX-ORDER-COUNT-{name}", Text(permits - left)));
            }

            return null;
        }
    }

    private static string Name(Product product) => product == Product.Spot ? "spot" : "futures";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static WireAnswer Over(Bar bar, DateTimeOffset now, DateTimeOffset reset)
    {
        (bar.Until, bar.Left) = (reset, Patience);
        return BinanceReply.Refused(new BinanceRefusal(-1003, "Too many requests; current limit is reached.", 429), reset - now);
    }

    private WireAnswer Insisting(Bar bar, DateTimeOffset now)
    {
        Disobeyed++;
        if (bar.Left-- > 0)
            return BinanceReply.Refused(new BinanceRefusal(-1003, "Too many requests; current limit is reached.", 429), bar.Until - now);
        if (bar.BannedUntil <= now)
        {
            bar.Ban = bar.Ban == TimeSpan.Zero ? FirstBan : bar.Ban * 2 < LongestBan ? bar.Ban * 2 : LongestBan;
            bar.Until = bar.BannedUntil = now + bar.Ban;
        }

        return BinanceReply.Refused(new BinanceRefusal(-1003, $"Way too many requests; IP banned until {bar.BannedUntil.ToUnixTimeMilliseconds()}.", 418), bar.Until - now);
    }

    private sealed class Bar
    {
        public DateTimeOffset Until { get; set; } = DateTimeOffset.MinValue;

        public DateTimeOffset BannedUntil { get; set; } = DateTimeOffset.MinValue;

        public TimeSpan Ban { get; set; }

        public int Left { get; set; }
    }
}
