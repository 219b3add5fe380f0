using BasisActors.Venues.Exchanges.Orders;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges;

/// <summary>What a client of an exchange is made of.</summary>
/// <param name="Session">Requests; its clock is the account's.</param>
/// <param name="Market">What the exchange tells anyone.</param>
/// <param name="Account">What the account holds.</param>
/// <param name="Orders">Orders.</param>
/// <param name="Timing">How long is waited for an order, as the exchange has it.</param>
internal sealed record ExchangeParts(ExchangeSession Session, IMarketReads Market, IAccountReads Account, IOrderDesk Orders, OrderTiming Timing);

/// <inheritdoc cref="IExchangeClient"/>
internal interface IMarketReads
{
    Task<OrderFilter> FilterAsync(Product product, string symbol, CancellationToken cancellation);

    Task<Quote> QuoteAsync(string symbol, CancellationToken cancellation);

    Task<IReadOnlyList<FundingRate>> FundingRatesAsync(string symbol, int count, CancellationToken cancellation);
}

/// <inheritdoc cref="IExchangeClient"/>
internal interface IAccountReads
{
    Task<KeyPermissions> PermissionsAsync(CancellationToken cancellation);

    Task<AccountHoldings> HoldingsAsync(IReadOnlyCollection<string> coins, IReadOnlyCollection<string> perpetuals, CancellationToken cancellation);

    Task<IReadOnlyList<FundingPayment>> FundingPaymentsAsync(DateTimeOffset after, CancellationToken cancellation);

    Task<IReadOnlyList<Takeover>> TakeoversAsync(DateTimeOffset after, CancellationToken cancellation);
}
