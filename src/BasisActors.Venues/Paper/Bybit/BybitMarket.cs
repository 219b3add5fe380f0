using System.Globalization;
using System.Text.Json;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Bybit;

/// <summary>Public reads: time, instruments, tickers, book, settled funding rates.</summary>
internal sealed class BybitMarket(PaperExchange exchange)
{
    public static void Time(Utf8JsonWriter json, DateTimeOffset now)
    {
        json.WriteString("timeSecond", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        json.WriteString("timeNano", ((now.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Bybit's other categories exist and are empty here, as is everything that does not trade yet.</summary>
    public void Instruments(Utf8JsonWriter json, BybitArguments arguments)
    {
        if (arguments["category"] is "inverse" or "option")
        {
            json.WriteString("category", arguments["category"]);
            json.List("list", Array.Empty<PaperInstrument>(), _ => { });
            json.WriteString("nextPageCursor", "");
            return;
        }

        var product = arguments.Category();
        var interval = exchange.Terms.FundingInterval;
        var (status, coin) = (arguments["status"], arguments["baseCoin"]);
        json.WriteString("category", BybitReply.Text(product));
        json.List("list", Traded(arguments, product).Where(i => status is "" or "Trading" && (coin.Length == 0 || i.Base == coin)), instrument =>
        {
            json.WriteString("symbol", instrument.Symbol);
            json.WriteString("status", "Trading");
            json.WriteString("baseCoin", instrument.Base);
            json.WriteString("quoteCoin", "USDT");
            if (product == Product.Perpetual)
            {
                json.WriteString("contractType", "LinearPerpetual");
                json.WriteString("settleCoin", "USDT");
                json.WriteString("launchTime", "1584230400000");
                json.WriteString("deliveryTime", "0");
                json.WriteNumber("fundingInterval", Math.Max(1, (int)interval.TotalMinutes));
            }

            Filters(json, instrument);
        });
        json.WriteString("nextPageCursor", "");
    }

    public void Tickers(Utf8JsonWriter json, BybitArguments arguments, DateTimeOffset now)
    {
        var product = arguments.Category();
        json.WriteString("category", BybitReply.Text(product));
        json.List("list", Traded(arguments, product).Where(i => exchange.Price(product, i.Symbol, now) is not null), instrument => Ticker(json, instrument, now));
    }

    public void Book(Utf8JsonWriter json, BybitArguments arguments, DateTimeOffset now)
    {
        _ = arguments.Required("symbol");
        var instrument = Traded(arguments, arguments.Category())[0];
        var price = exchange.Price(instrument.Product, instrument.Symbol, now) ?? throw NotSupported();
        json.WriteString("s", instrument.Symbol);
        json.Levels("b", price, -instrument.TickSize);
        json.Levels("a", price, instrument.TickSize);
        json.WriteNumber("ts", now.ToUnixTimeMilliseconds());
        json.WriteNumber("u", now.ToUnixTimeMilliseconds());
        json.WriteNumber("seq", now.ToUnixTimeMilliseconds());
        json.WriteNumber("cts", now.ToUnixTimeMilliseconds());
    }

    /// <summary>Rates as they were or would have been settled: the last ones up to now, or up to a time given; newest first.</summary>
    public void FundingHistory(Utf8JsonWriter json, BybitArguments arguments, DateTimeOffset now)
    {
        if (arguments.Category() != Product.Perpetual)
            throw BybitArguments.Bad("spot has no funding");
        var symbol = Traded(arguments, Product.Perpetual)[0].Symbol;
        var (from, to) = (arguments.Time("startTime"), arguments.Time("endTime"));
        if (from is not null && to is null)
            throw BybitArguments.Bad("startTime needs an endTime");
        var until = to is { } end && end < now.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(end) : now;
        json.WriteString("category", "linear");
        json.List("list", Settlements(until, arguments.Limit(200, 200)).Where(at => from is not { } start || at.ToUnixTimeMilliseconds() >= start), at =>
        {
            json.WriteString("symbol", symbol);
            json.Number("fundingRate", exchange.FundingRate(symbol, at) ?? 0m);
            json.Time("fundingRateTimestamp", at);
        });
    }

    private static BybitRefusalException NotSupported() => BybitArguments.Bad("symbol invalid: Not supported symbols");

    private IEnumerable<DateTimeOffset> Settlements(DateTimeOffset until, int count)
    {
        var interval = exchange.Terms.FundingInterval;
        var last = exchange.Terms.NextFunding(until) - interval;
        return Enumerable.Range(0, count).Select(i => last - i * interval);
    }

    private void Ticker(Utf8JsonWriter json, PaperInstrument instrument, DateTimeOffset now)
    {
        var price = exchange.Price(instrument.Product, instrument.Symbol, now)!.Value;
        var before = exchange.Price(instrument.Product, instrument.Symbol, now.AddDays(-1)) ?? price;
        json.WriteString("symbol", instrument.Symbol);
        json.Number("lastPrice", price);
        json.Number("bid1Price", price - instrument.TickSize);
        json.Number("bid1Size", PaperJson.ShownSize);
        json.Number("ask1Price", price + instrument.TickSize);
        json.Number("ask1Size", PaperJson.ShownSize);
        json.Number("prevPrice24h", before);
        json.Number("price24hPcnt", decimal.Round(price / before - 1, 6));
        json.Number("highPrice24h", Math.Max(price, before));
        json.Number("lowPrice24h", Math.Min(price, before));
        json.Number("turnover24h", 0m);
        json.Number("volume24h", 0m);
        if (instrument.Product == Product.Spot)
            return;
        json.Number("markPrice", price);
        json.Number("indexPrice", exchange.Price(Product.Spot, instrument.Symbol, now) ?? price);
        json.Number("openInterest", 0m);
        json.Number("openInterestValue", 0m);
        json.Number("fundingRate", exchange.FundingRate(instrument.Symbol, now) ?? 0m);
        json.Time("nextFundingTime", exchange.Terms.NextFunding(now));
        json.Number("fundingIntervalHour", decimal.Round((decimal)exchange.Terms.FundingInterval.Ticks / TimeSpan.TicksPerHour, 6));
    }

    private void Filters(Utf8JsonWriter json, PaperInstrument instrument)
    {
        json.WriteStartObject("lotSizeFilter");
        if (instrument.Product == Product.Spot)
        {
            json.Number("basePrecision", instrument.QuantityStep);
            json.Number("quotePrecision", 0.00000001m);
            json.Number("minOrderQty", instrument.QuantityStep);
            json.Number("minOrderAmt", instrument.MinNotional);
            json.Number("maxMarketOrderQty", instrument.MaxQuantity);
            json.Number("maxLimitOrderQty", instrument.MaxQuantity);
        }
        else
        {
            json.Number("minOrderQty", instrument.QuantityStep);
            json.Number("qtyStep", instrument.QuantityStep);
            json.Number("maxMktOrderQty", instrument.MaxQuantity);
            json.Number("maxOrderQty", instrument.MaxQuantity);
            json.Number("minNotionalValue", instrument.MinNotional);
        }

        json.WriteEndObject();
        json.WriteStartObject("priceFilter");
        json.Number("tickSize", instrument.TickSize);
        json.WriteEndObject();
        if (instrument.Product == Product.Spot)
            return;
        json.WriteStartObject("leverageFilter");
        json.Number("minLeverage", 1m);
        json.Number("maxLeverage", exchange.Terms.MaxLeverage);
        json.Number("leverageStep", 0.01m);
        json.WriteEndObject();
    }

    /// <summary>The instruments of a category, or the one named.</summary>
    private List<PaperInstrument> Traded(BybitArguments arguments, Product product)
    {
        var symbol = arguments["symbol"];
        var found = exchange.Terms.Instruments.Where(i => i.Product == product && (symbol.Length == 0 || i.Symbol == symbol)).ToList();
        return found.Count > 0 ? found : throw NotSupported();
    }
}
