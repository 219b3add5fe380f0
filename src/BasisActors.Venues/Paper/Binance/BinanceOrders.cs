using System.Text.Json;
using BasisActors.Domain.Costs;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Binance;

/// <summary>Places orders of one product and tells what became of them.</summary>
internal sealed class BinanceOrders(PaperExchange exchange, Product product)
{
    private const int LongestId = 36;
    private const int LongestPage = 1_000;

    private static readonly TimeSpan UnfilledKept = TimeSpan.FromDays(3);

    public WireAnswer Place(BinanceArguments arguments, string key, OrderFate fate)
    {
        var request = Read(arguments);
        var answer = exchange.Place(key, request, fate);
        if (answer.Refusal is { } refusal)
            throw new BinanceRefusalException(BinanceRefusal.Of(refusal, request));
        var order = answer.Order!;
        return arguments["newOrderRespType"] switch
        {
            "ACK" => BinanceReply.Object(json => BinanceOrderJson.Acknowledgement(json, order)),
            "" when product == Product.Perpetual => BinanceReply.Object(json => BinanceOrderJson.Acknowledgement(json, order)),
            "RESULT" => BinanceReply.Object(json => BinanceOrderJson.Result(json, order, withFills: false)),
            "" or "FULL" when product == Product.Spot => BinanceReply.Object(json => BinanceOrderJson.Result(json, order, withFills: true)),
            _ => throw BinanceArguments.Bad("newOrderRespType"),
        };
    }

    /// <summary>By a client id that several orders have the latest of them. What ended without a fill is kept for three days.</summary>
    public WireAnswer Query(BinanceArguments arguments, string key, DateTimeOffset now)
    {
        var instrument = arguments.Instrument(exchange.Terms, product);
        var (id, clientId) = (arguments["orderId"], arguments["origClientOrderId"]);
        if (id.Length == 0 && clientId.Length == 0)
            throw new BinanceRefusalException(new BinanceRefusal(-1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!"));
        var found = Of(instrument, key).Reverse().FirstOrDefault(
            o => (id.Length > 0 ? id == Number(o) : clientId == BinanceOrderJson.ClientId(o)) && (o.Filled > 0 || now - o.At <= UnfilledKept));
        return found is null ? throw new BinanceRefusalException(new BinanceRefusal(-2013, "Order does not exist.")) : BinanceReply.Object(json => BinanceOrderJson.Whole(json, found));
    }

    /// <summary>Market orders are over at once, so there never is one to cancel.</summary>
    public WireAnswer Cancel(BinanceArguments arguments)
    {
        _ = arguments.Instrument(exchange.Terms, product);
        throw new BinanceRefusalException(new BinanceRefusal(-2011, "Unknown order sent."));
    }

    /// <summary>Nothing rests here.</summary>
    public WireAnswer Open(BinanceArguments arguments)
    {
        if (arguments["symbol"].Length > 0)
            _ = arguments.Instrument(exchange.Terms, product);
        return BinanceReply.List(Array.Empty<PaperOrder>(), BinanceOrderJson.Whole);
    }

    /// <summary>The last ones, oldest first.</summary>
    public WireAnswer All(BinanceArguments arguments, string key)
    {
        var found = Of(arguments.Instrument(exchange.Terms, product), key).Where(o => arguments.Within(o.At));
        return BinanceReply.List(found.TakeLast(arguments.Limit(500, LongestPage)), BinanceOrderJson.Whole);
    }

    /// <summary>Oldest first; from a number on the first ones, else the last ones.</summary>
    public WireAnswer Fills(BinanceArguments arguments, string key)
    {
        var instrument = arguments.Instrument(exchange.Terms, product);
        var (orderId, from, limit) = (arguments["orderId"], arguments.Time("fromId"), arguments.Limit(500, LongestPage));
        var profits = exchange.Log(key).Where(e => e.Kind == LogKind.Trade && e.Product == product).ToDictionary(e => e.Reference, e => e.CashFlow, StringComparer.Ordinal);
        var ours = Of(instrument, key).Where(o => o.Filled > 0);
        var forced = product == Product.Perpetual ? BinanceForcedOrders.Of(exchange, key).Where(e => e.Symbol == instrument.Symbol) : [];
        var found = ours.Select(o => (Order: o.Id, Execution: o.ExecutionId, o.At, Write: (Action<Utf8JsonWriter>)(json => BinanceOrderJson.Fill(json, o, profits[o.ExecutionId]))))
            .Concat(forced.Select(e => (Order: e.OrderId, Execution: e.Reference, e.At, Write: (Action<Utf8JsonWriter>)(json => BinanceForcedOrders.Fill(json, e)))))
            .Where(f => (orderId.Length == 0 || orderId == PaperJson.Text(PaperNumbers.Of(f.Order))) && arguments.Within(f.At))
            .Where(f => from is not { } first || PaperNumbers.Of(f.Execution) >= first)
            .OrderBy(f => PaperNumbers.Of(f.Execution));
        return BinanceReply.List(from is null ? found.TakeLast(limit) : found.Take(limit), (json, fill) => fill.Write(json));
    }

    private static string Number(PaperOrder order) => PaperJson.Text(PaperNumbers.Of(order.Id));

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '/' or '_' or '-';

    private IEnumerable<PaperOrder> Of(PaperInstrument instrument, string key) =>
        exchange.Orders(key).Where(o => o.Request.Product == product && o.Request.Symbol == instrument.Symbol);

    private OrderRequest Read(BinanceArguments arguments)
    {
        var instrument = arguments.Instrument(exchange.Terms, product);
        var clientId = arguments["newClientOrderId"];
        if (clientId.Length > LongestId || !clientId.All(IsAllowed))
            throw new BinanceRefusalException(new BinanceRefusal(-1100, $"Illegal characters found in parameter 'newClientOrderId'; legal range is '^[\\.A-Z\\:/a-z0-9_-]{{1,{LongestId}}}$'."));
        if (arguments.Needed("type") != "MARKET")
            throw new BinanceRefusalException(new BinanceRefusal(-1116, "Invalid orderType: the paper exchange takes MARKET only."));
        if (arguments["positionSide"] is not ("" or "BOTH"))
            throw new BinanceRefusalException(new BinanceRefusal(-4061, "Order's position side does not match user's setting."));
        var side = arguments.Needed("side") switch
        {
            "BUY" => Side.Buy,
            "SELL" => Side.Sell,
            _ => throw new BinanceRefusalException(new BinanceRefusal(-1117, "Invalid side.")),
        };
        var inQuote = product == Product.Spot && arguments["quoteOrderQty"].Length > 0;
        if (inQuote && side == Side.Sell)
            throw BinanceArguments.Bad("a sale for quoteOrderQty is not served here");
        return new OrderRequest(
            clientId, product, instrument.Symbol, side, arguments.Amount(inQuote ? "quoteOrderQty" : "quantity"), inQuote, product == Product.Perpetual && arguments.Flag("reduceOnly"));
    }

}
