using System.Text.Json;
using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges.Orders;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Binance;

/// <summary>
/// Orders at Binance. A client id is unique among open orders only, and a market order is over at once: the same id sent again is a second trade. What bounds a lost
/// order is the window after its timestamp.
/// </summary>
internal sealed class BinanceOrders(ExchangeSession spot, ExchangeSession futures, BinanceMarket market, BinanceWallets wallets, BinanceOptions options) : IOrderDesk
{
    /// <summary>Before the first sending the order's money is put where it takes it from. A perpetual that is only reduced needs none.</summary>
    public async Task<BasisError?> DenyAsync(ExchangeOrder order, CancellationToken cancellation)
    {
        var filter = await market.FilterAsync(order.Product, order.Symbol, cancellation);
        if (OrderRules.Quantity(order, filter) is { } error)
            return error;
        if (order.ReduceOnly)
            return null; // no smallest notional: what is left of a position can always be closed
        var price = await market.PriceAsync(order.Product, order.Symbol, cancellation);
        if (OrderRules.Notional(order, filter, price) is { } tooSmall)
            return tooSmall;
        try
        {
            if (order.Product == Product.Perpetual || order.IsBuy)
                await wallets.ArrangeAsync(order.Product == Product.Spot ? order.Quantity * price!.Value * (1 + options.PurchaseReserve) : 0m, cancellation);
            return null;
        }
        catch (BasisException refused) when (refused.Error.Code == "EXI-001")
        {
            return refused.Error; // its money is not where it takes it from, and will not be
        }
    }

    public async Task<SendOutcome> SendAsync(ExchangeOrder order, CancellationToken cancellation)
    {
        var reply = await Session(order).PostAsync(ExchangeRequest.Post(BinancePaths.Order(order.Product), BinanceSignature.Query(Parameters(order))), cancellation);
        if (reply.Verdict == Verdict.Size)
            market.ForgetFilter(order.Product, order.Symbol);
        return reply.Outcome(order, options.Name);
    }

    /// <summary>
    /// An answer does not tell the exchange's clock. It is asked for before a read that finds nothing, so that the read is no earlier than the time it is judged by.
    /// </summary>
    public async Task<OrderSighting> FindAsync(ExchangeOrder order, CancellationToken cancellation)
    {
        if (await SeenAsync(order, cancellation) is { } seen)
            return new OrderSighting(seen, seen.UpdatedAt);
        var now = await Session(order).TimeAsync(cancellation);
        return new OrderSighting(await SeenAsync(order, cancellation), now);
    }

    /// <summary>The answer to an order of the futures has no fee, and one to a spot order may be lost: fees and profit come from the fills.</summary>
    public async Task<OrderOutcome?> ConcludeAsync(ExchangeOrder order, SeenOrder seen, CancellationToken cancellation)
    {
        if (seen.Phase == OrderPhase.Working)
            return null;
        if (seen.Filled == 0)
        {
            return seen.Phase == OrderPhase.Refused
                ? new OrderOutcome.Rejected(Sendings.Refusal("EXI-001", order, options.Name, "it was rejected after it had been accepted"))
                : new OrderOutcome.Accepted(seen.OrderId, 0m, 0m, 0m, 0m, 0m, seen.UpdatedAt);
        }

        var fills = await Session(order).ReadAsync(
            ExchangeRequest.Account(BinancePaths.Fills(order.Product), BinanceSignature.Query(("symbol", order.Symbol), ("orderId", seen.OrderId), ("limit", "1000"))),
            r => r.Result.EnumerateArray().Select(f => (Execution: Execution(f), Cash: Cash(f, order))).ToList(),
            cancellation);
        List<Execution> executions = [.. fills.Select(f => f.Execution)];
        return executions.Complete(seen)
            ? await executions.OutcomeAsync(order, seen, fills.Sum(f => f.Cash), pair => market.PriceAsync(Product.Spot, pair, cancellation))
            : null;
    }

    private ExchangeSession Session(ExchangeOrder order) => order.Product == Product.Spot ? spot : futures;

    private async Task<SeenOrder?> SeenAsync(ExchangeOrder order, CancellationToken cancellation)
    {
        var request = ExchangeRequest.Account(
            BinancePaths.Order(order.Product), BinanceSignature.Query(("symbol", order.Symbol), ("origClientOrderId", order.ClientOrderId)));
        var reply = await Session(order).TryReadAsync(request, cancellation);
        return reply.Verdict switch
        {
            Verdict.Done => Session(order).Understand(request, reply, r => r.Result.Text("clientOrderId") == order.ClientOrderId ? Seen(r.Result) : null),
            Verdict.NoSuchOrder => null,
            _ => throw Session(order).Refused(request, reply),
        };
    }

    /// <summary>The value in USDT has another name in each product; the double m of spot is theirs.</summary>
    private static SeenOrder Seen(JsonElement o) => new(
        o.Text("orderId"), Phase(o.Text("status")), o.Required("executedQty"), o.Number("cumQuote") ?? o.Required("cummulativeQuoteQty"), "", o.RequiredTime("time"),
        o.RequiredTime("updateTime"));

    private static OrderPhase Phase(string status) => status switch
    {
        "FILLED" or "CANCELED" or "EXPIRED" or "EXPIRED_IN_MATCH" => OrderPhase.Over,
        "REJECTED" => OrderPhase.Refused,
        _ => OrderPhase.Working,
    };

    private static Execution Execution(JsonElement f) => new(f.Required("price"), f.Required("qty"), f.Number("commission") ?? 0m, f.Text("commissionAsset"), f.RequiredTime("time"));

    /// <summary>What a fill did to the account's USDT.</summary>
    private static decimal Cash(JsonElement f, ExchangeOrder order)
    {
        var fee = f.Text("commissionAsset") == "USDT" ? f.Required("commission") : 0m;
        return order.Product == Product.Perpetual ? f.Required("realizedPnl") - fee : (order.IsBuy ? -f.Required("quoteQty") : f.Required("quoteQty")) - fee;
    }

    private static IEnumerable<(string Name, string Value)> Parameters(ExchangeOrder order)
    {
        yield return ("symbol", order.Symbol);
        yield return ("side", order.IsBuy ? "BUY" : "SELL");
        yield return ("type", "MARKET");
        yield return ("quantity", order.Quantity.Wire());
        if (order.ReduceOnly)
            yield return ("reduceOnly", "true");
        yield return ("newClientOrderId", order.ClientOrderId);
        yield return ("newOrderRespType", "RESULT"); // its state when it is over, so that the first question finds it
    }
}
