using System.Text.Json;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>Lists that come in pages.</summary>
internal static class BybitPages
{
    /// <summary>All pages, in the order of the exchange.</summary>
    public static async Task<List<T>> PagesAsync<T>(this ExchangeSession session, ExchangeRequest first, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        var all = new List<T>();
        for (var cursor = ""; ;)
        {
            var request = cursor.Length == 0 ? first : first with { Query = $"{first.Query}&cursor={cursor}" };
            var (page, next) = await session.ReadAsync(
                request, reply => (reply.Result.List().Select(read).ToList(), reply.Result.Text("nextPageCursor")), cancellation);
            all.AddRange(page);
            next = next.Contains('%') ? next : Uri.EscapeDataString(next); // Bybit hands most cursors out already escaped
            if (page.Count == 0 || next.Length == 0 || next == cursor)
                return all;
            cursor = next;
        }
    }
}
