using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Bybit;

/// <summary>
/// Bybit's request limits, counted over rolling windows: 600 in 5 s for everything, then HTTP 403 for 10 minutes; for each account, in one second, 10 orders and as
/// many cancels of perpetuals, 20 of spot, 50 queries of a kind.
/// </summary>
public sealed class BybitLimits
{
    /// <summary>Name under which all requests together are counted.</summary>
    public const string All = "all";

    private const int AllLimit = 600;
    private static readonly TimeSpan AllWindow = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Ban = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly RequestCounts _counts = new();
    private DateTimeOffset _bannedTo = DateTimeOffset.MinValue;

    /// <summary>The most requests seen in a window so far, refused ones included, by <c>all</c> or path and category.</summary>
    public ImmutableSortedDictionary<string, int> Most => _counts.Most;

    /// <summary>False when the caller's address has asked too often: HTTP 403.</summary>
    internal bool Admits(DateTimeOffset now)
    {
        lock (_gate)
        {
            var left = _counts.Count(All, All, AllLimit, AllWindow, now, out _);
            if (left < 0 && now >= _bannedTo)
                _bannedTo = now + Ban;
            return now >= _bannedTo;
        }
    }

    /// <summary>Counts a private request.</summary>
    /// <param name="key">API key.</param>
    /// <param name="path">Endpoint.</param>
    /// <param name="product">Category, where it matters.</param>
    /// <param name="now">Time of the request.</param>
    /// <param name="headers">What Bybit tells about the limit.</param>
    /// <returns>False when the account has asked this too often: 10006.</returns>
    internal bool Admits(string key, string path, Product? product, DateTimeOffset now, out ImmutableArray<KeyValuePair<string, string>> headers)
    {
        var writes = path is "/v5/order/create" or "/v5/order/cancel";
        var limit = !writes ? 50 : product == Product.Spot ? 20 : 10;
        var name = writes ? $"{path} {(product == Product.Spot ? "spot" : "linear")}" : path;
        lock (_gate)
        {
            var left = _counts.Count($"{key} {name}", name, limit, Window, now, out var reset);
            headers =
            [
                new("X-Bapi-Limit", limit.ToString(CultureInfo.InvariantCulture)),
                new("X-Bapi-Limit-Status", Math.Max(0, left).ToString(CultureInfo.InvariantCulture)),
                new("X-Bapi-Limit-Reset-Timestamp", PaperJson.Milliseconds(reset)),
            ];
            return left >= 0;
        }
    }
}
