using System.Text.Json;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Binance;

/// <summary>
/// What Binance has closed by itself. It does so by orders of its own (<c>/fapi/v1/forceOrders</c>, weight 20 for a perpetual and 50 for all); what they did to the
/// account's USDT stands in their fills, and the fee of a liquidation in the log of the wallet (INSURANCE_CLEAR). None of that is asked as long as positions, weight 5,
/// are what is known to have changed them.
/// </summary>
internal sealed class BinanceTakeovers(ExchangeSession futures, BinanceOptions options)
{
    private const int PageSize = 100;

    /// <summary>Longest stretch that the log is asked for at once.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(7);

    private readonly ExplainedPositions _positions = new();
    private readonly BinanceIncome _income = new(futures);
    private readonly Dictionary<string, Takeover> _known = new(StringComparer.Ordinal);
    private DateTimeOffset _from = DateTimeOffset.MaxValue;

    private sealed record ForcedOrder(string Id, string Symbol, bool IsBuy, decimal Filled, decimal Price, bool IsOver, DateTimeOffset Time);

    /// <summary>After a time, oldest first.</summary>
    public async Task<IReadOnlyList<Takeover>> ReadAsync(DateTimeOffset after, CancellationToken cancellation)
    {
        var now = await futures.ClockAsync(cancellation);
        var positions = await PositionsAsync(cancellation); // before the log, which then has all that is in them
        if (!_positions.IsKnown || after < _from)
        {
            await TakeAsync("", after, now, cancellation);
            _positions.Begin(positions);
            _from = after < _from ? after : _from;
        }
        else
        {
            foreach (var symbol in _positions.Unexplained(positions))
            {
                foreach (var takeover in await TakeAsync(symbol, after, now, cancellation))
                    _positions.Add(symbol, takeover.Quantity);
                _positions.Asked(symbol, positions.GetValueOrDefault(symbol), now, options.TakeoverDelay);
            }
        }

        return [.. _known.Values.Where(t => t.At > after).OrderBy(t => t.At)];
    }

    /// <summary>Places an order of ours, and keeps what it did to the position. An order that an earlier attempt may have sent may be in the position already.</summary>
    public async Task<OrderOutcome> WatchAsync(ExchangeOrder order, bool mayHaveBeenSent, Func<Task<OrderOutcome>> place)
    {
        if (order.Product != Product.Perpetual)
            return await place();
        var wasKnown = _positions.IsKnown && !mayHaveBeenSent;
        _positions.Forget(); // until its outcome is known
        var outcome = await place();
        if (!wasKnown || outcome is OrderOutcome.Unresolved)
            return outcome;
        _positions.Recall();
        if (outcome is OrderOutcome.Accepted accepted)
            _positions.Add(order.Symbol, order.IsBuy ? accepted.Filled : -accepted.Filled);
        return outcome;
    }

    private Task<Dictionary<string, decimal>> PositionsAsync(CancellationToken cancellation) => futures.ReadAsync(
        ExchangeRequest.Account(BinancePaths.Positions, ""),
        r => r.Result.EnumerateArray().GroupBy(p => p.Text("symbol"), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(BinancePositions.Net), StringComparer.Ordinal),
        cancellation);

    /// <summary>What the log has that was not known.</summary>
    private async Task<IReadOnlyList<Takeover>> TakeAsync(string symbol, DateTimeOffset from, DateTimeOffset now, CancellationToken cancellation)
    {
        List<ForcedOrder> found = [.. (await OrdersAsync(symbol, "", from, null, now, cancellation)).Where(o => !_known.ContainsKey(o.Id)).DistinctBy(o => o.Id).OrderBy(o => o.Time)];
        var taken = new List<Takeover>();
        foreach (var orders in found.GroupBy(o => o.Symbol, StringComparer.Ordinal))
        {
            if (orders.FirstOrDefault(o => !o.IsOver) is { } working)
                throw Unfinished(working, "it is still under way");
            var deleveraged = (await OrdersAsync(orders.Key, "ADL", from, null, now, cancellation)).Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
            List<ForcedOrder> liquidations = [.. orders.Where(o => !deleveraged.Contains(o.Id))];
            var cleared = liquidations.Count == 0 ? [] : await _income.ReadAsync("INSURANCE_CLEAR", orders.Key, liquidations[0].Time, cancellation);
            foreach (var order in orders.Where(o => o.Filled > 0))
            {
                var (cash, at) = await FillsAsync(order, cancellation);
                var kind = deleveraged.Contains(order.Id) ? TakeoverKind.AutoDeleveraging : TakeoverKind.Liquidation;
                if (kind == TakeoverKind.Liquidation) // the fee of one comes after it, and before the next
                    cash += cleared.Where(c => liquidations.Last(o => o.Time <= c.At).Id == order.Id).Sum(c => c.Amount);
                taken.Add(new Takeover(order.Id, order.Symbol, kind, order.IsBuy ? order.Filled : -order.Filled, order.Price, cash, at));
            }
        }

        foreach (var takeover in taken)
            _known.Add(takeover.Id, takeover);
        return taken;
    }

    /// <summary>In which order Binance hands them out it does not say; a stretch with more than a page is asked for in halves.</summary>
    /// <param name="symbol">The perpetual; empty for all.</param>
    /// <param name="type">ADL; empty for all.</param>
    /// <param name="from">First time.</param>
    /// <param name="to">Last time; null for whatever there is: what is in positions that were just read must not be later.</param>
    /// <param name="now">The exchange's clock.</param>
    /// <param name="cancellation">Ends the wait.</param>
    private async Task<List<ForcedOrder>> OrdersAsync(string symbol, string type, DateTimeOffset from, DateTimeOffset? to, DateTimeOffset now, CancellationToken cancellation)
    {
        var (start, end) = (Math.Max(0, from.ToUnixTimeMilliseconds()), (to ?? now).ToUnixTimeMilliseconds());
        var half = start + (end - start) / 2;
        if (end - start <= Window.TotalMilliseconds)
        {
            var named = $"{(symbol.Length == 0 ? "" : $"{BinanceSignature.Query(("symbol", symbol))}&")}{(type.Length == 0 ? "" : $"autoCloseType={type}&")}";
            var until = to is null ? "" : FormattableString.Invariant($"&endTime={end}");
            var page = await futures.ReadAsync(
                ExchangeRequest.Account(BinancePaths.ForcedOrders, FormattableString.Invariant($"{named}startTime={start}{until}&limit={PageSize}")),
                r => r.Result.EnumerateArray().Select(Order).ToList(),
                cancellation);
            if (page.Count < PageSize || half <= start)
                return page;
        }

        var first = await OrdersAsync(symbol, type, from, DateTimeOffset.FromUnixTimeMilliseconds(half), now, cancellation);
        return [.. first, .. await OrdersAsync(symbol, type, DateTimeOffset.FromUnixTimeMilliseconds(half + 1), to, now, cancellation)];
    }

    private async Task<(decimal Cash, DateTimeOffset At)> FillsAsync(ForcedOrder order, CancellationToken cancellation)
    {
        var fills = await futures.ReadAsync(
            ExchangeRequest.Account(BinancePaths.FuturesFills, BinanceSignature.Query(("symbol", order.Symbol), ("orderId", order.Id), ("limit", "1000"))),
            r => r.Result.EnumerateArray().Select(f => (Quantity: f.Required("qty"), Cash: Cash(f), At: f.RequiredTime("time"))).ToList(),
            cancellation);
        return fills.Sum(f => f.Quantity) == order.Filled ? (fills.Sum(f => f.Cash), fills.Max(f => f.At)) : throw Unfinished(order, "not all of its fills are told");
    }

    private BasisException Unfinished(ForcedOrder order, string why) =>
        new("EXI-003", $"{options.Name} closes {order.Symbol} by its own order {order.Id}, and {why}.", options.Name, "It is asked again.");

    private static ForcedOrder Order(JsonElement o) => new(
        o.Text("orderId"), o.Text("symbol"), o.Text("side") == "BUY", o.Required("executedQty"), o.Required("avgPrice"),
        o.Text("status") is not ("NEW" or "PARTIALLY_FILLED"), o.RequiredTime("time"));

    private static decimal Cash(JsonElement fill) => fill.Required("realizedPnl") - (fill.Text("commissionAsset") == "USDT" ? fill.Required("commission") : 0m);
}
