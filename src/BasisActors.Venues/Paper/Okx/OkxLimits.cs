using System.Collections.Immutable;

namespace BasisActors.Venues.Paper.Okx;

/// <summary>OKX's request limits, counted over rolling windows of two seconds: each endpoint has its own, those of orders for each instrument.</summary>
public sealed class OkxLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private readonly RequestCounts _counts = new();

    /// <summary>The most requests seen in a window so far, refused ones included, by method, path and instrument.</summary>
    public ImmutableSortedDictionary<string, int> Most => _counts.Most;

    /// <summary>False when this has been asked too often: 50011.</summary>
    /// <param name="caller">API key; empty for what needs none.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="instrument">Instrument of an order, else empty.</param>
    /// <param name="now">Time of the request.</param>
    internal bool Admits(string caller, WireRequest request, string instrument, DateTimeOffset now)
    {
        var name = $"{request.Method} {request.Path} {instrument}".TrimEnd();
        return _counts.Count($"{caller} {name}", name, Limit(request), Window, now, out _) >= 0;
    }

    private static int Limit(WireRequest request) => request.Path switch
    {
        "/api/v5/trade/order" or "/api/v5/trade/cancel-order" or "/api/v5/trade/fills" => 60,
        "/api/v5/trade/batch-orders" => 300,
        "/api/v5/market/books" => 40,
        "/api/v5/public/instruments" or "/api/v5/market/ticker" or "/api/v5/account/set-leverage" => 20,
        "/api/v5/account/config" => 5,
        _ => 10,
    };
}
