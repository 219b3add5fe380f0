using System.Text.Json;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>What Bybit tells anyone: filters, prices, funding rates.</summary>
internal sealed class BybitMarket(ExchangeSession session, TimeProvider time) : IMarketReads
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

    public Task<IReadOnlyList<FundingRate>> FundingRatesAsync(string symbol, int count, CancellationToken cancellation) => FundingPages.LastAsync(count, RatesPerPage, (limit, before) =>
    {
        var end = before is { } at ? FormattableString.Invariant($"&endTime={at.ToUnixTimeMilliseconds() - 1}") : "";
        return session.ReadAsync(
            ExchangeRequest.Public("/v5/market/funding/history", FormattableString.Invariant($"category=linear&symbol={symbol}&limit={limit}{end}")),
            reply => reply.Result.List().Select(r => new FundingRate(r.Required("fundingRate"), r.RequiredTime("fundingRateTimestamp"))).ToList(),
            cancellation);
    });

    /// <summary>The minimum quantity of spot is its step: Bybit no longer checks <c>minOrderQty</c> there, the minimum amount rules.</summary>
    private static OrderFilter Filter(Product product, string symbol, ExchangeReply reply)
    {
        var lot = reply.Result.List().Single(i => i.Text("symbol") == symbol).GetProperty("lotSizeFilter");
        return product == Product.Spot
            ? new OrderFilter(lot.Required("basePrecision"), lot.Required("basePrecision"), lot.Required("minOrderAmt"))
            : new OrderFilter(lot.Required("qtyStep"), lot.Required("minOrderQty"), lot.Number("minNotionalValue") ?? 0m);
    }

    private Task<(T? Found, DateTimeOffset At)> TickerAsync<T>(Product product, string symbol, Func<JsonElement, T> read, CancellationToken cancellation) => session.ReadListedAsync(
        ExchangeRequest.Public("/v5/market/tickers", $"category={Category(product)}&symbol={symbol}"), r => r.Result.List().Select(read).FirstOrDefault(), cancellation);
}
