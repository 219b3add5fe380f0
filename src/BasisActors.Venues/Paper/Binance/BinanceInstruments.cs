using System.Text.Json;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Binance;

/// <summary>What may be traded, in which steps, and how often may be asked: <c>exchangeInfo</c> of both hosts.</summary>
internal sealed class BinanceInstruments(PaperExchange exchange)
{
    public WireAnswer Info(Product product, BinanceArguments arguments, DateTimeOffset now)
    {
        var instruments = product == Product.Spot && arguments["symbol"].Length > 0
            ? [arguments.Instrument(exchange.Terms, product)]
            : exchange.Terms.Instruments.Where(i => i.Product == product).ToArray();
        return BinanceReply.Object(json =>
        {
            json.WriteString("timezone", "UTC");
            json.Moment("serverTime", now);
            json.List("rateLimits", BinanceLimits.Of(product), limit =>
            {
                json.WriteString("rateLimitType", limit.Kind);
                json.WriteString("interval", limit.Unit);
                json.WriteNumber("intervalNum", limit.Units);
                json.WriteNumber("limit", limit.Permits);
            });
            json.List("exchangeFilters", Array.Empty<int>(), _ => { });
            if (product == Product.Perpetual)
            {
                json.List("assets", [PaperAccount.Quote], asset =>
                {
                    json.WriteString("asset", asset);
                    json.WriteBoolean("marginAvailable", true);
                    json.Number("autoAssetExchange", 0m);
                });
            }

            json.List("symbols", instruments, i => Symbol(json, i));
        });
    }

    private static void Symbol(Utf8JsonWriter json, PaperInstrument instrument)
    {
        var isSpot = instrument.Product == Product.Spot;
        json.WriteString("symbol", instrument.Symbol);
        json.WriteString("status", "TRADING");
        json.WriteString("baseAsset", instrument.Base);
        json.WriteString("quoteAsset", PaperAccount.Quote);
        json.WriteNumber("baseAssetPrecision", 8);
        json.WriteNumber("quotePrecision", 8);
        json.WriteStartArray("orderTypes");
        json.WriteStringValue("MARKET");
        json.WriteEndArray();
        if (isSpot)
        {
            foreach (var name in new[] { "quoteAssetPrecision", "baseCommissionPrecision", "quoteCommissionPrecision" })
                json.WriteNumber(name, 8);
            foreach (var name in new[] { "icebergAllowed", "ocoAllowed", "otoAllowed", "opoAllowed", "allowTrailingStop", "cancelReplaceAllowed", "amendAllowed", "pegInstructionsAllowed" })
                json.WriteBoolean(name, false); // market orders only
            json.WriteBoolean("isSpotTradingAllowed", true);
            json.WriteBoolean("isMarginTradingAllowed", false);
            json.WriteBoolean("quoteOrderQtyMarketAllowed", true);
            json.WriteStartArray("permissions");
            json.WriteStringValue("SPOT");
            json.WriteEndArray();
            json.WriteStartArray("permissionSets");
            json.WriteStartArray();
            json.WriteStringValue("SPOT");
            json.WriteEndArray();
            json.WriteEndArray();
            json.WriteString("defaultSelfTradePreventionMode", "NONE");
            json.WriteStartArray("allowedSelfTradePreventionModes");
            json.WriteStringValue("NONE");
            json.WriteEndArray();
        }
        else
        {
            json.WriteString("pair", instrument.Symbol);
            json.WriteString("contractType", "PERPETUAL");
            json.WriteString("marginAsset", PaperAccount.Quote);
            json.WriteString("underlyingType", "COIN");
            json.WriteNumber("deliveryDate", 4_133_404_800_000);
            json.WriteNumber("onboardDate", 1_569_398_400_000);
            json.WriteNumber("pricePrecision", 2);
            json.WriteNumber("quantityPrecision", 3);
            json.WriteStartArray("timeInForce");
            json.WriteStringValue("GTC");
            json.WriteEndArray();
        }

        json.List("filters", Filters(instrument), filter =>
        {
            json.WriteString("filterType", filter.Type);
            foreach (var (name, value) in filter.Values)
                json.Number(name, value);
            if (filter.Type == "NOTIONAL")
                json.WriteBoolean("applyMinToMarket", true);
        });
    }

    /// <summary>A market lot without a step of its own, as most pairs of spot have it.</summary>
    private static IEnumerable<(string Type, (string Name, decimal Value)[] Values)> Filters(PaperInstrument i) =>
    [
        ("PRICE_FILTER", [("minPrice", i.TickSize), ("maxPrice", 1_000_000m), ("tickSize", i.TickSize)]),
        ("LOT_SIZE", [("minQty", i.MinQuantity), ("maxQty", 9_000m), ("stepSize", i.QuantityStep)]),
        ("MARKET_LOT_SIZE", i.Product == Product.Spot
            ? [("minQty", 0m), ("maxQty", i.MaxQuantity), ("stepSize", 0m)]
            : [("minQty", i.MinQuantity), ("maxQty", i.MaxQuantity), ("stepSize", i.QuantityStep)]),
        i.Product == Product.Spot ? ("NOTIONAL", [("minNotional", i.MinNotional), ("maxNotional", 9_000_000m)]) : ("MIN_NOTIONAL", [("notional", i.MinNotional)]),
    ];
}
