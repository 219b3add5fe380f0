using BasisActors.Venues.Exchanges.Limits;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>
/// The rate limits of one host, kept on this side: 600 requests in 5 s for everything, 10 orders a second (Bybit's limit for linear; spot allows 20). All clients
/// that speak to the same host from the same address share one object.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="requests">Requests in 5 s.</param>
/// <param name="orders">Orders in 1 s.</param>
public sealed class BybitLimits(TimeProvider time, int requests = 600, int orders = 10) : HostLimits(time)
{
    private readonly RollingLimit _requests = new(requests, TimeSpan.FromSeconds(5), time);
    private readonly RollingLimit _orders = new(orders, TimeSpan.FromSeconds(1), time);

    internal override async Task WaitAsync(ExchangeRequest request, CancellationToken cancellation)
    {
        if (request.IsPost)
            await _orders.WaitAsync(cancellation);
        await _requests.WaitAsync(cancellation);
    }
}
