using System.Text.Json;
using BasisActors.Domain.Costs;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Binance;

/// <summary>Orders and fills as Binance writes them.</summary>
internal static class BinanceOrderJson
{
    /// <summary>An order without one gets one from the exchange.</summary>
    public static string ClientId(PaperOrder order) => order.Request.LinkId.Length > 0 ? order.Request.LinkId : $"web_{order.Id}";

    /// <summary>Of spot three fields; the futures answer with an order that has just begun.</summary>
    public static void Acknowledgement(Utf8JsonWriter json, PaperOrder order)
    {
        Names(json, order);
        if (order.Request.Product == Product.Spot)
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

    public static void Result(Utf8JsonWriter json, PaperOrder order, bool withFills)
    {
        Names(json, order);
        State(json, order);
        Terms(json, order);
        if (order.Request.Product == Product.Perpetual)
        {
            json.Number("cumQty", order.Filled); // an order that is looked up does not have it
            return;
        }

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

    public static void Whole(Utf8JsonWriter json, PaperOrder order)
    {
        Names(json, order);
        State(json, order);
        Terms(json, order);
        json.Moment("time", order.At);
        if (order.Request.Product == Product.Spot)
        {
            json.Number("stopPrice", 0m);
            json.Number("icebergQty", 0m);
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
        json.WriteString("selfTradePreventionMode", "NONE");
        if (request.Product == Product.Spot)
        {
            json.Number("origQuoteOrderQty", request.InQuote ? request.Quantity : 0m);
            json.Moment("workingTime", order.At);
            return;
        }

        json.Number("stopPrice", 0m);
        json.WriteString("origType", "MARKET");
        json.WriteBoolean("reduceOnly", request.ReduceOnly);
        json.WriteBoolean("closePosition", false);
        json.WriteString("positionSide", "BOTH");
        json.WriteString("workingType", "CONTRACT_PRICE");
        json.WriteBoolean("priceProtect", false);
        json.WriteString("priceMatch", "NONE");
        json.WriteNumber("goodTillDate", 0);
        json.Moment("updateTime", order.At);
    }

    public static void Fill(Utf8JsonWriter json, PaperOrder order, decimal cashFlow)
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
        if (order.Request.Product == Product.Spot)
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

    private static string Status(PaperOrder order) => order.End switch
    {
        OrderEnd.Filled => "FILLED",
        OrderEnd.Rejected => "REJECTED",
        _ => "EXPIRED",
    };

    private static string FeeCoin(PaperOrder order) => order.FeeInCoin > 0 ? order.Request.Symbol[..^PaperAccount.Quote.Length] : PaperAccount.Quote;

    private static decimal Fee(PaperOrder order) => order.FeeInCoin > 0 ? order.FeeInCoin : order.Fee;
}
