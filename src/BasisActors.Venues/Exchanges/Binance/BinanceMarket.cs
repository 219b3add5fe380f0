using System.Text.Json;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Binance;

/// <summary>What Binance tells anyone: filters, prices, funding rates.</summary>
internal sealed class BinanceMarket(ExchangeSession spot, ExchangeSession futures, BinanceLimits spotLimits, BinanceLimits futuresLimits, TimeProvider time) : IMarketReads
{
    private const int RatesPerPage = 1_000;
    private const decimal UsualIntervalHours = 8m;

    private readonly DailyCache<OrderFilter> _filters = new(time);
    private readonly DailyCache<decimal> _intervals = new(time);

    /// <summary>When funding is settled, as far as the quotes have told.</summary>
    public FundingSchedule Schedule { get; } = new();

    public Task<OrderFilter> FilterAsync(Product product, string symbol, CancellationToken cancellation) => _filters.GetAsync(product, symbol, () => product == Product.Spot
        ? spot.ReadAsync(ExchangeRequest.Public(BinancePaths.SpotInfo, BinanceSignature.Query(("symbol", symbol))), r => Filter(r.Result, symbol, spotLimits), cancellation)
        : futures.ReadAsync(ExchangeRequest.Public(BinancePaths.FuturesInfo), r => Filter(r.Result, symbol, futuresLimits), cancellation));

    /// <summary>After an order was refused for its size.</summary>
    public void ForgetFilter(Product product, string symbol) => _filters.Forget(product, symbol);

    /// <summary>The spot price is the middle of bid and ask: the last trade may be old.</summary>
    public async Task<Quote> QuoteAsync(string symbol, CancellationToken cancellation)
    {
        var price = await PriceAsync(Product.Spot, symbol, cancellation);
        var (mark, _) = await MarkAsync(
            symbol, m => new { Price = m.Required("markPrice"), Rate = m.Number("lastFundingRate"), Next = m.Time("nextFundingTime"), At = m.RequiredTime("time") }, cancellation);
        if (mark is null)
            return new Quote(price, null, null, null, await futures.TimeAsync(cancellation));
        if (mark.Next is { } next)
            Schedule.Note(symbol, next, TimeSpan.FromHours((double)await IntervalAsync(symbol, cancellation)));
        return new Quote(price, mark.Price, mark.Rate, mark.Next, mark.At);
    }

    /// <summary>USDT: the middle of spot's bid and ask, the mark price of a perpetual; null where there is no such pair.</summary>
    public async Task<decimal?> PriceAsync(Product product, string symbol, CancellationToken cancellation)
    {
        var (price, _) = product == Product.Spot
            ? await spot.ReadListedAsync<decimal?>(
                ExchangeRequest.Public(BinancePaths.SpotBook, BinanceSignature.Query(("symbol", symbol))), r => (r.Result.Required("bidPrice") + r.Result.Required("askPrice")) / 2, cancellation)
            : await MarkAsync<decimal?>(symbol, m => m.Required("markPrice"), cancellation);
        return price;
    }

    public Task<IReadOnlyList<FundingRate>> FundingRatesAsync(string symbol, int count, CancellationToken cancellation) => FundingPages.LastAsync(count, RatesPerPage, (limit, before) =>
    {
        var end = before is { } at ? FormattableString.Invariant($"&endTime={at.ToUnixTimeMilliseconds() - 1}") : "";
        return futures.ReadAsync(
            ExchangeRequest.Public(BinancePaths.FundingRates, FormattableString.Invariant($"{BinanceSignature.Query(("symbol", symbol))}&limit={limit}{end}")),
            reply => reply.Result.EnumerateArray().Select(r => new FundingRate(r.Required("fundingRate"), r.RequiredTime("fundingTime"))).ToList(),
            cancellation);
    });

    /// <summary>
    /// The lot of a market order is that of MARKET_LOT_SIZE and of LOT_SIZE: a step of 0 asks for nothing, and of two steps the larger is a multiple of the smaller. An
    /// older pair has MIN_NOTIONAL instead of NOTIONAL; either may leave market orders out.
    /// </summary>
    private static OrderFilter Filter(JsonElement info, string symbol, BinanceLimits limits)
    {
        limits.Learn(info.GetProperty("rateLimits"));
        var filters = info.GetProperty("symbols").EnumerateArray().Single(s => s.Text("symbol") == symbol).GetProperty("filters").EnumerateArray()
            .ToLookup(f => f.Text("filterType"), StringComparer.Ordinal);
        var lots = filters["LOT_SIZE"].Concat(filters["MARKET_LOT_SIZE"]).ToList();
        var step = lots.Max(l => l.Required("stepSize"));
        if (step <= 0 || lots.Any(l => l.Required("stepSize") is > 0 and var other && step % other != 0))
            throw new FormatException($"The steps of {symbol} do not fit together.");
        return new OrderFilter(step, lots.Max(l => l.Required("minQty")), filters["NOTIONAL"].Concat(filters["MIN_NOTIONAL"]).Select(Notional).DefaultIfEmpty(0m).Max());
    }

    private static decimal Notional(JsonElement filter) => filter.Text("applyMinToMarket") == "false" || filter.Text("applyToMarket") == "false"
        ? 0m
        : filter.Number("minNotional") ?? filter.Required("notional");

    private Task<(T? Found, DateTimeOffset At)> MarkAsync<T>(string symbol, Func<JsonElement, T> read, CancellationToken cancellation) => futures.ReadListedAsync<T>(
        ExchangeRequest.Public(BinancePaths.Mark, BinanceSignature.Query(("symbol", symbol))), r => read(r.Result), cancellation);

    /// <summary>Hours between two settlements. Only what differs from the usual is listed.</summary>
    private Task<decimal> IntervalAsync(string symbol, CancellationToken cancellation) => _intervals.GetAsync(Product.Perpetual, symbol, () => futures.ReadAsync(
        ExchangeRequest.Public(BinancePaths.FundingInfo),
        r => r.Result.EnumerateArray().Where(f => f.Text("symbol") == symbol).Select(f => f.Required("fundingIntervalHours")).DefaultIfEmpty(UsualIntervalHours).First(),
        cancellation));
}
