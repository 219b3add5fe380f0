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
            "ACK" => BinanceReply.Object(json => Acknowledgement(json, order)),
            "" when product == Product.Perpetual => BinanceReply.Object(json => Acknowledgement(json, order)),
            "RESULT" => BinanceReply.Object(json => Result(json, order, withFills: false)),
            "" or "FULL" when product == Product.Spot => BinanceReply.Object(json => Result(json, order, withFills: true)),
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
            o => (id.Length > 0 ? id == Number(o) : clientId == ClientId(o)) && (o.Filled > 0 || now - o.At <= UnfilledKept));
        return found is null ? throw new BinanceRefusalException(new BinanceRefusal(-2013, "Order does not exist.")) : BinanceReply.Object(json => Whole(json, found));
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
        return BinanceReply.List(Array.Empty<PaperOrder>(), Whole);
    }

    /// <summary>The last ones, oldest first.</summary>
    public WireAnswer All(BinanceArguments arguments, string key)
    {
        var found = Of(arguments.Instrument(exchange.Terms, product), key).Where(o => arguments.Within(o.At));
        return BinanceReply.List(found.TakeLast(arguments.Limit(500, LongestPage)), Whole);
    }

    /// <summary>Oldest first; from a number on the first ones, else the last ones.</summary>
    public WireAnswer Fills(BinanceArguments arguments, string key)
    {
        var instrument = arguments.Instrument(exchange.Terms, product);
        var (orderId, from, limit) = (arguments["orderId"], arguments.Time("fromId"), arguments.Limit(500, LongestPage));
        var profits = exchange.Log(key).Where(e => e.Kind == LogKind.Trade && e.Product == product).ToDictionary(e => e.Reference, e => e.CashFlow, StringComparer.Ordinal);
        var found = Of(instrument, key).Where(o => o.Filled > 0 && (orderId.Length == 0 || orderId == Number(o)) && arguments.Within(o.At))
            .Where(o => from is not { } first || PaperNumbers.Of(o.ExecutionId) >= first);
        return BinanceReply.List(from is null ? found.TakeLast(limit) : found.Take(limit), (json, order) => Fill(json, order, profits[order.ExecutionId]));
    }

    private static string Number(PaperOrder order) => PaperJson.Text(PaperNumbers.Of(order.Id));

    /// <summary>An order without one gets one from the exchange.</summary>
    private static string ClientId(PaperOrder order) => order.Request.LinkId.Length > 0 ? order.Request.LinkId : $"web_{order.Id}";

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '/' or '_' or '-';

    private static string Status(PaperOrder order) => order.End switch
    {
        OrderEnd.Filled => "FILLED",
        OrderEnd.Rejected => "REJECTED",
        _ => "EXPIRED",
    };

    private static string FeeCoin(PaperOrder order) => order.FeeInCoin > 0 ? order.Request.Symbol[..^PaperAccount.Quote.Length] : PaperAccount.Quote;

    private static decimal Fee(PaperOrder order) => order.FeeInCoin > 0 ? order.FeeInCoin : order.Fee;

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

    /// <summary>Of spot three fields; the futures answer with an order that has just begun.</summary>
    private void Acknowledgement(Utf8JsonWriter json, PaperOrder order)
    {
        Names(json, order);
        if (product == Product.Spot)
        {
            json.Moment("transactTime", order.At);
            return;
        }

        json.WriteString("status", "NEW");
        json.Number("executedQty", 0m);
        json.Number("cumQty", 0m);
        json.Number("cumQuote", 0m);
        json.Number("avgPrice", 0m);
        Terms(json, order);
    }

    private void Result(Utf8JsonWriter json, PaperOrder order, bool withFills)
    {
        Names(json, order);
        State(json, order);
        Terms(json, order);
        if (product == Product.Perpetual)
            return;
        json.Moment("transactTime", order.At);
        if (!withFills)
            return;
        json.List("fills", order.Filled > 0 ? [order] : Array.Empty<PaperOrder>(), fill =>
        {
            json.Number("price", fill.Price);
            json.Number("qty", fill.Filled);
            json.Number("commission", Fee(fill));
            json.WriteString("commissionAsset", FeeCoin(fill));
            json.WriteNumber("tradeId", PaperNumbers.Of(fill.ExecutionId));
        });
    }

    private void Whole(Utf8JsonWriter json, PaperOrder order)
    {
        Names(json, order);
        State(json, order);
        Terms(json, order);
        json.Moment("time", order.At);
        if (product == Product.Spot)
        {
            json.Moment("updateTime", order.At);
            json.WriteBoolean("isWorking", true);
        }
    }

    private static void Names(Utf8JsonWriter json, PaperOrder order)
    {
        json.WriteString("symbol", order.Request.Symbol);
        json.WriteNumber("orderId", PaperNumbers.Of(order.Id));
        json.WriteString("clientOrderId", ClientId(order));
        if (order.Request.Product == Product.Spot)
            json.WriteNumber("orderListId", -1);
    }

    private static void State(Utf8JsonWriter json, PaperOrder order)
    {
        json.WriteString("status", Status(order));
        json.Number("executedQty", order.Filled);
        if (order.Request.Product == Product.Spot)
        {
            json.Number("cummulativeQuoteQty", order.Notional);
            return;
        }

        json.Number("cumQty", order.Filled);
        json.Number("cumQuote", order.Notional);
        json.Number("avgPrice", order.Price);
    }

    private static void Terms(Utf8JsonWriter json, PaperOrder order)
    {
        var request = order.Request;
        json.Number("price", 0m);
        json.Number("origQty", request.InQuote ? order.Filled : request.Quantity);
        json.WriteString("timeInForce", "GTC");
        json.WriteString("type", "MARKET");
        json.WriteString("side", BinanceReply.Text(request.Side));
        json.Number("stopPrice", 0m);
        if (request.Product == Product.Spot)
        {
            json.Number("origQuoteOrderQty", request.InQuote ? request.Quantity : 0m);
            json.Moment("workingTime", order.At);
            return;
        }

        json.WriteString("origType", "MARKET");
        json.WriteBoolean("reduceOnly", request.ReduceOnly);
        json.WriteBoolean("closePosition", false);
        json.WriteString("positionSide", "BOTH");
        json.WriteString("workingType", "CONTRACT_PRICE");
        json.Moment("updateTime", order.At);
    }

    private void Fill(Utf8JsonWriter json, PaperOrder order, decimal cashFlow)
    {
        json.WriteString("symbol", order.Request.Symbol);
        json.WriteNumber("id", PaperNumbers.Of(order.ExecutionId));
        json.WriteNumber("orderId", PaperNumbers.Of(order.Id));
        json.Number("price", order.Price);
        json.Number("qty", order.Filled);
        json.Number("quoteQty", order.Notional);
        json.Number("commission", Fee(order));
        json.WriteString("commissionAsset", FeeCoin(order));
        json.Moment("time", order.At);
        var isBuy = order.Request.Side == Side.Buy;
        if (product == Product.Spot)
        {
            json.WriteNumber("orderListId", -1);
            json.WriteBoolean("isBuyer", isBuy);
            json.WriteBoolean("isMaker", false);
            json.WriteBoolean("isBestMatch", true);
            return;
        }

        json.Number("realizedPnl", cashFlow);
        json.WriteString("side", BinanceReply.Text(order.Request.Side));
        json.WriteString("positionSide", "BOTH");
        json.WriteBoolean("buyer", isBuy);
        json.WriteBoolean("maker", false);
    }
}
