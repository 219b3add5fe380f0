using System.Text.Json;
using BasisActors.Domain.Costs;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Bybit;

/// <summary>Places orders and tells what became of them.</summary>
internal sealed class BybitOrders(PaperExchange exchange)
{
    private const int Remembered = 500;
    private const int LongestLinkId = 36;
    private const long UnfilledKept = 86_400_000;

    public void Create(Utf8JsonWriter json, BybitArguments arguments, string key, OrderFate fate)
    {
        var request = Read(arguments);
        var answer = exchange.Place(key, request, fate);
        if (answer.Refusal is { } refusal)
            throw new BybitRefusalException(BybitRefusal.Of(refusal, request.Product));
        json.WriteString("orderId", answer.Order!.Id);
        json.WriteString("orderLinkId", request.LinkId);
    }

    /// <summary>Market orders are over at once, so there never is one to cancel.</summary>
    public static void Cancel(BybitArguments arguments)
    {
        var product = arguments.Category();
        if (arguments["orderId"].Length == 0 && arguments["orderLinkId"].Length == 0)
            throw BybitArguments.Bad("orderId or orderLinkId is missing");
        throw new BybitRefusalException(product == Product.Spot ? new BybitRefusal(170213, "Order does not exist.") : new BybitRefusal(110001, "order not exists or too late to cancel"));
    }

    /// <summary>By id also what is over, as far as it is among the last 500; without an id only open orders, of which there are none, or with <c>openOnly=1</c> the last ones.</summary>
    public void Realtime(Utf8JsonWriter json, BybitArguments arguments, string key)
    {
        var product = arguments.Category();
        var byId = arguments["orderId"].Length > 0 || arguments["orderLinkId"].Length > 0;
        var orders = exchange.Orders(key).Reverse().Where(o => o.Request.Product == product).Take(Remembered).Where(o => Matches(o, arguments));
        var shown = byId || arguments["openOnly"] == "1" ? orders.Take(arguments.Limit(20, 50)) : [];
        json.WriteString("category", BybitReply.Text(product));
        json.List("list", shown, order => Order(json, order));
        json.WriteString("nextPageCursor", "");
    }

    /// <summary>Newest first. What ended without a fill is kept for 24 hours.</summary>
    public void History(Utf8JsonWriter json, BybitArguments arguments, string key, DateTimeOffset now)
    {
        var product = arguments.Category();
        var byId = arguments["orderId"].Length > 0 || arguments["orderLinkId"].Length > 0;
        var (from, to) = arguments.Window(now, TimeSpan.FromDays(7));
        var status = arguments["orderStatus"];
        var forgotten = now.ToUnixTimeMilliseconds() - UnfilledKept;
        var found = exchange.Orders(key).Reverse().Where(o => o.Request.Product == product && Matches(o, arguments))
            .Where(o => (byId || Within(o, from, to)) && (status.Length == 0 || status == Status(o)) && (o.Filled > 0 || o.At.ToUnixTimeMilliseconds() >= forgotten)).ToList();
        json.WriteString("category", BybitReply.Text(product));
        json.Page(arguments, found, usual: 20, largest: 50, order => Order(json, order));
    }

    /// <summary>Symbol and ids of a request, as far as it has them.</summary>
    internal static bool Matches(PaperOrder order, BybitArguments arguments) =>
        arguments["symbol"] is var symbol && (symbol.Length == 0 || symbol == order.Request.Symbol)
        && arguments["orderId"] is var id && (id.Length == 0 || id == order.Id)
        && arguments["orderLinkId"] is var link && (link.Length == 0 || link == order.Request.LinkId);

    private static OrderRequest Read(BybitArguments arguments)
    {
        var (product, linkId) = (arguments.Category(), arguments["orderLinkId"]);
        if (linkId.Length > LongestLinkId || !linkId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw BybitArguments.Bad($"orderLinkId is '{linkId}'; allowed are up to {LongestLinkId} letters, digits, '-' and '_'");
        if (arguments.Required("orderType") != "Market")
            throw BybitArguments.Bad("the paper exchange takes market orders only");
        if (arguments["positionIdx"] is not ("" or "0"))
            throw BybitArguments.Bad("position idx not match position mode");
        var side = arguments.Required("side") switch
        {
            "Buy" => Side.Buy,
            "Sell" => Side.Sell,
            _ => throw BybitArguments.Bad("Side invalid"),
        };
        var inQuote = product == Product.Spot && arguments["marketUnit"] switch
        {
            "" => side == Side.Buy,
            "quoteCoin" => side == Side.Buy ? true : throw BybitArguments.Bad("a sale in marketUnit quoteCoin is not served here"),
            "baseCoin" => false,
            _ => throw BybitArguments.Bad("marketUnit invalid"),
        };
        return new OrderRequest(linkId, product, arguments.Required("symbol"), side, arguments.Number("qty"), inQuote, product == Product.Perpetual && arguments.Flag("reduceOnly"));
    }

    private static bool Within(PaperOrder order, long from, long to) => order.At.ToUnixTimeMilliseconds() is var at && at >= from && at <= to;

    private static string Status(PaperOrder order) => order.End switch
    {
        OrderEnd.Filled => "Filled",
        OrderEnd.PartlyFilled => order.Request.Product == Product.Spot ? "PartiallyFilledCanceled" : "Cancelled",
        OrderEnd.Rejected => "Rejected",
        _ => "Cancelled",
    };

    private static void Order(Utf8JsonWriter json, PaperOrder order)
    {
        var request = order.Request;
        json.WriteString("orderId", order.Id);
        json.WriteString("orderLinkId", request.LinkId);
        json.WriteString("symbol", request.Symbol);
        json.WriteString("side", BybitReply.Text(request.Side));
        json.WriteString("orderType", "Market");
        json.WriteString("orderStatus", Status(order));
        json.WriteString("cancelType", order.End is OrderEnd.PartlyFilled or OrderEnd.Cancelled ? "CancelByNoFurtherFill" : "UNKNOWN");
        json.WriteString("rejectReason", order.End == OrderEnd.Rejected ? "EC_Others" : "EC_NoError");
        json.Number("price", 0m);
        json.Number("qty", request.Quantity);
        json.WriteString("marketUnit", request.Product == Product.Spot ? request.InQuote ? "quoteCoin" : "baseCoin" : "");
        json.WriteString("avgPrice", order.Filled > 0 ? PaperJson.Text(order.Price) : "");
        json.Number("cumExecQty", order.Filled);
        json.Number("cumExecValue", order.Notional);
        json.Number("cumExecFee", order.Fee);
        json.WriteStartObject("cumFeeDetail");
        if (order.Filled > 0)
            json.Number(PaperAccount.Quote, order.Fee);
        json.WriteEndObject();
        json.Number("leavesQty", 0m);
        json.Number("leavesValue", 0m);
        json.CreateType(request.Product);
        json.WriteString("timeInForce", "IOC");
        json.WriteBoolean("reduceOnly", request.ReduceOnly);
        json.WriteNumber("positionIdx", 0);
        json.Time("createdTime", order.At);
        json.Time("updatedTime", order.At);
    }
}
