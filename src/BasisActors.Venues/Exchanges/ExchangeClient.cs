using BasisActors.Venues.Exchanges.Orders;

namespace BasisActors.Venues.Exchanges;

/// <summary>
/// A client of a real exchange. Reads are repeated when they fail and then throw a <see cref="Domain.Errors.BasisException"/>: EXI-003 not available, EXI-001
/// refused, EXI-004 signature or key refused (stop and look). An order's outcome is a value; only EXI-004 is thrown there too, and an order that was under way
/// then is to be asked about later.
/// </summary>
public abstract class ExchangeClient : IExchangeClient
{
    private readonly TimeProvider _time;
    private readonly ExchangeParts _parts;

    private protected ExchangeClient(string name, TimeProvider time, ExchangeParts parts) => (Name, _time, _parts) = (name, time, parts);

    public string Name { get; }

    public Task<DateTimeOffset> TimeAsync(CancellationToken cancellation) => _parts.Session.TimeAsync(cancellation);

    public Task<OrderFilter> FilterAsync(Product product, string symbol, CancellationToken cancellation) => _parts.Market.FilterAsync(product, symbol, cancellation);

    public Task<Quote> QuoteAsync(string symbol, CancellationToken cancellation) => _parts.Market.QuoteAsync(symbol, cancellation);

    public Task<IReadOnlyList<FundingRate>> FundingRatesAsync(string symbol, int count, CancellationToken cancellation) =>
        _parts.Market.FundingRatesAsync(symbol, count, cancellation);

    public Task<KeyPermissions> PermissionsAsync(CancellationToken cancellation) => _parts.Account.PermissionsAsync(cancellation);

    public Task<AccountHoldings> HoldingsAsync(IReadOnlyCollection<string> coins, IReadOnlyCollection<string> perpetuals, CancellationToken cancellation) =>
        _parts.Account.HoldingsAsync(coins, perpetuals, cancellation);

    public Task<IReadOnlyList<FundingPayment>> FundingPaymentsAsync(DateTimeOffset after, CancellationToken cancellation) =>
        _parts.Account.FundingPaymentsAsync(after, cancellation);

    public virtual Task<IReadOnlyList<Takeover>> TakeoversAsync(DateTimeOffset after, CancellationToken cancellation) => _parts.Account.TakeoversAsync(after, cancellation);

    /// <summary>Does nothing: there is one balance.</summary>
    public virtual Task ArrangeAsync(decimal forSpot, CancellationToken cancellation) => Task.CompletedTask;

    public virtual Task<OrderOutcome> PlaceAsync(ExchangeOrder order, bool mayHaveBeenSent, CancellationToken cancellation) =>
        new OrderResolution(_parts.Orders, order, mayHaveBeenSent, _parts.Timing, _time).RunAsync(cancellation);

    /// <exception cref="ArgumentException">The client has no base address.</exception>
    private protected static HttpClient Addressed(HttpClient http) =>
        http.BaseAddress is null ? throw new ArgumentException("The base address is not set.", nameof(http)) : http;
}
