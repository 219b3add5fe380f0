using System.Text.Json;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Bybit;

/// <summary>What clients ask about themselves before they trade: what the key may do, which coins there are, what a trade costs.</summary>
internal sealed class BybitProfile(PaperExchange exchange)
{
    private const string Loopback = "127.0.0.1";
    private const string Never = "2099-12-31T00:00:00Z";

    /// <summary>What the terms say of keys.</summary>
    public void Key(Utf8JsonWriter json, string key)
    {
        var keys = exchange.Terms.Keys;
        json.WriteString("id", key);
        json.WriteString("note", "paper exchange");
        json.WriteString("apiKey", key);
        json.WriteNumber("readOnly", keys.TradesSpot || keys.TradesPerpetuals ? 0 : 1);
        json.WriteString("secret", "");
        json.WriteStartObject("permissions");
        Texts(json, "ContractTrade", keys.TradesPerpetuals ? ["Order", "Position"] : []);
        Texts(json, "Spot", keys.TradesSpot ? ["SpotTrade"] : []);
        Texts(json, "Wallet", keys.Withdraws ? ["Withdraw"] : []);
        foreach (var none in new[] { "Options", "Derivatives", "CopyTrading", "BlockTrade", "Exchange", "NFT", "Affiliate", "Earn" })
            Texts(json, none);
        json.WriteEndObject();
        Texts(json, "ips", keys.IsBoundToAddresses ? Loopback : "*");
        json.WriteNumber("type", 1);
        json.WriteString("expiredAt", Never);
        json.WriteNumber("unified", 0);
        json.WriteNumber("uta", 1);
        json.WriteNumber("userID", 0);
        json.WriteString("vipLevel", "No VIP");
        json.WriteString("mktMakerLevel", "0");
        json.WriteBoolean("isMaster", true);
        json.WriteString("parentUid", "0");
    }

    /// <summary>Coins have no chains: deposits and withdrawals go through the simulated wallet only.</summary>
    public void Coins(Utf8JsonWriter json, BybitArguments arguments)
    {
        var asked = arguments["coin"];
        var coins = exchange.Terms.Instruments.Select(i => i.Base).Append(PaperAccount.Quote).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        json.List("rows", coins.Where(c => asked.Length == 0 || c == asked), coin =>
        {
            json.WriteString("name", coin);
            json.WriteString("coin", coin);
            json.WriteString("remainAmount", "0");
            json.WriteStartArray("chains");
            json.WriteEndArray();
        });
    }

    /// <summary>Every order takes, so that the maker's rate is the taker's.</summary>
    public void Fees(Utf8JsonWriter json, BybitArguments arguments)
    {
        var (product, symbol, coin) = (arguments.Category(), arguments["symbol"], arguments["baseCoin"]);
        var rate = exchange.Terms.TakerFee(product);
        var found = exchange.Terms.Instruments.Where(i => i.Product == product && (symbol.Length == 0 || i.Symbol == symbol) && (coin.Length == 0 || i.Base == coin)).ToList();
        if (found.Count == 0)
            throw BybitArguments.Bad("symbol invalid: Not supported symbols");
        json.List("list", found, instrument =>
        {
            json.WriteString("symbol", instrument.Symbol);
            json.WriteString("baseCoin", product == Product.Spot ? "" : instrument.Base);
            json.Number("takerFeeRate", rate);
            json.Number("makerFeeRate", rate);
        });
    }

    private static void Texts(Utf8JsonWriter json, string name, params string[] values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
