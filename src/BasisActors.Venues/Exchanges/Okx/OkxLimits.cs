using BasisActors.Venues.Exchanges.Limits;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Okx;

/// <summary>
/// OKX's rate limits, kept on this side: each endpoint has its own. All clients of one account and address share one object.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class OkxLimits(TimeProvider time) : HostLimits(time)
{
    private readonly LimitsByName _limits = new(TimeSpan.FromSeconds(2));

    /// <summary>Requests in two seconds. OKX counts orders by instrument; here all count together.</summary>
    internal static int Permits(string path) => path switch
    {
        OkxPaths.Order or OkxPaths.Fills => 60,
        OkxPaths.Instruments or OkxPaths.Ticker => 20,
        OkxPaths.Configuration => 5,
        _ => 10,
    };

    private protected override IEnumerable<(RollingLimit Limit, int Weight)> LimitsOf(ExchangeRequest request) =>
        [(_limits.Of($"{request.Method} {request.Path}", Permits(request.Path)), 1)];
}
