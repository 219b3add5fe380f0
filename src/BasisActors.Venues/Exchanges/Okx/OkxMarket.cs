using System.Text.Json;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Okx;

/// <summary>What OKX tells anyone: units, prices, funding rates.</summary>
internal sealed class OkxMarket(ExchangeSession session, TimeProvider time) : IMarketReads
{
    private const int RatesPerPage = 100;

    private readonly DailyCache<OkxInstrument> _instruments = new(time);

    public async Task<OrderFilter> FilterAsync(Product product, string symbol, CancellationToken cancellation) =>
        (await InstrumentAsync(product, symbol, cancellation)).Filter;

    public Task<OkxInstrument> InstrumentAsync(Product product, string symbol, CancellationToken cancellation) => _instruments.GetAsync(product, symbol, () => session.ReadAsync(
        ExchangeRequest.Public(OkxPaths.Instruments, $"instType={OkxNames.InstrumentType(product)}&instId={OkxNames.Instrument(product, symbol)}"),
        reply => OkxInstrument.Read(product, reply.Result.EnumerateArray().Single()),
        cancellation));

    /// <summary>After an order was refused for its size.</summary>
    public void ForgetInstrument(Product product, string symbol) => _instruments.Forget(product, symbol);

    public async Task<Quote> QuoteAsync(string symbol, CancellationToken cancellation)
    {
        var spot = await FirstAsync(OkxPaths.Ticker, Product.Spot, symbol, t => new { Last = t.Required("last"), At = t.RequiredTime("ts") }, cancellation);
        var mark = await FirstAsync(OkxPaths.Mark, Product.Perpetual, symbol, m => new { Price = m.Required("markPx"), At = m.RequiredTime("ts") }, cancellation);
        var funding = mark is null ? null : await FirstAsync(
            OkxPaths.FundingRate, Product.Perpetual, symbol, f => new { Rate = f.Number("fundingRate"), Next = f.Time("fundingTime") }, cancellation);
        DateTimeOffset[] times = [.. new[] { spot?.At, mark?.At }.OfType<DateTimeOffset>()];
        return new Quote(
            spot?.Last, mark?.Price, funding?.Rate, funding?.Next, times.Length > 0 ? times.Max() : await session.TimeAsync(cancellation));
    }

    /// <summary>USDT: the last price of spot, the mark price of a perpetual; null where there is no such pair.</summary>
    public Task<decimal?> PriceAsync(Product product, string symbol, CancellationToken cancellation) => product == Product.Spot
        ? FirstAsync(OkxPaths.Ticker, product, symbol, t => t.Number("last"), cancellation)
        : FirstAsync(OkxPaths.Mark, product, symbol, m => m.Number("markPx"), cancellation);

    /// <summary>What was paid is <c>realizedRate</c>.</summary>
    public Task<IReadOnlyList<FundingRate>> FundingRatesAsync(string symbol, int count, CancellationToken cancellation) => FundingPages.LastAsync(count, RatesPerPage, (limit, before) =>
    {
        var older = before is { } at ? FormattableString.Invariant($"&after={at.ToUnixTimeMilliseconds()}") : "";
        return session.ReadAsync(
            ExchangeRequest.Public(OkxPaths.FundingHistory, FormattableString.Invariant($"instId={OkxNames.Instrument(Product.Perpetual, symbol)}&limit={limit}{older}")),
            reply => reply.Result.EnumerateArray().Select(r => new FundingRate(r.Required("realizedRate"), r.RequiredTime("fundingTime"))).ToList(),
            cancellation);
    });

    /// <summary>The first entry of an answer about one instrument; nothing where OKX does not have it.</summary>
    private async Task<T?> FirstAsync<T>(string path, Product product, string symbol, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        var type = path == OkxPaths.Mark ? $"instType={OkxNames.InstrumentType(product)}&" : "";
        var request = ExchangeRequest.Public(path, $"{type}instId={OkxNames.Instrument(product, symbol)}");
        var (found, _) = await session.ReadListedAsync(request, r => r.Result.EnumerateArray().Select(read).FirstOrDefault(), cancellation);
        return found;
    }
}
