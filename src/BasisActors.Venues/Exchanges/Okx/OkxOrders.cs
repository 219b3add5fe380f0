using System.Text;
using System.Text.Json;
using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges.Orders;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Okx;

/// <summary>
/// Orders at OKX. A client id is unique among pending orders only, and a market order is over at once: the same id sent again is a second trade. What bounds a
/// lost order is its <c>expTime</c>, after which the exchange drops it.
/// </summary>
internal sealed class OkxOrders(ExchangeSession session, OkxMarket market, OkxAccount account, OkxOptions options, TimeProvider time) : IOrderDesk
{
    /// <summary>A bill may be written a little before or after the order's own times.</summary>
    private static readonly TimeSpan BillSlack = TimeSpan.FromSeconds(10);

    /// <summary>Fills are listed for three days; older ones are in the history.</summary>
    private static readonly TimeSpan FillsReach = TimeSpan.FromDays(2);

    public async Task<BasisError?> DenyAsync(ExchangeOrder order, CancellationToken cancellation)
    {
        var instrument = await market.InstrumentAsync(order.Product, order.Symbol, cancellation);
        if (OrderRules.Quantity(order, instrument.Filter) is { } error)
            return error;
        if (order.WorstPrice is null)
            return null; // OKX has no minimum notional: a price is needed for nothing else
        return OrderRules.Notional(order, instrument.Filter, await market.PriceAsync(order.Product, order.Symbol, cancellation));
    }

    public async Task<SendOutcome> SendAsync(ExchangeOrder order, CancellationToken cancellation)
    {
        OkxInstrument instrument;
        try
        {
            instrument = await market.InstrumentAsync(order.Product, order.Symbol, cancellation);
        }
        catch (BasisException e) when (e.Error.Code != "EXI-004")
        {
            return new SendOutcome.TurnedAway(e.Error.Message, null); // not sent: its size in contracts is not known
        }

        var reply = await session.PostAsync(ExchangeRequest.Order(OkxPaths.Order, Body(order, instrument)), cancellation);
        if (reply.Verdict == Verdict.Size)
            market.ForgetInstrument(order.Product, order.Symbol);
        return reply.Outcome(order, options.Name);
    }

    /// <summary>
    /// An answer does not tell the exchange's clock. It is asked for before a read that finds nothing, so that the read is no earlier than the time it is judged by.
    /// </summary>
    public async Task<OrderSighting> FindAsync(ExchangeOrder order, CancellationToken cancellation)
    {
        var instrument = await market.InstrumentAsync(order.Product, order.Symbol, cancellation);
        if (await SeenAsync(order, instrument, cancellation) is { } seen)
            return new OrderSighting(seen, seen.UpdatedAt);
        var now = await session.TimeAsync(cancellation);
        return new OrderSighting(await SeenAsync(order, instrument, cancellation), now);
    }

    public async Task<OrderOutcome?> ConcludeAsync(ExchangeOrder order, SeenOrder seen, CancellationToken cancellation)
    {
        if (seen.Phase == OrderPhase.Working)
            return null;
        if (seen.Filled == 0)
            return new OrderOutcome.Accepted(seen.OrderId, 0m, 0m, 0m, 0m, 0m, seen.UpdatedAt);
        var instrument = await market.InstrumentAsync(order.Product, order.Symbol, cancellation);
        var type = OkxNames.InstrumentType(order.Product);
        var executions = await account.PagesAsync(
            seen.UpdatedAt > time.GetUtcNow() - FillsReach ? OkxPaths.Fills : OkxPaths.OldFills, $"instType={type}&instId={instrument.Id}&ordId={seen.OrderId}", f => f.Text("billId"), f => Execution(f, instrument), cancellation);
        if (!executions.Complete(seen))
            return null;
        var last = executions.Max(e => e.At);
        var bills = await account.BillsAsync(OkxBill.Trade, type, seen.CreatedAt - BillSlack, last + BillSlack, cancellation);
        var cash = bills.Where(b => b.OrderId == seen.OrderId).ToList();
        if (cash.Select(b => b.TradeId).Distinct().Count() < executions.Count)
            return null;
        return await executions.OutcomeAsync(order, seen, cash.Sum(b => b.Change), pair => market.PriceAsync(Product.Spot, pair, cancellation));
    }

    private async Task<SeenOrder?> SeenAsync(ExchangeOrder order, OkxInstrument instrument, CancellationToken cancellation)
    {
        var id = OkxNames.OrderId(order.ClientOrderId);
        var request = ExchangeRequest.Account(OkxPaths.Order, $"instId={instrument.Id}&clOrdId={id}");
        var reply = await session.TryReadAsync(request, cancellation);
        return reply.Verdict switch
        {
            Verdict.Done => session.Understand(
                request, reply, r => r.Result.EnumerateArray().Where(o => o.Text("clOrdId") == id).Select(o => Seen(o, instrument)).FirstOrDefault()),
            Verdict.NoSuchOrder => null,
            _ => throw session.Refused(request, reply),
        };
    }

    private static SeenOrder Seen(JsonElement o, OkxInstrument instrument)
    {
        var filled = instrument.Units(o.Number("accFillSz") ?? 0m);
        return new SeenOrder(
            o.Text("ordId"), Phase(o.Text("state")), filled, filled * (o.Number("avgPx") ?? 0m), "", o.RequiredTime("cTime"), o.RequiredTime("uTime"));
    }

    private static OrderPhase Phase(string state) => state is "filled" or "canceled" or "mmp_canceled" ? OrderPhase.Over : OrderPhase.Working;

    /// <summary>OKX writes a fee that is paid below 0.</summary>
    private static Execution Execution(JsonElement f, OkxInstrument instrument) => new(
        f.Required("fillPx"), instrument.Units(f.Required("fillSz")), -(f.Number("fee") ?? 0m), f.Text("feeCcy"), f.RequiredTime("ts"));

    /// <summary>
    /// Spot counts in the coin (a market purchase counts in USDT unless told so) and is refused, not shrunk, when the balance is short. A perpetual counts in
    /// contracts; the side of its position is left out, as net mode wants it.
    /// </summary>
    private static string Body(ExchangeOrder order, OkxInstrument instrument)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("instId", instrument.Id);
            json.WriteString("tdMode", order.Product == Product.Spot ? "cash" : "cross");
            json.WriteString("side", order.IsBuy ? "buy" : "sell");
            json.WriteString("ordType", "market");
            json.WriteString("sz", instrument.Size(order.Quantity).Wire());
            json.WriteString("clOrdId", OkxNames.OrderId(order.ClientOrderId));
            if (order.Product == Product.Spot)
            {
                json.WriteString("tgtCcy", "base_ccy");
                json.WriteBoolean("banAmend", true);
            }
            else
            {
                json.WriteBoolean("reduceOnly", order.ReduceOnly);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
