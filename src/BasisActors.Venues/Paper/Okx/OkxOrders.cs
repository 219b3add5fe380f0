using System.Text.Json;
using BasisActors.Domain.Costs;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Okx;

namespace BasisActors.Venues.Paper.Okx;

/// <summary>Places orders and tells what became of them.</summary>
internal sealed class OkxOrders(PaperExchange exchange)
{
    private const int LongestId = 32;
    private const int LargestBatch = 20;
    private const int LongestPage = 100;
    private const long UnfilledKept = 2 * 3_600_000;

    private readonly record struct Placed(string OrderId, string ClientId, OkxRefusal? Refusal);

    public WireAnswer Place(OkxArguments order, string key, OrderFate fate, DateTimeOffset now) => Answer([Try(order, key, fate)], now);

    public WireAnswer PlaceAll(string body, string key, OrderFate fate, DateTimeOffset now)
    {
        List<Placed> placed;
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() is 0 or > LargestBatch)
                throw OkxArguments.Bad($"the body is no array of 1 to {LargestBatch} orders");
            placed = [.. document.RootElement.EnumerateArray().Select(o => Try(new OkxArguments(o), key, fate))];
        }
        catch (JsonException)
        {
            throw OkxArguments.Bad("the body is not JSON");
        }

        return Answer(placed, now);
    }

    /// <summary>Market orders are over at once, so there never is one to cancel.</summary>
    public static WireAnswer Cancel(OkxArguments arguments, DateTimeOffset now)
    {
        if (arguments["ordId"].Length == 0 && arguments["clOrdId"].Length == 0)
            throw OkxArguments.Bad("ordId or clOrdId is missing");
        return Answer(
            [new Placed(arguments["ordId"], arguments["clOrdId"], new OkxRefusal(51400, "Order cancellation failed as the order has been filled, canceled or does not exist."))], now);
    }

    /// <summary>By a client id that several orders have the latest of them. What ended without a fill is kept for two hours.</summary>
    public WireAnswer Query(OkxArguments arguments, string key, DateTimeOffset now)
    {
        var instrument = arguments.Instrument(exchange.Terms);
        if (arguments["ordId"].Length == 0 && arguments["clOrdId"].Length == 0)
            throw OkxArguments.Bad("ordId or clOrdId is missing");
        var forgotten = now.ToUnixTimeMilliseconds() - UnfilledKept;
        var found = exchange.Orders(key).Reverse().FirstOrDefault(o => Of(o, instrument) && Matches(o, arguments) && (o.Filled > 0 || o.At.ToUnixTimeMilliseconds() >= forgotten));
        return found is null
            ? throw new OkxRefusalException(new OkxRefusal(51603, "Order does not exist"))
            : OkxReply.Fine([found], (json, order) => Order(json, order, instrument));
    }

    /// <summary>Newest first; <c>after</c> is the id of the last one of the page before.</summary>
    public WireAnswer Fills(OkxArguments arguments, string key)
    {
        Product? product = arguments["instType"].Length > 0 ? arguments.InstrumentType() : null;
        var instrument = arguments["instId"].Length > 0 ? arguments.Instrument(exchange.Terms) : null;
        var (begin, end, limit) = (arguments.Time("begin"), arguments.Time("end"), arguments.Limit(LongestPage, LongestPage));
        var found = exchange.Orders(key).Reverse().Where(o => o.Filled > 0 && (arguments["instType"].Length == 0 || o.Request.Product == product))
            .Where(o => (instrument is null || Of(o, instrument)) && (arguments["ordId"].Length == 0 || o.Id == arguments["ordId"]))
            .Where(o => o.At.ToUnixTimeMilliseconds() is var at && (begin is not { } from || at >= from) && (end is not { } to || at <= to));
        if (arguments["after"] is { Length: > 0 } after)
            found = found.SkipWhile(o => o.ExecutionId != after).Skip(1);
        return OkxReply.Fine(found.Take(limit), Fill);
    }

    /// <summary>Each order has a code of its own; the answer's code only tells whether all were taken.</summary>
    private static WireAnswer Answer(List<Placed> placed, DateTimeOffset now)
    {
        var failed = placed.Count(p => p.Refusal is not null);
        var (code, message) = failed == 0 ? (0, "") : failed == placed.Count ? (1, "All operations failed") : (2, "Bulk operation partially succeeded");
        return OkxReply.Envelope(code, message, placed, (json, order) =>
        {
            json.WriteString("ordId", order.Refusal is null ? order.OrderId : "");
            json.WriteString("clOrdId", order.ClientId);
            json.WriteString("tag", "");
            json.Time("ts", now);
            json.Number("sCode", order.Refusal?.Code ?? 0);
            json.WriteString("sMsg", order.Refusal?.Message ?? "Order placed");
        });
    }

    private Placed Try(OkxArguments arguments, string key, OrderFate fate)
    {
        var clientId = arguments["clOrdId"];
        try
        {
            var answer = exchange.Place(key, Read(arguments), fate);
            return answer.Refusal is { } refusal ? new Placed("", clientId, OkxRefusal.Of(refusal)) : new Placed(answer.Order!.Id, clientId, null);
        }
        catch (OkxRefusalException refused)
        {
            return new Placed("", clientId, refused.Refusal);
        }
    }

    private OrderRequest Read(OkxArguments arguments)
    {
        var instrument = arguments.Instrument(exchange.Terms);
        var (product, clientId) = (instrument.Product, arguments["clOrdId"]);
        if (clientId.Length > LongestId || !clientId.All(char.IsAsciiLetterOrDigit))
            throw OkxArguments.Bad($"clOrdId is '{clientId}'; allowed are up to {LongestId} letters and digits");
        if (arguments.Required("ordType") != "market")
            throw OkxArguments.Bad("the paper exchange takes market orders only");
        if (arguments.Required("tdMode") != (product == Product.Spot ? "cash" : "cross"))
            throw OkxArguments.Bad("tdMode is cash for spot and cross for swaps");
        if (arguments["posSide"] is not ("" or "net"))
            throw OkxArguments.Bad("posSide does not match the position mode, which is net");
        var side = arguments.Required("side") switch
        {
            "buy" => Side.Buy,
            "sell" => Side.Sell,
            _ => throw OkxArguments.Bad("side"),
        };
        var inQuote = product == Product.Spot && arguments["tgtCcy"] switch
        {
            "" => side == Side.Buy,
            "quote_ccy" => side == Side.Buy ? true : throw OkxArguments.Bad("a sale in quote_ccy is not served here"),
            "base_ccy" => false,
            _ => throw OkxArguments.Bad("tgtCcy"),
        };
        return new OrderRequest(
            clientId, product, instrument.Symbol, side, arguments.Number("sz") * instrument.Contract, inQuote, product == Product.Perpetual && arguments.Flag("reduceOnly"));
    }

    private static bool Of(PaperOrder order, PaperInstrument instrument) => order.Request.Product == instrument.Product && order.Request.Symbol == instrument.Symbol;

    private static bool Matches(PaperOrder order, OkxArguments arguments) =>
        arguments["ordId"] is { Length: > 0 } id ? id == order.Id : arguments["clOrdId"] == order.Request.LinkId;

    private static void Order(Utf8JsonWriter json, PaperOrder order, PaperInstrument instrument)
    {
        var request = order.Request;
        Names(json, order);
        json.WriteString("tdMode", request.Product == Product.Spot ? "cash" : "cross");
        json.WriteString("ordType", "market");
        json.WriteString("px", "");
        json.Number("sz", request.Quantity / instrument.Contract);
        json.WriteString("tgtCcy", request.Product == Product.Spot ? request.InQuote ? "quote_ccy" : "base_ccy" : "");
        json.WriteString("reduceOnly", request.ReduceOnly ? "true" : "false");
        json.WriteString("posSide", request.Product == Product.Spot ? "" : "net");
        json.WriteString("state", order.End == OrderEnd.Filled ? "filled" : "canceled");
        json.Number("accFillSz", order.Filled / instrument.Contract);
        json.WriteString("avgPx", order.Filled > 0 ? PaperJson.Text(order.Price) : "");
        json.WriteString("fillPx", order.Filled > 0 ? PaperJson.Text(order.Price) : "");
        json.WriteString("fillTime", order.Filled > 0 ? PaperJson.Milliseconds(order.At) : "");
        json.WriteString("tradeId", order.ExecutionId);
        Fee(json, order);
        json.Time("cTime", order.At);
        json.Time("uTime", order.At);
    }

    private void Fill(Utf8JsonWriter json, PaperOrder order)
    {
        var contract = exchange.Terms.Instruments.Single(i => Of(order, i)).Contract;
        Names(json, order);
        json.WriteString("tradeId", order.ExecutionId);
        json.WriteString("billId", order.ExecutionId);
        json.Number("fillPx", order.Price);
        json.Number("fillSz", order.Filled / contract);
        Fee(json, order);
        json.WriteString("execType", "T");
        json.WriteString("posSide", order.Request.Product == Product.Spot ? "" : "net");
        json.Time("ts", order.At);
        json.Time("fillTime", order.At);
    }

    private static void Names(Utf8JsonWriter json, PaperOrder order)
    {
        json.WriteString("instType", OkxNames.InstrumentType(order.Request.Product));
        json.WriteString("instId", OkxNames.Instrument(order.Request.Product, order.Request.Symbol));
        json.WriteString("ordId", order.Id);
        json.WriteString("clOrdId", order.Request.LinkId);
        json.WriteString("side", OkxReply.Text(order.Request.Side));
    }

    /// <summary>Below 0 when it is paid.</summary>
    private static void Fee(Utf8JsonWriter json, PaperOrder order)
    {
        json.Number("fee", -(order.FeeInCoin > 0 ? order.FeeInCoin : order.Fee));
        json.WriteString("feeCcy", order.FeeInCoin > 0 ? order.Request.Symbol[..^"USDT".Length] : "USDT");
    }
}
