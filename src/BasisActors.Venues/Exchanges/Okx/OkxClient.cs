using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Okx;

/// <summary>A trading account at OKX (v5). Perpetuals in net mode and cross margin, everything against USDT.</summary>
public sealed class OkxClient : ExchangeClient
{
    /// <param name="http">With the host as base address. It must not repeat requests by itself; its timeout is above that of the options.</param>
    /// <param name="credentials">Key, secret and passphrase.</param>
    /// <param name="time">Clock and timers.</param>
    /// <param name="options">Waits; the defaults suit the live exchange.</param>
    /// <param name="limits">Shared by all clients of the account; null makes one of its own.</param>
    public OkxClient(HttpClient http, ApiCredentials credentials, TimeProvider time, OkxOptions? options = null, OkxLimits? limits = null)
        : base((options ??= new OkxOptions()).Name, time, Parts(Addressed(http), credentials, time, options, limits ?? new OkxLimits(time)))
    {
    }

    public override Task<OrderOutcome> PlaceAsync(ExchangeOrder order, bool mayHaveBeenSent, CancellationToken cancellation) => OkxNames.Malformed(order.ClientOrderId) is { } malformed
        ? Task.FromResult<OrderOutcome>(new OrderOutcome.Denied(malformed))
        : base.PlaceAsync(order, mayHaveBeenSent, cancellation);

    private static ExchangeParts Parts(HttpClient http, ApiCredentials credentials, TimeProvider time, OkxOptions options, OkxLimits limits)
    {
        var session = new ExchangeSession(new OkxWire(http, credentials, time, limits, options), time, options);
        var market = new OkxMarket(session, time);
        var account = new OkxAccount(session, market, time);
        return new ExchangeParts(
            session, market, account, new OkxOrders(session, market, account, options, time),
            options.Orders with { AcceptedFor = options.OrderLifetime, AcceptedAhead = OkxOptions.Window });
    }
}
