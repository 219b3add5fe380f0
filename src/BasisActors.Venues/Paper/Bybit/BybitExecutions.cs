using System.Globalization;
using System.Text.Json;
using BasisActors.Domain.Numerics;

namespace BasisActors.Venues.Paper.Bybit;

/// <summary>What was executed: the fills of orders and, since Bybit counts them as executions too, the settlements of funding.</summary>
internal sealed class BybitExecutions(PaperExchange exchange)
{
    private const int Usual = 50;
    private const int Largest = 100;

    /// <summary>Newest first. With the id of an order only its fills.</summary>
    public void List(Utf8JsonWriter json, BybitArguments arguments, string key, DateTimeOffset now)
    {
        var (product, type, symbol) = (arguments.Category(), arguments["execType"], arguments["symbol"]);
        var byId = arguments["orderId"].Length > 0 || arguments["orderLinkId"].Length > 0;
        var (from, to) = arguments.Window(now, TimeSpan.FromDays(7));
        bool Within(DateTimeOffset at) => at.ToUnixTimeMilliseconds() is var time && time >= from && time <= to;
        var fills = exchange.Orders(key).Reverse()
            .Where(o => type is "" or "Trade" && o.Filled > 0 && o.Request.Product == product && BybitOrders.Matches(o, arguments) && (byId || Within(o.At)))
            .Select(o => (o.At, Write: (Action)(() => Fill(json, o))));
        var settlements = exchange.Log(key).Reverse()
            .Where(e => type is "" or "Funding" && !byId && e.Kind == LogKind.Settlement && e.Product == product && (symbol.Length == 0 || symbol == e.Symbol) && Within(e.At))
            .Select(e => (e.At, Write: (Action)(() => Settlement(json, e))));
        json.WriteString("category", BybitReply.Text(product));
        json.Page(arguments, [.. fills.Concat(settlements).OrderByDescending(e => e.At)], Usual, Largest, execution => execution.Write());
    }

    private static void Fill(Utf8JsonWriter json, PaperOrder order)
    {
        json.WriteString("symbol", order.Request.Symbol);
        json.WriteString("orderId", order.Id);
        json.WriteString("orderLinkId", order.Request.LinkId);
        json.WriteString("side", BybitReply.Text(order.Request.Side));
        json.WriteString("orderType", "Market");
        json.CreateType(order.Request.Product);
        json.Number("orderPrice", 0m);
        json.Number("orderQty", order.Request.Quantity);
        json.Number("leavesQty", 0m);
        json.WriteString("execId", order.ExecutionId);
        json.WriteString("execType", "Trade");
        json.Number("execPrice", order.Price);
        json.Number("execQty", order.Filled);
        json.Number("execValue", order.Notional);
        json.Number("execFee", order.FeeInCoin > 0 ? order.FeeInCoin : order.Fee);
        json.WriteString("feeCurrency", order.FeeInCoin > 0 ? order.Request.Symbol[..^PaperAccount.Quote.Length] : PaperAccount.Quote);
        json.Number("feeRate", BybitReply.Rate(order.Fee, order.Notional));
        json.Number("closedSize", order.Closed);
        json.WriteBoolean("isMaker", false);
        json.Time("execTime", order.At);
    }

    /// <summary>A fee that is positive when it was paid, as fees are: the opposite of <c>funding</c> in the log.</summary>
    private static void Settlement(Utf8JsonWriter json, LogEntry entry)
    {
        var value = Amount.Value(entry.Quantity, entry.Price);
        json.WriteString("symbol", entry.Symbol);
        json.WriteString("orderId", "");
        json.WriteString("orderLinkId", "");
        json.WriteString("side", BybitReply.Text(entry.Side!.Value));
        json.WriteString("orderType", "UNKNOWN");
        json.WriteString("createType", "");
        json.Number("orderPrice", 0m);
        json.Number("orderQty", 0m);
        json.Number("leavesQty", 0m);
        json.WriteString("execId", string.Create(CultureInfo.InvariantCulture, $"funding-{entry.Id:D9}"));
        json.WriteString("execType", "Funding");
        json.Number("execPrice", entry.Price);
        json.Number("execQty", entry.Quantity);
        json.Number("execValue", value);
        json.Number("execFee", -entry.Funding);
        json.WriteString("feeCurrency", "");
        json.Number("feeRate", BybitReply.Rate(-entry.Funding, value));
        json.Number("closedSize", 0m);
        json.WriteBoolean("isMaker", false);
        json.Time("execTime", entry.At);
    }
}
