using System.Text;
using System.Text.Json;
using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges.Orders;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>Orders at Bybit. The exchange keeps an order id unique for ever, open or not.</summary>
internal sealed class BybitOrders(ExchangeSession session, BybitMarket market, BybitAccount account, BybitOptions options) : IOrderDesk
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
        var reply = await session.PostAsync(ExchangeRequest.Order("/v5/order/create", Body(order)), cancellation);
        if (reply.Verdict == Verdict.Size)
            market.ForgetFilter(order.Product, order.Symbol);
        return reply.Outcome(order, options.Name);
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
                ? new OrderOutcome.Rejected(Sendings.Refusal("EXI-001", order, options.Name, seen.Reason))
                : new OrderOutcome.Accepted(seen.OrderId, 0m, 0m, 0m, 0m, 0m, seen.UpdatedAt);
        }

        var executions = await session.PagesAsync(ExchangeRequest.Account("/v5/execution/list", Query(order) + "&limit=100"), Execution, cancellation);
        if (!executions.Complete(seen))
            return null;
        var last = executions.Max(e => e.At);
        var log = await account.LogAsync(seen.CreatedAt - LogSlack, last + LogSlack, cancellation);
        var cash = log.Where(e => e is { Type: "TRADE", Currency: "USDT" } && e.OrderLinkId == order.ClientOrderId).ToList();
        if (cash.Select(e => e.TradeId).Distinct().Count() < executions.Count)
            return null;
        return await executions.OutcomeAsync(
            order, seen, cash.Sum(e => e.Change), pair => market.PriceAsync(Product.Spot, pair, cancellation));
    }

    private Task<OrderSighting> FindAsync(string path, string query, ExchangeOrder order, CancellationToken cancellation) => session.ReadAsync(
        ExchangeRequest.Account(path, query),
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
}
