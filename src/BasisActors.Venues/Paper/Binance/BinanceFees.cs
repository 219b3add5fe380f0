using System.Text.Json;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Binance;

/// <summary>What a trade costs. Every order takes, so that the maker's rate is the taker's.</summary>
internal sealed class BinanceFees(PaperExchange exchange)
{
    /// <summary>Of one pair, each product in its own words.</summary>
    public WireAnswer Commission(Product product, BinanceArguments arguments)
    {
        var (instrument, rate) = (arguments.Instrument(exchange.Terms, product), exchange.Terms.TakerFee(product));
        return BinanceReply.Object(json =>
        {
            json.WriteString("symbol", instrument.Symbol);
            if (product == Product.Perpetual)
            {
                json.Number("makerCommissionRate", rate);
                json.Number("takerCommissionRate", rate);
                return;
            }

            Commission(json, "standardCommission", rate);
            Commission(json, "specialCommission", 0m);
            Commission(json, "taxCommission", 0m);
            json.WriteStartObject("discount"); // for who pays in BNB, which nobody does here
            json.WriteBoolean("enabledForAccount", false);
            json.WriteBoolean("enabledForSymbol", false);
            json.WriteString("discountAsset", "BNB");
            json.Number("discount", 0m);
            json.WriteEndObject();
        });
    }

    /// <summary>The same for all pairs of spot, or the one named.</summary>
    public WireAnswer OfSpot(BinanceArguments arguments)
    {
        var (symbol, rate) = (arguments["symbol"], exchange.Terms.TakerFee(Product.Spot));
        return BinanceReply.List(exchange.Terms.Instruments.Where(i => i.Product == Product.Spot && (symbol.Length == 0 || i.Symbol == symbol)), (json, instrument) =>
        {
            json.WriteString("symbol", instrument.Symbol);
            json.Number("makerCommission", rate);
            json.Number("takerCommission", rate);
        });
    }

    private static void Commission(Utf8JsonWriter json, string kind, decimal rate)
    {
        json.WriteStartObject(kind);
        foreach (var (name, value) in new[] { ("maker", rate), ("taker", rate), ("buyer", 0m), ("seller", 0m) })
            json.Number(name, value);
        json.WriteEndObject();
    }
}
