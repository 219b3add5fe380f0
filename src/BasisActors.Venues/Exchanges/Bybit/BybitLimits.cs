using BasisActors.Venues.Exchanges.Limits;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>
/// The rate limits of one host, kept on this side: 600 requests in 5 s for everything, 10 orders a second (Bybit's limit for linear; spot allows 20). All clients
/// that speak to the same host from the same address share one object.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="requests">Requests in 5 s.</param>
/// <param name="orders">Orders in 1 s.</param>
public sealed class BybitLimits(TimeProvider time, int requests = 600, int orders = 10)
{
    /// <summary>Bybit bars an address that went over the limit for this long (HTTP 403).</summary>
    private static readonly TimeSpan Bar = TimeSpan.FromMinutes(10);

    private readonly RollingLimit _requests = new(requests, TimeSpan.FromSeconds(5), time);
    private readonly RollingLimit _orders = new(orders, TimeSpan.FromSeconds(1), time);
    private long _barredUntil;

    /// <summary>How long nothing may be sent to the host; null when it may be spoken to.</summary>
    internal TimeSpan? Barred => Interlocked.Read(ref _barredUntil) - time.GetUtcNow().UtcTicks is > 0 and var ticks ? TimeSpan.FromTicks(ticks) : null;

    internal void SetBar() => Interlocked.Exchange(ref _barredUntil, (time.GetUtcNow() + Bar).UtcTicks);

    internal async Task WaitAsync(bool isOrder, CancellationToken cancellation)
    {
        if (isOrder)
            await _orders.WaitAsync(cancellation);
        await _requests.WaitAsync(cancellation);
    }
}
