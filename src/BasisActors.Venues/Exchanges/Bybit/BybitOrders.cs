using System.Text;
using System.Text.Json;
using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges.Orders;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>Orders at Bybit. The exchange keeps an order id unique for ever, open or not.</summary>
internal sealed class BybitOrders(BybitSession session, BybitMarket market, BybitAccount account, BybitOptions options) : IOrderDesk
{
    /// <summary>The log may be written a little before or after the order's own times.</summary>
    private static readonly TimeSpan LogSlack = TimeSpan.FromSeconds(10);

    public async Task<BasisError?> DenyAsync(ExchangeOrder order, CancellationToken cancellation)
    {
        var filter = await market.FilterAsync(order.Product, order.Symbol, cancellation);
        if (OrderRules.Quantity(order, filter) is { } error)
            return error;
        return OrderRules.Notional(order, filter, await market.PriceAsync(order.Product, order.Symbol, cancellation));
    }

    public async Task<SendOutcome> SendAsync(ExchangeOrder order, CancellationToken cancellation)
    {
        var reply = await session.PostAsync(BybitRequest.Order("/v5/order/create", Body(order)), cancellation);
        switch (reply.Verdict)
        {
            case BybitVerdict.Done:
                return new SendOutcome.Placed();
            case BybitVerdict.Duplicate:
                return new SendOutcome.AlreadyPlaced();
            case BybitVerdict.TooMany:
                return new SendOutcome.TurnedAway(reply.Message, reply.Wait);
            case BybitVerdict.Size:
                market.ForgetFilter(order.Product, order.Symbol);
                return new SendOutcome.Refused(Refusal("EXEC-003", order, reply.Message));
            case BybitVerdict.Funds or BybitVerdict.ReduceOnly:
                return new SendOutcome.Refused(Refusal("EXEC-004", order, reply.Message));
            case BybitVerdict.WrongClock:
                return new SendOutcome.Refused(Refusal("EXI-003", order, $"{reply.Message}, also after the clock was measured again"));
            case BybitVerdict.Other:
                return new SendOutcome.Unknown(reply.Message, reply.SignedAt, Refusal("EXI-001", order, reply.Message));
            default:
                return new SendOutcome.Unknown(reply.Message, reply.SignedAt, null);
        }
    }

    /// <summary>The live list first: it has closed orders too until the exchange restarts. Then the history.</summary>
    public async Task<OrderSighting> FindAsync(ExchangeOrder order, CancellationToken cancellation)
    {
        var query = Query(order);
        var live = await FindAsync("/v5/order/realtime", query, order, cancellation);
        if (live.Order is not null)
            return live;
        var past = await FindAsync("/v5/order/history", query, order, cancellation);
        return past with { ServerTime = live.ServerTime }; // the earlier of the two reads: both found nothing since then
    }

    public async Task<OrderOutcome?> ConcludeAsync(ExchangeOrder order, SeenOrder seen, CancellationToken cancellation)
    {
        if (seen.Phase == OrderPhase.Working)
            return null;
        if (seen.Filled == 0)
        {
            return seen.Phase == OrderPhase.Refused
                ? new OrderOutcome.Rejected(Refusal("EXI-001", order, seen.Reason))
                : new OrderOutcome.Accepted(seen.OrderId, 0m, 0m, 0m, 0m, seen.UpdatedAt);
        }

        var executions = await session.PagesAsync(BybitRequest.Account("/v5/execution/list", Query(order) + "&limit=100"), Execution, cancellation);
        if (!executions.Complete(seen))
            return null;
        var last = executions.Max(e => e.At);
        var log = await account.LogAsync(seen.CreatedAt - LogSlack, last + LogSlack, cancellation);
        var cash = log.Where(e => e is { Type: "TRADE", Currency: "USDT" } && e.OrderLinkId == order.ClientOrderId).ToList();
        if (cash.Select(e => e.TradeId).Distinct().Count() < executions.Count)
            return null;
        var fee = await FeeAsync(executions, order, cancellation);
        return new OrderOutcome.Accepted(seen.OrderId, seen.Filled, executions.AveragePrice(seen), fee, cash.Sum(e => e.Change), last);
    }

    private async Task<decimal> FeeAsync(IReadOnlyList<Execution> executions, ExchangeOrder order, CancellationToken cancellation)
    {
        var coin = order.Symbol.EndsWith("USDT", StringComparison.Ordinal) ? order.Symbol[..^4] : order.Symbol;
        var prices = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var third in executions.ThirdCoins(coin))
        {
            prices[third] = await market.PriceAsync(Product.Spot, third + "USDT", cancellation)
                ?? throw new BasisException("EXI-003", $"There is no price of {third} to value a fee with.", order.ClientOrderId);
        }

        return executions.Fee(coin, prices);
    }

    private Task<OrderSighting> FindAsync(string path, string query, ExchangeOrder order, CancellationToken cancellation) => session.ReadAsync(
        BybitRequest.Account(path, query),
        reply => new OrderSighting(
            reply.Result.List().Where(o => o.Text("orderLinkId") == order.ClientOrderId).Select(Seen).FirstOrDefault(), reply.ServerTime),
        cancellation);

    private static string Query(ExchangeOrder order) =>
        $"category={BybitMarket.Category(order.Product)}&symbol={order.Symbol}&orderLinkId={order.ClientOrderId}";

    private static SeenOrder Seen(JsonElement o) => new(
        o.Text("orderId"), Phase(o.Text("orderStatus")), o.Number("cumExecQty") ?? 0m, o.Number("cumExecValue") ?? 0m, o.Text("rejectReason"),
        o.RequiredTime("createdTime"), o.RequiredTime("updatedTime"));

    private static OrderPhase Phase(string status) => status switch
    {
        "Filled" or "Cancelled" or "PartiallyFilledCanceled" => OrderPhase.Over,
        "Rejected" => OrderPhase.Refused,
        _ => OrderPhase.Working,
    };

    private static Execution Execution(JsonElement e) => new(
        e.Required("execPrice"), e.Required("execQty"), e.Number("execFee") ?? 0m, e.Text("feeCurrency"), e.RequiredTime("execTime"));

    /// <summary>
    /// Spot counts in the coin (a market purchase counts in USDT unless told so) and must not borrow. A perpetual's position is the one of one-way mode.
    /// </summary>
    private static string Body(ExchangeOrder order)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("category", BybitMarket.Category(order.Product));
            json.WriteString("symbol", order.Symbol);
            json.WriteString("side", order.IsBuy ? "Buy" : "Sell");
            json.WriteString("orderType", "Market");
            json.WriteString("qty", order.Quantity.Wire());
            json.WriteString("orderLinkId", order.ClientOrderId);
            if (order.Product == Product.Spot)
            {
                json.WriteString("marketUnit", "baseCoin");
                json.WriteNumber("isLeverage", 0);
            }
            else
            {
                json.WriteBoolean("reduceOnly", order.ReduceOnly);
                json.WriteNumber("positionIdx", 0);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private BasisError Refusal(string code, ExchangeOrder order, string message) => new(
        code,
        $"{options.Name} refuses to {(order.IsBuy ? "buy" : "sell")} {order.Quantity.Wire()} {order.Symbol}: {message}.",
        order.ClientOrderId,
        SubCode: code == "EXEC-004" ? "EXI-001" : null);
}
