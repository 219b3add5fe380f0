using System.Collections.Concurrent;
using BasisActors.Venues.Exchanges.Limits;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Okx;

/// <summary>
/// OKX's rate limits, kept on this side: each endpoint has its own. All clients of one account and address share one object.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class OkxLimits(TimeProvider time) : HostLimits(time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time = time;
    private readonly ConcurrentDictionary<string, RollingLimit> _limits = new(StringComparer.Ordinal);

    /// <summary>Requests in two seconds. OKX counts orders by instrument; here all count together.</summary>
    internal static int Permits(string path) => path switch
    {
        OkxPaths.Order or OkxPaths.Fills => 60,
        OkxPaths.Instruments or OkxPaths.Ticker => 20,
        _ => 10,
    };

    internal override Task WaitAsync(ExchangeRequest request, CancellationToken cancellation) =>
        _limits.GetOrAdd($"{request.Method} {request.Path}", _ => new RollingLimit(Permits(request.Path), Window, _time)).WaitAsync(cancellation);
}
