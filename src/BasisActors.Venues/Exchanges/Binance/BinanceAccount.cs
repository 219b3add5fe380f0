using System.Text.Json;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Binance;

/// <summary>What the account holds and what funding has changed. Spot and perpetuals have wallets of their own; what it holds of a coin is what both hold.</summary>
internal sealed class BinanceAccount(ExchangeSession spot, ExchangeSession futures, BinanceMarket market, BinanceTakeovers takeovers, BinanceOptions options) : IAccountReads
{
    /// <summary>The log reaches back this far.</summary>
    private static readonly TimeSpan IncomeReach = TimeSpan.FromDays(89);

    private readonly BinanceIncome _income = new(futures);
    private FundingLog? _funding;

    private sealed record FundingLog(DateTimeOffset After, DateTimeOffset ReadAt, IReadOnlyList<FundingPayment> Payments);

    /// <summary>A missing field is no answer: it must not read as "may not".</summary>
    public Task<KeyPermissions> PermissionsAsync(CancellationToken cancellation) => spot.ReadAsync(
        ExchangeRequest.Account(BinancePaths.KeyPermissions, ""),
        r => new KeyPermissions(
            May(r.Result, "enableSpotAndMarginTrading"), May(r.Result, "enableFutures"), May(r.Result, "permitsUniversalTransfer"), May(r.Result, "enableWithdrawals"), May(r.Result, "ipRestrict")),
        cancellation);

    /// <summary>The sum over both wallets, read so that nothing that moves between them is counted twice or not at all.</summary>
    public async Task<AccountHoldings> HoldingsAsync(IReadOnlyCollection<string> coins, IReadOnlyCollection<string> perpetuals, CancellationToken cancellation)
    {
        var held = await BothAsync(cancellation);
        var positions = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var symbol in perpetuals)
            positions[symbol] = await PositionAsync(symbol, cancellation);
        return new AccountHoldings(coins.Distinct().ToDictionary(c => c, held), positions);
    }

    /// <summary>Funding settled after a time, oldest first. Binance keeps three months.</summary>
    public async Task<IReadOnlyList<FundingPayment>> FundingPaymentsAsync(DateTimeOffset after, CancellationToken cancellation)
    {
        var now = await futures.ClockAsync(cancellation);
        if (_funding is not { } known || after < known.After || !market.Schedule.IsQuiet(known.ReadAt, now, options.FundingDelay))
            _funding = known = new FundingLog(after, now, await _income.ReadAsync("FUNDING_FEE", "", after > now - IncomeReach ? after : now - IncomeReach, cancellation));
        return [.. known.Payments.Where(p => p.At > after)];
    }

    /// <summary>Liquidations and auto-deleveraging after a time, oldest first. The log of them is dear: it is asked only when a position is not what orders and log explain.</summary>
    public Task<IReadOnlyList<Takeover>> TakeoversAsync(DateTimeOffset after, CancellationToken cancellation) => takeovers.ReadAsync(after, cancellation);

    /// <summary>USDT that purchases and withdrawals can take.</summary>
    public Task<decimal> SpotCashAsync(CancellationToken cancellation) =>
        spot.ReadAsync(SpotBalances, r => r.Result.GetProperty("balances").EnumerateArray().Where(b => b.Text("asset") == "USDT").Sum(b => b.Required("free")), cancellation);

    /// <summary>USDT that the perpetuals' margin can spare.</summary>
    public Task<decimal> SpareMarginAsync(CancellationToken cancellation) =>
        futures.ReadAsync(FuturesBalances, r => r.Result.EnumerateArray().Where(b => b.Text("asset") == "USDT").Sum(b => b.Required("maxWithdrawAmount")), cancellation);

    private static ExchangeRequest SpotBalances { get; } = ExchangeRequest.Account(BinancePaths.SpotAccount, "omitZeroBalances=true");

    private static ExchangeRequest FuturesBalances { get; } = ExchangeRequest.Account(BinancePaths.FuturesBalance, "");

    private static bool May(JsonElement permissions, string name) => permissions.GetProperty(name).GetBoolean();

    private async Task<Func<string, decimal>> BothAsync(CancellationToken cancellation)
    {
        var before = await MarginAsync(cancellation);
        while (true)
        {
            var coins = await spot.ReadAsync(
                SpotBalances,
                r => r.Result.GetProperty("balances").EnumerateArray().ToDictionary(b => b.Text("asset"), b => b.Required("free") + (b.Number("locked") ?? 0m)),
                cancellation);
            var after = await MarginAsync(cancellation);
            if (after.Count == before.Count && after.All(a => before.TryGetValue(a.Key, out var amount) && amount == a.Value))
                return coin => coins.GetValueOrDefault(coin) + after.GetValueOrDefault(coin);
            before = after;
        }
    }

    /// <summary>By coin, without unrealised profit.</summary>
    private Task<Dictionary<string, decimal>> MarginAsync(CancellationToken cancellation) =>
        futures.ReadAsync(FuturesBalances, r => r.Result.EnumerateArray().ToDictionary(b => b.Text("asset"), b => b.Required("balance")), cancellation);

    private Task<decimal> PositionAsync(string symbol, CancellationToken cancellation) => futures.ReadAsync(
        ExchangeRequest.Account(BinancePaths.Positions, BinanceSignature.Query(("symbol", symbol))),
        r => r.Result.EnumerateArray().Where(p => p.Text("symbol") == symbol).Sum(BinancePositions.Net),
        cancellation);
}
