using System.Globalization;
using System.Text.Json;
using BasisActors.Domain.Ledger;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>What the unified account holds and what has changed it.</summary>
internal sealed class BybitAccount(ExchangeSession session) : IAccountReads
{
    /// <summary>Longest stretch that the log is asked for at once.</summary>
    private static readonly TimeSpan LogWindow = TimeSpan.FromDays(7);

    /// <summary>The log reaches back this far.</summary>
    private static readonly TimeSpan LogReach = TimeSpan.FromDays(2 * 365);

    /// <summary>A key that only reads trades nothing, whatever else is listed; one that is listed as withdrawing counts as such. Addresses that are not bound are "*", or none.</summary>
    public Task<KeyPermissions> PermissionsAsync(CancellationToken cancellation) => session.ReadAsync(
        ExchangeRequest.Account("/v5/user/query-api", ""),
        reply =>
        {
            var (permissions, trades) = (reply.Result.GetProperty("permissions"), reply.Result.Required("readOnly") == 0);
            return new KeyPermissions(
                trades && Lists(permissions, "Spot", "SpotTrade"),
                trades && Lists(permissions, "ContractTrade", "Order"),
                MovesMargin: true,
                Lists(permissions, "Wallet", "Withdraw"),
                reply.Result.GetProperty("ips").EnumerateArray().Select(a => a.GetString()).ToList() is { Count: > 0 } addresses && !addresses.Contains("*"));
        },
        cancellation);

    public async Task<AccountHoldings> HoldingsAsync(IReadOnlyCollection<string> coins, IReadOnlyCollection<string> perpetuals, CancellationToken cancellation)
    {
        var balances = await session.ReadAsync(
            ExchangeRequest.Account("/v5/account/wallet-balance", "accountType=UNIFIED"),
            reply => reply.Result.List()
                .SelectMany(a => a.GetProperty("coin").EnumerateArray())
                .ToDictionary(c => c.Text("coin"), c => c.Number("walletBalance") ?? 0m),
            cancellation);
        var positions = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var symbol in perpetuals)
            positions[symbol] = await PositionAsync(symbol, cancellation);
        return new AccountHoldings(coins.Distinct().ToDictionary(c => c, c => balances.GetValueOrDefault(c)), positions);
    }

    /// <summary>Funding settled after a time, oldest first. Bybit keeps two years.</summary>
    public async Task<IReadOnlyList<FundingPayment>> FundingPaymentsAsync(DateTimeOffset after, CancellationToken cancellation)
    {
        var now = await session.TimeAsync(cancellation);
        var entries = await LogAsync(after > now - LogReach ? after : now - LogReach, now, cancellation);
        var settled = entries.Where(e => e is { Type: "SETTLEMENT", Currency: "USDT" } && e.At > after);
        return [.. settled.Select(e => new FundingPayment(e.Id, e.Symbol, e.Change, e.At))];
    }

    /// <summary>Liquidations and auto-deleveraging after a time, oldest first, as the log has them.</summary>
    public async Task<IReadOnlyList<Takeover>> TakeoversAsync(DateTimeOffset after, CancellationToken cancellation)
    {
        var entries = await LogAsync(after, await session.TimeAsync(cancellation), cancellation);
        return
        [
            .. entries.Where(e => e is { Type: "LIQUIDATION" or "ADL", Currency: "USDT" } && e.At > after).Select(e => new Takeover(
                e.Id, e.Symbol, e.Type == "ADL" ? TakeoverKind.AutoDeleveraging : TakeoverKind.Liquidation, e.Side == "Buy" ? e.Quantity : -e.Quantity, e.Price, e.Change, e.At)),
        ];
    }

    /// <summary>The log between two times, both included, oldest first; each entry once.</summary>
    public async Task<IReadOnlyList<BybitLogEntry>> LogAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var entries = new Dictionary<string, BybitLogEntry>(StringComparer.Ordinal);
        for (var start = from; start <= to; start += LogWindow)
        {
            var end = start + LogWindow < to ? start + LogWindow : to;
            foreach (var entry in await PagesAsync(start, end, cancellation))
                entries.TryAdd(entry.Id, entry);
        }

        return [.. entries.Values.OrderBy(e => e.At)];
    }

    private static bool Lists(JsonElement permissions, string group, string name) => permissions.GetProperty(group).EnumerateArray().Any(p => p.GetString() == name);

    private async Task<List<BybitLogEntry>> PagesAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken cancellation)
    {
        var query = string.Create(
            CultureInfo.InvariantCulture, $"accountType=UNIFIED&startTime={start.ToUnixTimeMilliseconds()}&endTime={end.ToUnixTimeMilliseconds()}&limit=50");
        return await session.PagesAsync(ExchangeRequest.Account("/v5/account/transaction-log", query), BybitLogEntry.Read, cancellation);
    }

    private Task<decimal> PositionAsync(string symbol, CancellationToken cancellation) => session.ReadAsync(
        ExchangeRequest.Account("/v5/position/list", $"category=linear&symbol={symbol}"),
        reply => reply.Result.List().Where(p => p.Text("symbol") == symbol).Sum(p => p.Text("side") == "Sell" ? -(p.Number("size") ?? 0m) : p.Number("size") ?? 0m),
        cancellation);
}
