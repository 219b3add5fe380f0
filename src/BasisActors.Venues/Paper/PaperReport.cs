using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BasisActors.Venues.Paper.Bybit;

namespace BasisActors.Venues.Paper;

/// <summary>What tests and people look at: every order with how often it was executed, and every account.</summary>
public sealed class PaperReport(PaperExchange exchange, PaperChain chain, BybitLimits limits)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    /// <summary>Orders of all accounts, oldest first in each.</summary>
    public WireAnswer Orders() => Document(json => json.List("orders", exchange.Keys.SelectMany(k => exchange.Orders(k).Select(o => (Key: k, Order: o))), item =>
    {
        var (key, order) = item;
        json.WriteString("account", key);
        json.WriteString("orderId", order.Id);
        json.WriteString("orderLinkId", order.Request.LinkId);
        json.WriteString("category", BybitReply.Text(order.Request.Product));
        json.WriteString("symbol", order.Request.Symbol);
        json.WriteString("side", BybitReply.Text(order.Request.Side));
        json.WriteString("end", order.End.ToString());
        json.WriteNumber("executions", order.Filled > 0 ? 1 : 0);
        json.Number("quantity", order.Filled);
        json.Number("price", order.Price);
        json.Number("fee", order.Fee);
        json.Time("time", order.At);
    }));

    /// <summary>Balances, positions and wallets of all accounts; the most requests seen in a window.</summary>
    public WireAnswer State() => Document(json =>
    {
        json.Time("time", exchange.Now);
        json.List("accounts", exchange.Keys.Select(k => (Key: k, View: exchange.Account(k))), item =>
        {
            json.WriteString("account", item.Key);
            json.Number("USDT", item.View.Cash);
            json.Number("spendable", item.View.Spendable);
            Units(json, "coins", item.View.Coins);
            Units(json, "wallet", chain.Wallet(item.Key));
            json.List("positions", item.View.Positions.Where(p => p.Position.Size != 0), position =>
            {
                json.WriteString("symbol", position.Symbol);
                json.Number("size", position.Position.Size);
                json.Number("entryNotional", position.Position.EntryNotional);
                json.Number("mark", position.Mark);
                json.Number("unrealised", position.Unrealised);
            });
        });
        json.WriteStartObject("mostRequests");
        foreach (var (name, count) in limits.Most)
            json.WriteNumber(name, count);
        json.WriteEndObject();
    });

    private static void Units(Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, decimal> units)
    {
        json.WriteStartObject(name);
        foreach (var (token, amount) in units)
            json.Number(token, amount);
        json.WriteEndObject();
    }

    private static WireAnswer Document(Action<Utf8JsonWriter> properties)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }

        return WireAnswer.Json(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n");
    }
}
