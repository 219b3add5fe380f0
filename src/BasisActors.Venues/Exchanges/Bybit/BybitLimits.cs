using BasisActors.Venues.Exchanges.Limits;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>
/// The rate limits of one host, kept on this side: 600 requests in 5 s for everything, 10 orders a second (Bybit's limit for linear; spot allows 20), 50 queries of a
/// kind a second. All clients that speak to the same host from the same address share one object.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="requests">Requests in 5 s.</param>
/// <param name="orders">Orders in 1 s.</param>
public sealed class BybitLimits(TimeProvider time, int requests = 600, int orders = 10) : HostLimits(time)
{
    private const int QueriesOfAKind = 50;

    private readonly RollingLimit _requests = new(requests, TimeSpan.FromSeconds(5));
    private readonly RollingLimit _orders = new(orders, TimeSpan.FromSeconds(1));
    private readonly LimitsByName _queries = new(TimeSpan.FromSeconds(1));

    private protected override IEnumerable<(RollingLimit Limit, int Weight)> LimitsOf(ExchangeRequest request)
    {
        yield return (_requests, 1);
        if (request.IsPost)
            yield return (_orders, 1);
        else if (request.IsSigned)
            yield return (_queries.Of(request.Path, QueriesOfAKind), 1);
    }
}
