using System.Text.Json;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Binance;

/// <summary>The log of what has changed the futures wallet (<c>/fapi/v1/income</c>, three months).</summary>
internal sealed class BinanceIncome(ExchangeSession futures)
{
    private const int PageSize = 1_000;

    /// <summary>Entries of a kind in USDT, oldest first. A page begins with the time of the last entry before it, so that none of the same millisecond is left out.</summary>
    /// <param name="type">FUNDING_FEE, INSURANCE_CLEAR.</param>
    /// <param name="symbol">The perpetual; empty for all.</param>
    /// <param name="from">First time.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<FundingPayment>> ReadAsync(string type, string symbol, DateTimeOffset from, CancellationToken cancellation)
    {
        var named = symbol.Length == 0 ? "" : $"{BinanceSignature.Query(("symbol", symbol))}&";
        var entries = new Dictionary<string, FundingPayment>(StringComparer.Ordinal);
        for (var start = from; ;)
        {
            var query = FormattableString.Invariant($"{named}incomeType={type}&startTime={Math.Max(0, start.ToUnixTimeMilliseconds())}&limit={PageSize}");
            var page = await futures.ReadAsync(ExchangeRequest.Account(BinancePaths.Income, query), r => r.Result.EnumerateArray().Where(IsUsdt).Select(Entry).ToList(), cancellation);
            var known = entries.Count;
            foreach (var entry in page)
                entries.TryAdd(entry.Id, entry);
            if (page.Count < PageSize || entries.Count == known)
                return [.. entries.Values.OrderBy(p => p.At)];
            start = page.Max(p => p.At);
        }
    }

    private static bool IsUsdt(JsonElement entry) => entry.Text("asset") == "USDT";

    private static FundingPayment Entry(JsonElement entry) => new(entry.Text("tranId"), entry.Text("symbol"), entry.Required("income"), entry.RequiredTime("time"));
}
