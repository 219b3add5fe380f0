using BasisActors.Venues.Exchanges.Orders;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Okx;

/// <summary>
/// A trading account at OKX (v5). Perpetuals in net mode and cross margin, everything against USDT. Reads are repeated when they fail and then throw a
/// <see cref="Domain.Errors.BasisException"/>: EXI-003 not available, EXI-001 refused, EXI-004 signature or key refused (stop and look). An order's outcome is
/// a value; only EXI-004 is thrown there too, and an order that was under way then is to be asked about later.
/// </summary>
public sealed class OkxClient : IExchangeClient
{
    private readonly TimeProvider _time;
    private readonly ExchangeSession _session;
    private readonly OkxMarket _market;
    private readonly OkxAccount _account;
    private readonly OkxOrders _orders;
    private readonly OrderTiming _timing;

    /// <param name="http">With the host as base address. It must not repeat requests by itself; its timeout is above that of the options.</param>
    /// <param name="credentials">Key, secret and passphrase.</param>
    /// <param name="time">Clock and timers.</param>
    /// <param name="options">Waits; the defaults suit the live exchange.</param>
    /// <param name="limits">Shared by all clients of the account; null makes one of its own.</param>
    public OkxClient(HttpClient http, ApiCredentials credentials, TimeProvider time, OkxOptions? options = null, OkxLimits? limits = null)
    {
        if (http.BaseAddress is null)
            throw new ArgumentException("The base address is not set.", nameof(http));
        options ??= new OkxOptions();
        Name = options.Name;
        _time = time;
        _timing = options.Orders with { AcceptedFor = options.OrderLifetime, AcceptedAhead = OkxOptions.Window };
        _session = new ExchangeSession(new OkxWire(http, credentials, time, limits ?? new OkxLimits(time), options), time, options);
        _market = new OkxMarket(_session, time);
        _account = new OkxAccount(_session, _market, time);
        _orders = new OkxOrders(_session, _market, _account, options, time);
    }

    public string Name { get; }

    public Task<DateTimeOffset> TimeAsync(CancellationToken cancellation) => _session.TimeAsync(cancellation);

    public Task<OrderFilter> FilterAsync(Product product, string symbol, CancellationToken cancellation) => _market.FilterAsync(product, symbol, cancellation);

    public Task<Quote> QuoteAsync(string symbol, CancellationToken cancellation) => _market.QuoteAsync(symbol, cancellation);

    public Task<IReadOnlyList<FundingRate>> FundingRatesAsync(string symbol, int count, CancellationToken cancellation) =>
        _market.FundingRatesAsync(symbol, count, cancellation);

    public Task<AccountHoldings> HoldingsAsync(IReadOnlyCollection<string> coins, IReadOnlyCollection<string> perpetuals, CancellationToken cancellation) =>
        _account.HoldingsAsync(coins, perpetuals, cancellation);

    public Task<IReadOnlyList<FundingPayment>> FundingPaymentsAsync(DateTimeOffset after, CancellationToken cancellation) =>
        _account.FundingPaymentsAsync(after, cancellation);

    public Task<IReadOnlyList<Takeover>> TakeoversAsync(DateTimeOffset after, CancellationToken cancellation) => _account.TakeoversAsync(after, cancellation);

    public Task<OrderOutcome> PlaceAsync(ExchangeOrder order, bool mayHaveBeenSent, CancellationToken cancellation) => OkxNames.Malformed(order.ClientOrderId) is { } malformed
        ? Task.FromResult<OrderOutcome>(new OrderOutcome.Denied(malformed))
        : new OrderResolution(_orders, order, mayHaveBeenSent, _timing, _time).RunAsync(cancellation);
}
