using System.Collections.Immutable;
using System.Text.Json;
using BasisActors.Venues.Paper.Bybit;

namespace BasisActors.Venues.Paper;

/// <summary>What tests and people look at: every order with how often it was executed, and every account.</summary>
public sealed class PaperReport(ImmutableArray<IPaperWire> wires, PaperChain chain)
{
    /// <summary>Orders of all accounts at all venues, oldest first in each.</summary>
    public WireAnswer Orders() => Document(json => json.List("orders", wires.SelectMany(w => w.Exchange.Keys.SelectMany(k => w.Exchange.Orders(k).Select(o => (w.Venue, Key: k, Order: o)))), item =>
    {
        var (venue, key, order) = item;
        json.WriteString("venue", venue);
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
        json.Time("time", wires[0].Exchange.Now);
        json.List("accounts", wires.SelectMany(w => w.Exchange.Keys.Select(k => (w.Venue, Key: k, View: w.Exchange.Account(k)))), item =>
        {
            json.WriteString("venue", item.Venue);
            json.WriteString("account", item.Key);
            json.Number("USDT", item.View.Cash);
            json.Number("spendable", item.View.Spendable);
            json.Number("margin", item.View.MarginCash);
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
        foreach (var (name, count) in wires.SelectMany(w => w.MostRequests))
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

    private static WireAnswer Document(Action<Utf8JsonWriter> properties) => WireAnswer.Json(PaperJson.Object(properties, indented: true) + "\n");
}
