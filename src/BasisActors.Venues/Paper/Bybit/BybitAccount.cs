using System.Text.Json;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Numerics;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Bybit;

/// <summary>Private reads of an account: balance, positions, transaction log; and its leverage.</summary>
internal sealed class BybitAccount(PaperExchange exchange)
{
    public static void Info(Utf8JsonWriter json, DateTimeOffset now)
    {
        json.WriteNumber("unifiedMarginStatus", 5);
        json.WriteString("marginMode", "REGULAR_MARGIN");
        json.WriteBoolean("isMasterTrader", false);
        json.WriteString("spotHedgingStatus", "OFF");
        json.Time("updatedTime", now);
    }

    public void Wallet(Utf8JsonWriter json, BybitArguments arguments, string key)
    {
        if (arguments.Required("accountType") != "UNIFIED")
            throw BybitArguments.Bad("accountType only supports UNIFIED");
        var view = exchange.Account(key);
        var balance = view.Cash + view.Unrealised;
        string[] asked = arguments["coin"].Length > 0 ? arguments["coin"].Split(',') : ["USDT", .. view.Coins.Where(c => c.Value != 0).Select(c => c.Key)];
        var coins = view.Coins.Sum(c => Worth(c.Key, c.Value, view.At));
        json.List("list", [view], _ =>
        {
            json.WriteString("accountType", "UNIFIED");
            json.Number("totalEquity", balance + coins);
            json.Number("totalWalletBalance", view.Cash + coins);
            json.Number("totalMarginBalance", balance); // coins are no collateral here
            json.Number("totalAvailableBalance", Math.Max(0m, view.Spendable));
            json.Number("totalPerpUPL", view.Unrealised);
            json.Number("totalInitialMargin", Amount.Round(view.InitialMargin));
            json.Number("totalMaintenanceMargin", Amount.Round(view.MaintenanceMargin));
            json.Number("accountIMRate", Rate(view.InitialMargin, balance));
            json.Number("accountMMRate", Rate(view.MaintenanceMargin, balance));
            json.WriteString("accountLTV", "");
            json.List("coin", asked, coin => Coin(json, view, coin));
        });
    }

    public void Positions(Utf8JsonWriter json, BybitArguments arguments, string key)
    {
        if (arguments.Category() != Product.Perpetual)
            throw BybitArguments.Bad("spot has no positions");
        var symbol = arguments["symbol"];
        if (symbol.Length == 0 && arguments["settleCoin"] != "USDT")
            throw BybitArguments.Bad("symbol or settleCoin=USDT is missing");
        if (symbol.Length > 0 && exchange.Terms.Instruments.All(i => i.Product != Product.Perpetual || i.Symbol != symbol))
            throw BybitArguments.Bad("symbol invalid: Not supported symbols");
        var view = exchange.Account(key);
        var shown = view.Positions.Where(p => symbol.Length > 0 ? p.Symbol == symbol : p.Position.Size != 0).ToList();
        if (shown.Count == 0 && symbol.Length > 0)
            shown = [new PositionView(symbol, default, exchange.Price(Product.Perpetual, symbol, view.At) ?? 0m, exchange.Terms.MaxLeverage, 0, 0, 0, 0, null, null)];
        json.WriteString("category", "linear");
        json.List("list", shown, position => Position(json, view, position));
        json.WriteString("nextPageCursor", "");
    }

    /// <summary>Newest first. A page ends at <c>limit</c>; its cursor is the id of its last entry.</summary>
    public void Log(Utf8JsonWriter json, BybitArguments arguments, string key, DateTimeOffset now)
    {
        if (arguments["accountType"] is { Length: > 0 } type && type != "UNIFIED")
            throw BybitArguments.Bad("accountType only supports UNIFIED");
        var (from, to) = arguments.Window(now, TimeSpan.FromDays(1));
        var (currency, category, kind) = (arguments["currency"], arguments["category"], arguments["type"]);
        var before = arguments.Time("cursor") ?? long.MaxValue;
        var limit = arguments.Limit(20, 50);
        var found = exchange.Log(key).Reverse()
            .Where(e => e.Id < before && e.At.ToUnixTimeMilliseconds() >= from && e.At.ToUnixTimeMilliseconds() <= to)
            .Where(e => currency is "" or "USDT" && (category.Length == 0 || category == Category(e)) && (kind.Length == 0 || kind == Name(e.Kind)))
            .Take(limit + 1).ToList();
        json.List("list", found.Take(limit), entry => Entry(json, entry));
        json.WriteString("nextPageCursor", found.Count > limit ? PaperJson.Text(found[limit - 1].Id) : "");
    }

    public void SetLeverage(BybitArguments arguments, string key)
    {
        if (arguments.Category() != Product.Perpetual)
            throw BybitArguments.Bad("spot has no leverage");
        var leverage = arguments.Number("buyLeverage");
        if (leverage != arguments.Number("sellLeverage"))
            throw BybitArguments.Bad("buyLeverage and sellLeverage must be equal");
        if (exchange.SetLeverage(key, arguments.Required("symbol"), leverage) is { } refusal)
            throw new BybitRefusalException(BybitRefusal.Of(refusal, Product.Perpetual));
    }

    private static decimal Rate(decimal margin, decimal balance) => balance > 0 ? decimal.Round(margin / balance, 8) : margin > 0 ? 1m : 0m;

    private static string Category(LogEntry entry) => entry.Product is { } product ? BybitReply.Text(product) : "";

    private static string Name(LogKind kind) => kind switch
    {
        LogKind.Trade => "TRADE",
        LogKind.Settlement => "SETTLEMENT",
        LogKind.TransferIn => "TRANSFER_IN",
        LogKind.TransferOut => "TRANSFER_OUT",
        LogKind.AutoDeleveraging => "ADL",
        _ => "LIQUIDATION",
    };

    private static bool IsSpot(LogEntry entry) => entry.Product == Product.Spot;

    private static void Entry(Utf8JsonWriter json, LogEntry entry)
    {
        json.Number("id", entry.Id);
        json.WriteString("symbol", entry.Symbol);
        json.WriteString("category", Category(entry));
        json.WriteString("side", entry.Side is { } side ? BybitReply.Text(side) : "None");
        json.Time("transactionTime", entry.At);
        json.WriteString("type", Name(entry.Kind));
        json.WriteString("transSubType", "");
        json.Number("qty", IsSpot(entry) ? entry.CashFlow : entry.Quantity); // of spot the change of this currency, with a sign
        json.Number("size", entry.Position);
        json.WriteString("currency", "USDT");
        json.Number("tradePrice", entry.Price);
        json.Number("funding", entry.Funding);
        json.Number("fee", entry.Fee);
        json.Number("cashFlow", entry.CashFlow);
        json.Number("change", entry.Change);
        json.Number("cashBalance", entry.Balance);
        json.Number("feeRate", entry.Kind == LogKind.Settlement ? entry.FundingRate : BybitReply.Rate(entry.Fee, entry.Quantity * entry.Price));
        json.WriteString("bonusChange", "");
        json.WriteString("tradeId", entry.Reference);
        json.WriteString("orderId", entry.OrderId);
        json.WriteString("orderLinkId", entry.OrderLinkId);
    }

    private decimal Worth(string coin, decimal units, DateTimeOffset at) => Amount.Round(units * (exchange.Price(Product.Spot, coin + "USDT", at) ?? 0m));

    private void Coin(Utf8JsonWriter json, AccountView view, string coin)
    {
        var isQuote = coin == "USDT";
        var units = isQuote ? view.Cash : view.Coins.GetValueOrDefault(coin);
        var unrealised = isQuote ? view.Unrealised : 0m;
        json.WriteString("coin", coin);
        json.Number("walletBalance", units);
        json.Number("equity", units + unrealised);
        json.Number("usdValue", isQuote ? units + unrealised : Worth(coin, units, view.At));
        json.Number("unrealisedPnl", unrealised);
        json.Number("cumRealisedPnl", isQuote ? view.Positions.Sum(p => p.Realised) : 0m);
        json.Number("locked", 0m);
        json.Number("borrowAmount", 0m);
        json.Number("accruedInterest", 0m);
        json.Number("totalOrderIM", 0m);
        json.Number("totalPositionIM", isQuote ? Amount.Round(view.InitialMargin) : 0m);
        json.Number("totalPositionMM", isQuote ? Amount.Round(view.MaintenanceMargin) : 0m);
        json.WriteString("free", "");
        json.WriteString("availableToWithdraw", "");
        json.WriteBoolean("marginCollateral", isQuote);
        json.WriteBoolean("collateralSwitch", isQuote);
    }

    private static void Position(Utf8JsonWriter json, AccountView view, PositionView position)
    {
        var size = position.Position.Size;
        json.WriteNumber("positionIdx", 0);
        json.WriteString("symbol", position.Symbol);
        json.WriteString("side", size == 0 ? "" : BybitReply.Text(size < 0 ? Side.Sell : Side.Buy));
        json.Number("size", Math.Abs(size));
        json.Number("avgPrice", Amount.Round(position.Position.AverageEntry));
        json.Number("positionValue", Math.Abs(position.Position.EntryNotional));
        json.Number("markPrice", position.Mark);
        json.Number("unrealisedPnl", position.Unrealised);
        json.Number("curRealisedPnl", position.RealisedSinceFlat);
        json.Number("cumRealisedPnl", position.Realised);
        json.Number("positionIM", Amount.Round(position.InitialMargin));
        json.Number("positionMM", Amount.Round(position.MaintenanceMargin));
        json.WriteString("liqPrice", view.LiquidationPrice(position) is { } price ? PaperJson.Text(price) : "");
        json.Number("leverage", position.Leverage);
        json.WriteString("positionStatus", "Normal");
        json.WriteNumber("tradeMode", 0);
        json.WriteString("createdTime", position.Created is { } created ? PaperJson.Milliseconds(created) : "0");
        json.WriteString("updatedTime", position.Updated is { } updated ? PaperJson.Milliseconds(updated) : "0");
    }
}
