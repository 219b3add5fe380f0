using System.Collections.Concurrent;
using BasisActors.Venues.Exchanges.Limits;

namespace BasisActors.Venues.Exchanges.Okx;

/// <summary>
/// OKX's rate limits, kept on this side: each endpoint has its own. All clients of one account and address share one object.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class OkxLimits(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, RollingLimit> _limits = new(StringComparer.Ordinal);

    /// <summary>Requests in two seconds. OKX counts orders by instrument; here all count together.</summary>
    internal static int Permits(string path) => path switch
    {
        OkxPaths.Order or OkxPaths.Fills => 60,
        OkxPaths.Instruments or OkxPaths.Ticker => 20,
        _ => 10,
    };

    internal Task WaitAsync(string method, string path, CancellationToken cancellation) =>
        _limits.GetOrAdd($"{method} {path}", _ => new RollingLimit(Permits(path), Window, time)).WaitAsync(cancellation);
}
