using System.Text.Json;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Tests.Exchanges.Bybit;

/// <summary>
/// A unified account. Spot costs 0.1 % in what is received, perpetuals 0.055 % in USDT; a reduction realises profit against the price of entry. Log and executions
/// come later than the order when told so.
/// </summary>
internal sealed class FakeAccount
{
    private readonly List<FakeOrder> _orders = [];
    private readonly List<FakeLogLine> _log = [];

    public Dictionary<string, decimal> Coins { get; } = new() { ["USDT"] = 100_000m, ["BTC"] = 1m };

    /// <summary>Signed base units of BTCUSDT.</summary>
    public decimal Position { get; set; }

    public decimal EntryPrice { get; set; } = 50_000m;

    /// <summary>An order is filled in equal parts at these prices.</summary>
    public decimal[] Prices { get; set; } = [50_000m];

    public decimal FilledShare { get; set; } = 1m;

    /// <summary>Accepted, and then refused by the matching engine.</summary>
    public bool RejectsAfterwards { get; set; }

    public TimeSpan VisibleAfter { get; set; }

    public TimeSpan FilledAfter { get; set; }

    public TimeSpan ExecutionsAfter { get; set; }

    public TimeSpan LogAfter { get; set; }

    /// <summary>Bybit's way. False is what the other exchanges do: the id of an order that is over is free again.</summary>
    public bool IdsAreUnique { get; set; } = true;

    /// <summary>After a restart the live list is empty and only the history knows closed orders.</summary>
    public bool HasRestarted { get; set; }

    /// <summary>Orders by this id that the account took.</summary>
    public int Count(string id) => _orders.Count(o => o.LinkId == id);

    public decimal Filled(string id) => _orders.Where(o => o.LinkId == id).Sum(o => o.Filled);

    public void Settle(string id, DateTimeOffset at, decimal amount, string type = "SETTLEMENT")
    {
        Coins["USDT"] += amount;
        _log.Add(new FakeLogLine(id, "BTCUSDT", type, "", "", amount, "USDT", at, at));
    }

    public (int Code, string Message, string OrderId) Create(string body, DateTimeOffset now)
    {
        var request = JsonSerializer.Deserialize<JsonElement>(body);
        var (isSpot, isBuy, quantity, id) =
            (request.Text("category") == "spot", request.Text("side") == "Buy", request.Required("qty"), request.Text("orderLinkId"));
        if (IdsAreUnique && Count(id) > 0)
            return isSpot ? (170141, "Duplicate clientOrderId.", "") : (110072, "OrderLinkedID is duplicate", "");
        if (isSpot && isBuy && request.Text("marketUnit") != "baseCoin")
            return (170140, "Order value exceeded lower limit", "");
        if (isSpot && quantity * Prices[0] > (isBuy ? Coins["USDT"] : Coins["BTC"] * Prices[0]))
            return (170131, "Insufficient balance.", "");
        if (request.Text("reduceOnly") == "true" && (isBuy ? Position >= 0 : Position <= 0))
            return (110017, "current position is zero, cannot fix reduce-only order qty", "");
        if (quantity % (isSpot ? 0.000001m : 0.001m) != 0)
            return (10001, "Qty invalid", "");
        var order = new FakeOrder($"o-{_orders.Count + 1}", id, isSpot, isBuy, quantity, now) { IsRejected = RejectsAfterwards };
        _orders.Add(order);
        if (!RejectsAfterwards)
            Fill(order);
        return (0, "OK", order.OrderId);
    }

    public object Orders(string category, string id, DateTimeOffset now, bool isHistory) => new
    {
        list = _orders.Where(o => o.LinkId == id && o.IsSpot == (category == "spot") && o.At + VisibleAfter <= now)
            .Where(o => now >= o.At + FilledAfter ? isHistory || !HasRestarted : !isHistory)
            .Reverse()
            .Select(o => o.Describe(isOver: now >= o.At + FilledAfter)).ToArray(),
    };

    public object Executions(string id, string? cursor, DateTimeOffset now)
    {
        var all = _orders.Where(o => o.LinkId == id && o.At + FilledAfter + ExecutionsAfter <= now).SelectMany(o => o.Executions).ToArray();
        return Page(all, cursor, size: 2, e => new
        {
            execId = e.Id,
            execPrice = e.Price.Wire(),
            execQty = e.Quantity.Wire(),
            execFee = e.Fee.Wire(),
            feeCurrency = e.FeeCoin,
            execTime = $"{e.At.ToUnixTimeMilliseconds()}",
        });
    }

    public object Log(long start, long end, int limit, string? cursor, DateTimeOffset now)
    {
        if (end - start > 7 * 86_400_000L)
            throw new InvalidOperationException("More than seven days.");
        var lines = _log.Where(l => l.ListedAt <= now && l.At.ToUnixTimeMilliseconds() >= start && l.At.ToUnixTimeMilliseconds() <= end)
            .OrderByDescending(l => l.At).ToArray();
        return Page(lines, cursor, limit, l => l.Describe());
    }

    public object Wallet() => new
    {
        list = new[] { new { accountType = "UNIFIED", coin = Coins.Select(c => new { coin = c.Key, walletBalance = c.Value.Wire(), free = "" }).ToArray() } },
    };

    public object Positions(string symbol) => new
    {
        list = new[] { new { symbol, size = Math.Abs(Position).Wire(), side = Position == 0 ? "" : Position > 0 ? "Buy" : "Sell", positionIdx = 0 } },
    };

    private static object Page<T>(T[] all, string? cursor, int size, Func<T, object> describe)
    {
        var from = cursor is { Length: > 0 } ? int.Parse(cursor.Split(':')[1]) : 0;
        return new { list = all.Skip(from).Take(size).Select(describe).ToArray(), nextPageCursor = from + size < all.Length ? $"page%3A{from + size}" : "" };
    }

    private void Fill(FakeOrder order)
    {
        var part = decimal.Round(order.Quantity * FilledShare / Prices.Length, order.IsSpot ? 6 : 3, MidpointRounding.ToZero);
        foreach (var price in Prices.Where(_ => part > 0))
        {
            var fill = Math.Min(part, order.Quantity - order.Filled);
            var feeInCoin = order is { IsSpot: true, IsBuy: true };
            var fee = fill * (order.IsSpot ? 0.001m : 0.00055m) * (feeInCoin ? 1m : price);
            var feeCoin = feeInCoin ? "BTC" : order.IsSpot ? "USDT" : "";
            var execution = new FakeExecution($"{order.OrderId}-{order.Executions.Count + 1}", price, fill, fee, feeCoin, order.At + FilledAfter);
            order.Executions.Add(execution);
            if (order.IsSpot)
            {
                Book(order, execution, "BTC", order.IsBuy ? fill - fee : -fill);
                Book(order, execution, "USDT", order.IsBuy ? -fill * price : fill * price - fee);
            }
            else
            {
                Book(order, execution, "USDT", Realise(order.IsBuy ? fill : -fill, price) - fee);
            }
        }
    }

    private decimal Realise(decimal change, decimal price)
    {
        var reduced = Position * change < 0 ? Math.Min(Math.Abs(change), Math.Abs(Position)) : 0m;
        var profit = reduced * (price - EntryPrice) * Math.Sign(Position);
        Position += change;
        return profit;
    }

    private void Book(FakeOrder order, FakeExecution e, string coin, decimal change)
    {
        Coins[coin] += change;
        _log.Add(new FakeLogLine($"{e.Id}-{coin}", "BTCUSDT", "TRADE", order.LinkId, e.Id, change, coin, e.At, e.At + LogAfter));
    }
}
