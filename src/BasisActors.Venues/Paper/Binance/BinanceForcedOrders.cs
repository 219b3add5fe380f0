using System.Text.Json;
using BasisActors.Domain.Numerics;

namespace BasisActors.Venues.Paper.Binance;

/// <summary>Orders by which the exchange itself has closed positions: liquidations and auto-deleveraging.</summary>
internal sealed class BinanceForcedOrders(PaperExchange exchange)
{
    private const int LongestPage = 100;

    /// <summary>What stands in the log of them, oldest first.</summary>
    public static IEnumerable<LogEntry> Of(PaperExchange exchange, string key) => exchange.Log(key).Where(e => e.Kind is LogKind.Liquidation or LogKind.AutoDeleveraging);

    /// <summary>The last ones, oldest first.</summary>
    public WireAnswer Orders(BinanceArguments arguments, string key)
    {
        LogKind? kind = arguments["autoCloseType"] switch
        {
            "" => null,
            "LIQUIDATION" => LogKind.Liquidation,
            "ADL" => LogKind.AutoDeleveraging,
            _ => throw BinanceArguments.Bad("autoCloseType"),
        };
        var symbol = arguments["symbol"].Length > 0 ? arguments.Instrument(exchange.Terms, Venues.Exchanges.Product.Perpetual).Symbol : "";
        var found = Of(exchange, key).Where(e => (kind is null || e.Kind == kind) && (symbol.Length == 0 || e.Symbol == symbol) && arguments.Within(e.At));
        return BinanceReply.List(found.TakeLast(arguments.Limit(50, LongestPage)), Write);
    }

    /// <summary>The fee of a liquidation is no commission: it goes to the insurance fund, by the wallet's log.</summary>
    public static void Fill(Utf8JsonWriter json, LogEntry closing)
    {
        json.WriteString("symbol", closing.Symbol);
        json.WriteNumber("id", PaperNumbers.Of(closing.Reference));
        json.WriteNumber("orderId", PaperNumbers.Of(closing.OrderId));
        json.Number("price", closing.Price);
        json.Number("qty", closing.Quantity);
        json.Number("quoteQty", Amount.Value(closing.Quantity, closing.Price));
        json.Number("commission", 0m);
        json.WriteString("commissionAsset", PaperAccount.Quote);
        json.Moment("time", closing.At);
        json.Number("realizedPnl", closing.CashFlow);
        json.WriteString("side", "BUY");
        json.WriteString("positionSide", "BOTH");
        json.WriteBoolean("buyer", true);
        json.WriteBoolean("maker", false);
    }

    private static void Write(Utf8JsonWriter json, LogEntry closing)
    {
        json.WriteNumber("orderId", PaperNumbers.Of(closing.OrderId));
        json.WriteString("symbol", closing.Symbol);
        json.WriteString("status", "FILLED");
        json.WriteString("clientOrderId", closing.Kind == LogKind.Liquidation ? $"autoclose-{PaperNumbers.Of(closing.OrderId)}" : "adl_autoclose");
        json.Number("price", closing.Price);
        json.Number("avgPrice", closing.Price);
        json.Number("origQty", closing.Quantity);
        json.Number("executedQty", closing.Quantity);
        json.Number("cumQuote", Amount.Value(closing.Quantity, closing.Price));
        json.WriteString("timeInForce", "IOC");
        json.WriteString("type", "LIMIT");
        json.WriteBoolean("reduceOnly", false);
        json.WriteBoolean("closePosition", false);
        json.WriteString("side", "BUY");
        json.WriteString("positionSide", "BOTH");
        json.Number("stopPrice", 0m);
        json.WriteString("workingType", "CONTRACT_PRICE");
        json.WriteString("origType", "LIMIT");
        json.Moment("time", closing.At);
        json.Moment("updateTime", closing.At);
    }
}
