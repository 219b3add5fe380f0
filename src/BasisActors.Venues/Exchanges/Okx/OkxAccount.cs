using System.Text.Json;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Okx;

/// <summary>What the trading account holds and what has changed it. Positions are those of net mode.</summary>
internal sealed class OkxAccount(ExchangeSession session, OkxMarket market, TimeProvider time) : IAccountReads
{
    private const int PageSize = 100;

    /// <summary>Bills reach back a week; older ones are in the archive, which has the others too, only later.</summary>
    private static readonly TimeSpan BillsReach = TimeSpan.FromDays(6);

    /// <summary>One permission is for all trading; an account of level 1 has no perpetuals. Addresses that are not bound are an empty text.</summary>
    public Task<KeyPermissions> PermissionsAsync(CancellationToken cancellation) => session.ReadAsync(
        ExchangeRequest.Account(OkxPaths.Configuration, ""),
        reply =>
        {
            var account = reply.Result[0];
            var may = account.GetProperty("perm").GetString()!.Split(',', StringSplitOptions.TrimEntries);
            var trades = may.Contains("trade");
            return new KeyPermissions(trades, trades && account.Required("acctLv") > 1, MovesMargin: true, may.Contains("withdraw"), account.GetProperty("ip").GetString() is { Length: > 0 });
        },
        cancellation);

    public async Task<AccountHoldings> HoldingsAsync(IReadOnlyCollection<string> coins, IReadOnlyCollection<string> perpetuals, CancellationToken cancellation)
    {
        var balances = await session.ReadAsync(
            ExchangeRequest.Account(OkxPaths.Balance, ""),
            reply => reply.Result.EnumerateArray().SelectMany(a => a.GetProperty("details").EnumerateArray()).ToDictionary(c => c.Text("ccy"), c => c.Number("cashBal") ?? 0m),
            cancellation);
        var positions = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var symbol in perpetuals)
            positions[symbol] = await PositionAsync(symbol, cancellation);
        return new AccountHoldings(coins.Distinct().ToDictionary(c => c, c => balances.GetValueOrDefault(c)), positions);
    }

    /// <summary>Funding settled after a time, oldest first. OKX keeps three months.</summary>
    public async Task<IReadOnlyList<FundingPayment>> FundingPaymentsAsync(DateTimeOffset after, CancellationToken cancellation)
    {
        var now = await session.TimeAsync(cancellation);
        var bills = await BillsAsync(OkxBill.Funding, "SWAP", after, now, cancellation);
        return [.. bills.Where(b => b.At > after).Select(b => new FundingPayment(b.Id, OkxNames.Symbol(b.Instrument), b.Change, b.At))];
    }

    /// <summary>Liquidations and auto-deleveraging after a time, oldest first, as the bills have them.</summary>
    public async Task<IReadOnlyList<Takeover>> TakeoversAsync(DateTimeOffset after, CancellationToken cancellation)
    {
        var now = await session.TimeAsync(cancellation);
        var takeovers = new List<Takeover>();
        foreach (var bill in await BillsAsync(null, "SWAP", after, now, cancellation)) // all kinds in one request: few may be sent
        {
            if (bill.At <= after || bill.Type is not (OkxBill.Liquidation or OkxBill.AutoDeleveraging) || bill.IsBuy is not { } isBuy)
                continue; // a transfer that belongs to a liquidation trades nothing
            var symbol = OkxNames.Symbol(bill.Instrument);
            var units = (await market.InstrumentAsync(Product.Perpetual, symbol, cancellation)).Units(bill.Size);
            var kind = bill.Type == OkxBill.Liquidation ? TakeoverKind.Liquidation : TakeoverKind.AutoDeleveraging;
            takeovers.Add(new Takeover(bill.Id, symbol, kind, isBuy ? units : -units, bill.Price, bill.Change, bill.At));
        }

        return takeovers;
    }

    /// <summary>USDT bills of a kind between two times, oldest first, each once.</summary>
    /// <param name="type">Kind; null for all.</param>
    /// <param name="instrumentType">SPOT or SWAP.</param>
    /// <param name="from">First time.</param>
    /// <param name="to">Last time.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<OkxBill>> BillsAsync(
        int? type, string instrumentType, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var path = from > time.GetUtcNow() - BillsReach ? OkxPaths.Bills : OkxPaths.OldBills;
        var query = FormattableString.Invariant(
            $"instType={instrumentType}&ccy=USDT{(type is { } kind ? FormattableString.Invariant($"&type={kind}") : "")}&begin={from.ToUnixTimeMilliseconds()}&end={to.ToUnixTimeMilliseconds()}");
        var bills = await PagesAsync(path, query, b => b.Text("billId"), OkxBill.Read, cancellation);
        return [.. bills.DistinctBy(b => b.Id).OrderBy(b => b.At)];
    }

    /// <summary>A list that is handed out newest first, in pages.</summary>
    /// <param name="path">Endpoint.</param>
    /// <param name="query">Which entries.</param>
    /// <param name="id">What an entry is paged by.</param>
    /// <param name="read">Understands an entry.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<List<T>> PagesAsync<T>(string path, string query, Func<JsonElement, string> id, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        var all = new List<T>();
        for (var after = ""; ;)
        {
            var request = ExchangeRequest.Account(path, FormattableString.Invariant($"{query}&limit={PageSize}{(after.Length == 0 ? "" : $"&after={after}")}"));
            var (page, last) = await session.ReadAsync(
                request, reply => (reply.Result.EnumerateArray().Select(read).ToList(), reply.Result.EnumerateArray().Select(id).LastOrDefault("")), cancellation);
            all.AddRange(page);
            if (page.Count < PageSize || last.Length == 0 || last == after)
                return all;
            after = last;
        }
    }

    private async Task<decimal> PositionAsync(string symbol, CancellationToken cancellation)
    {
        var instrument = await market.InstrumentAsync(Product.Perpetual, symbol, cancellation);
        return await session.ReadAsync(
            ExchangeRequest.Account(OkxPaths.Positions, $"instId={instrument.Id}"),
            reply => instrument.Units(reply.Result.EnumerateArray().Where(p => p.Text("instId") == instrument.Id).Sum(Net)),
            cancellation);
    }

    private static decimal Net(JsonElement position) => position.Text("posSide") is "net"
        ? position.Number("pos") ?? 0m
        : throw new BasisException("EXI-001", "The account keeps longs and shorts apart; set it to net mode.", position.Text("instId"));
}
