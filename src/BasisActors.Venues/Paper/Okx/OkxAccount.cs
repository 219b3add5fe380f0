using System.Text.Json;
using BasisActors.Domain.Numerics;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Okx;

namespace BasisActors.Venues.Paper.Okx;

/// <summary>Private reads of an account: balance, positions, bills; and its leverage.</summary>
internal sealed class OkxAccount(PaperExchange exchange)
{
    private const int LongestPage = 100;

    public WireAnswer Config() => OkxReply.Fine(json =>
    {
        var keys = exchange.Terms.Keys;
        json.WriteString("uid", "1");
        json.WriteString("acctLv", keys.TradesPerpetuals ? "2" : "1");
        json.WriteString("posMode", "net_mode");
        json.WriteBoolean("autoLoan", false);
        json.WriteString("level", "Lv1");
        json.WriteString("perm", string.Join(',', new[] { "read_only", keys.TradesSpot ? "trade" : "", keys.Withdraws ? "withdraw" : "" }.Where(p => p.Length > 0)));
        json.WriteString("ip", keys.IsBoundToAddresses ? "127.0.0.1" : "");
    });

    public WireAnswer Balance(OkxArguments arguments, string key)
    {
        var view = exchange.Account(key);
        var balance = view.Cash + view.Unrealised;
        string[] asked = arguments["ccy"].Length > 0 ? arguments["ccy"].Split(',') : ["USDT", .. view.Coins.Where(c => c.Value != 0).Select(c => c.Key)];
        return OkxReply.Fine(json =>
        {
            json.Time("uTime", view.At);
            json.Number("totalEq", balance + view.Coins.Sum(c => Worth(c.Key, c.Value, view.At)));
            json.Number("adjEq", balance); // coins are no collateral here
            json.Number("imr", Amount.Round(view.InitialMargin));
            json.Number("mmr", Amount.Round(view.MaintenanceMargin));
            json.WriteString("mgnRatio", view.MaintenanceMargin > 0 ? PaperJson.Text(decimal.Round(balance / view.MaintenanceMargin, 8)) : "");
            json.WriteString("ordFroz", "");
            json.List("details", asked, coin => Coin(json, view, coin));
        });
    }

    public WireAnswer Positions(OkxArguments arguments, string key)
    {
        if (arguments["instType"].Length > 0 && arguments.InstrumentType() != Product.Perpetual)
            return OkxReply.Fine(Array.Empty<int>(), (_, _) => { });
        var asked = arguments["instId"].Split(',', StringSplitOptions.RemoveEmptyEntries);
        var view = exchange.Account(key);
        var shown = view.Positions.Where(p => p.Position.Size != 0 && (asked.Length == 0 || asked.Contains(OkxNames.Instrument(Product.Perpetual, p.Symbol))));
        return OkxReply.Fine(shown, (json, position) => Position(json, view, position));
    }

    /// <summary>Newest first; <c>after</c> is the id of the last one of the page before.</summary>
    public WireAnswer Bills(OkxArguments arguments, string key)
    {
        var (type, currency, instrument) = (arguments["type"], arguments["ccy"], arguments["instId"]);
        Product? product = arguments["instType"].Length > 0 ? arguments.InstrumentType() : null;
        var (after, before, begin, end) = (arguments.Time("after"), arguments.Time("before"), arguments.Time("begin"), arguments.Time("end"));
        var found = exchange.Log(key).Reverse()
            .Where(e => (after is not { } a || e.Id < a) && (before is not { } b || e.Id > b))
            .Where(e => e.At.ToUnixTimeMilliseconds() is var at && (begin is not { } from || at >= from) && (end is not { } to || at <= to))
            .Where(e => currency is "" or "USDT" && (arguments["instType"].Length == 0 || e.Product == product))
            .Where(e => (type.Length == 0 || type == Type(e.Kind)) && (instrument.Length == 0 || instrument == Instrument(e)))
            .Take(arguments.Limit(LongestPage, LongestPage));
        return OkxReply.Fine(found, Bill);
    }

    public WireAnswer SetLeverage(OkxArguments arguments, string key)
    {
        var instrument = arguments.Instrument(exchange.Terms);
        var leverage = arguments.Number("lever");
        if (arguments.Required("mgnMode") != "cross")
            throw OkxArguments.Bad("mgnMode");
        if (exchange.SetLeverage(key, instrument.Symbol, leverage) is { Reason: not RefusalReason.UnchangedLeverage } refusal)
            throw new OkxRefusalException(OkxRefusal.Of(refusal));
        return OkxReply.Fine(json =>
        {
            json.WriteString("instId", arguments["instId"]);
            json.Number("lever", leverage);
            json.WriteString("mgnMode", "cross");
            json.WriteString("posSide", "net");
        });
    }

    private decimal Worth(string coin, decimal units, DateTimeOffset at) => Amount.Round(units * (exchange.Price(Product.Spot, coin + "USDT", at) ?? 0m));

    private void Coin(Utf8JsonWriter json, AccountView view, string coin)
    {
        var isQuote = coin == "USDT";
        var units = isQuote ? view.Cash : view.Coins.GetValueOrDefault(coin);
        var unrealised = isQuote ? view.Unrealised : 0m;
        var available = isQuote ? Math.Max(0m, view.Spendable) : units;
        json.WriteString("ccy", coin);
        json.Number("eq", units + unrealised);
        json.Number("cashBal", units);
        json.Number("availBal", available);
        json.Number("availEq", available);
        json.Number("frozenBal", units + unrealised - available);
        json.Number("upl", unrealised);
        json.Number("liab", 0m);
        json.Number("eqUsd", isQuote ? units + unrealised : Worth(coin, units, view.At));
        json.Time("uTime", view.At);
    }

    private void Position(Utf8JsonWriter json, AccountView view, PositionView position)
    {
        var contract = exchange.Terms.Instruments.Single(i => i.Product == Product.Perpetual && i.Symbol == position.Symbol).Contract;
        var balance = view.Cash + view.Unrealised;
        json.WriteString("instType", "SWAP");
        json.WriteString("instId", OkxNames.Instrument(Product.Perpetual, position.Symbol));
        json.WriteString("mgnMode", "cross");
        json.WriteString("posSide", "net");
        json.Number("pos", position.Position.Size / contract);
        json.Number("avgPx", Amount.Round(position.Position.AverageEntry));
        json.Number("markPx", position.Mark);
        json.Number("notionalUsd", position.Value);
        json.Number("upl", position.Unrealised);
        json.Number("realizedPnl", position.Realised);
        json.Number("imr", Amount.Round(position.InitialMargin));
        json.Number("mmr", Amount.Round(position.MaintenanceMargin));
        json.WriteString("mgnRatio", view.MaintenanceMargin > 0 ? PaperJson.Text(decimal.Round(balance / view.MaintenanceMargin, 8)) : "");
        json.WriteString("liqPx", view.LiquidationPrice(position) is { } price ? PaperJson.Text(price) : "");
        json.Number("lever", position.Leverage);
        json.WriteString("ccy", "USDT");
        json.WriteString("cTime", position.Created is { } created ? PaperJson.Milliseconds(created) : "");
        json.WriteString("uTime", position.Updated is { } updated ? PaperJson.Milliseconds(updated) : "");
    }

    private void Bill(Utf8JsonWriter json, LogEntry entry)
    {
        var contract = exchange.Terms.Instruments.FirstOrDefault(i => i.Product == entry.Product && i.Symbol == entry.Symbol)?.Contract ?? 1m;
        json.Number("billId", entry.Id);
        json.WriteString("instType", entry.Product is { } product ? OkxNames.InstrumentType(product) : "");
        json.WriteString("instId", Instrument(entry));
        json.WriteString("type", Type(entry.Kind));
        json.WriteString("subType", SubType(entry));
        json.WriteString("ccy", "USDT");
        json.Number("sz", entry.Quantity / contract);
        json.Number("px", entry.Price);
        json.Number("balChg", entry.Change);
        json.Number("bal", entry.Balance);
        json.Number("pnl", entry.Kind == LogKind.Settlement ? entry.Funding : entry.Product == Product.Perpetual ? entry.CashFlow : 0m);
        json.Number("fee", -entry.Fee);
        json.WriteString("mgnMode", entry.Product == Product.Perpetual ? "cross" : "");
        json.WriteString("ordId", entry.OrderId);
        json.WriteString("clOrdId", entry.OrderLinkId);
        json.WriteString("tradeId", entry.Kind == LogKind.Trade ? entry.Reference : "");
        json.Time("ts", entry.At);
    }

    private static string Instrument(LogEntry entry) => entry.Product is { } product ? OkxNames.Instrument(product, entry.Symbol) : "";

    private static string Type(LogKind kind) => kind switch
    {
        LogKind.Trade => "2",
        LogKind.Settlement => "8",
        LogKind.Liquidation => "5",
        LogKind.AutoDeleveraging => "9",
        _ => "1",
    };

    private static string SubType(LogEntry entry) => entry.Kind switch
    {
        LogKind.Trade => entry.Side == Domain.Costs.Side.Buy ? "1" : "2",
        LogKind.Settlement => entry.Funding < 0 ? "173" : "174",
        LogKind.TransferIn => "11",
        LogKind.TransferOut => "12",
        LogKind.Liquidation => "106",
        LogKind.AutoDeleveraging => "127",
        _ => "",
    };
}
