using System.Text.Json;
using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>What Bybit tells anyone: filters, prices, funding rates.</summary>
internal sealed class BybitMarket(ExchangeSession session, TimeProvider time)
{
    private const int RatesPerPage = 200;

    private readonly DailyCache<OrderFilter> _filters = new(time);

    public static string Category(Product product) => product == Product.Spot ? "spot" : "linear";

    public Task<OrderFilter> FilterAsync(Product product, string symbol, CancellationToken cancellation) => _filters.GetAsync(product, symbol, () => session.ReadAsync(
        ExchangeRequest.Public("/v5/market/instruments-info", $"category={Category(product)}&symbol={symbol}"), reply => Filter(product, symbol, reply), cancellation));

    /// <summary>After an order was refused for its size.</summary>
    public void ForgetFilter(Product product, string symbol) => _filters.Forget(product, symbol);

    public async Task<Quote> QuoteAsync(string symbol, CancellationToken cancellation)
    {
        var (spot, _) = await TickerAsync(Product.Spot, symbol, t => t.Number("lastPrice"), cancellation);
        var (perpetual, at) = await TickerAsync(
            Product.Perpetual, symbol, t => new { Mark = t.Number("markPrice"), Funding = t.Number("fundingRate"), Next = t.Time("nextFundingTime") }, cancellation);
        return new Quote(spot, perpetual?.Mark, perpetual?.Funding, perpetual?.Next, at);
    }

    /// <summary>USDT: the last price of spot, the mark price of a perpetual; null where there is no such pair.</summary>
    public async Task<decimal?> PriceAsync(Product product, string symbol, CancellationToken cancellation)
    {
        var (price, _) = await TickerAsync(product, symbol, t => t.Number(product == Product.Spot ? "lastPrice" : "markPrice"), cancellation);
        return price;
    }

    /// <summary>The last settled rates, oldest first; fewer when there are no more. Bybit pages backwards from an end.</summary>
    public async Task<IReadOnlyList<FundingRate>> FundingRatesAsync(string symbol, int count, CancellationToken cancellation)
    {
        var rates = new List<FundingRate>();
        while (rates.Count < count)
        {
            var limit = Math.Min(RatesPerPage, count - rates.Count);
            var end = rates.Count == 0 ? "" : FormattableString.Invariant($"&endTime={rates[^1].At.ToUnixTimeMilliseconds() - 1}");
            var page = await session.ReadAsync(
                ExchangeRequest.Public("/v5/market/funding/history", FormattableString.Invariant($"category=linear&symbol={symbol}&limit={limit}{end}")),
                reply => reply.Result.List().Select(r => new FundingRate(r.Required("fundingRate"), r.RequiredTime("fundingRateTimestamp"))).ToList(),
                cancellation);
            rates.AddRange(page.OrderByDescending(r => r.At));
            if (page.Count < limit)
                break;
        }

        rates.Reverse();
        return rates;
    }

    /// <summary>The minimum quantity of spot is its step: Bybit no longer checks <c>minOrderQty</c> there, the minimum amount rules.</summary>
    private static OrderFilter Filter(Product product, string symbol, ExchangeReply reply)
    {
        var lot = reply.Result.List().Single(i => i.Text("symbol") == symbol).GetProperty("lotSizeFilter");
        return product == Product.Spot
            ? new OrderFilter(lot.Required("basePrecision"), lot.Required("basePrecision"), lot.Required("minOrderAmt"))
            : new OrderFilter(lot.Required("qtyStep"), lot.Required("minOrderQty"), lot.Number("minNotionalValue") ?? 0m);
    }

    /// <summary>A symbol that the category does not have is refused as a bad parameter, or answered with an empty list.</summary>
    private async Task<(T? Ticker, DateTimeOffset At)> TickerAsync<T>(Product product, string symbol, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        var request = ExchangeRequest.Public("/v5/market/tickers", $"category={Category(product)}&symbol={symbol}");
        var reply = await session.TryReadAsync(request, cancellation);
        return reply.Verdict switch
        {
            Verdict.Done => (session.Understand(request, reply, r => r.Result.List().Select(read).FirstOrDefault()), reply.ServerTime),
            Verdict.Size => (default, reply.ServerTime),
            _ => throw new BasisException("EXI-001", $"{request.Path} is refused for {symbol}: {reply.Message}."),
        };
    }
}
