using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>A unified trading account at Bybit (v5). Perpetuals in one-way mode, everything against USDT.</summary>
public sealed class BybitClient : ExchangeClient
{
    /// <param name="http">With the host as base address. It must not repeat requests by itself; its timeout is above that of the options.</param>
    /// <param name="credentials">Key and secret.</param>
    /// <param name="time">Clock and timers.</param>
    /// <param name="options">Waits; the defaults suit the live exchange.</param>
    /// <param name="limits">Shared by all clients of the host; null makes one of its own.</param>
    public BybitClient(HttpClient http, ApiCredentials credentials, TimeProvider time, BybitOptions? options = null, BybitLimits? limits = null)
        : base((options ??= new BybitOptions()).Name, time, Parts(Addressed(http), credentials, time, options, limits ?? new BybitLimits(time)))
    {
    }

    private static ExchangeParts Parts(HttpClient http, ApiCredentials credentials, TimeProvider time, BybitOptions options, BybitLimits limits)
    {
        var session = new ExchangeSession(new BybitWire(http, credentials, time, limits, options), time, options);
        var (market, account) = (new BybitMarket(session, time), new BybitAccount(session));
        return new ExchangeParts(session, market, account, new BybitOrders(session, market, account, options), options.Orders with { AcceptedFor = options.RecvWindow });
    }
}
