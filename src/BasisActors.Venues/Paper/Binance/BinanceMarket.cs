using System.Text.Json;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Binance;

/// <summary>Public reads of both hosts: time, prices, book, mark, funding rates.</summary>
internal sealed class BinanceMarket(PaperExchange exchange)
{
    private const int LongestHistory = 1_000;

    private readonly BinanceInstruments _instruments = new(exchange);

    /// <summary>Answers a public path; null when it is not served.</summary>
    public WireAnswer? Answer(string path, BinanceArguments arguments, DateTimeOffset now) => path switch
    {
        "/api/v3/ping" or "/fapi/v1/ping" => BinanceReply.Object(_ => { }),
        "/api/v3/time" or "/fapi/v1/time" => BinanceReply.Object(json => json.Moment("serverTime", now)),
        "/api/v3/exchangeInfo" => _instruments.Info(Product.Spot, arguments, now),
        "/fapi/v1/exchangeInfo" => _instruments.Info(Product.Perpetual, arguments, now),
        "/api/v3/ticker/bookTicker" => Each(Product.Spot, arguments, now, (json, i, price) => BestPrices(json, i, price, now)),
        "/fapi/v1/ticker/bookTicker" => Each(Product.Perpetual, arguments, now, (json, i, price) => BestPrices(json, i, price, now)),
        "/api/v3/ticker/price" => Each(Product.Spot, arguments, now, (json, i, price) => LastPrice(json, i, price, now)),
        "/fapi/v1/ticker/price" or "/fapi/v2/ticker/price" => Each(Product.Perpetual, arguments, now, (json, i, price) => LastPrice(json, i, price, now)),
        "/api/v3/ticker/24hr" => Each(Product.Spot, arguments, now, (json, i, price) => Day(json, i, price, now)),
        "/fapi/v1/ticker/24hr" => Each(Product.Perpetual, arguments, now, (json, i, price) => Day(json, i, price, now)),
        "/api/v3/depth" => Book(Product.Spot, arguments, now),
        "/fapi/v1/depth" => Book(Product.Perpetual, arguments, now),
        "/fapi/v1/premiumIndex" => Each(Product.Perpetual, arguments, now, (json, i, price) => Mark(json, i, price, now)),
        "/fapi/v1/fundingRate" => Settled(arguments, now),
        "/fapi/v1/fundingInfo" => Intervals(),
        _ => null,
    };

    /// <summary>The instrument named, as an object; all that have a price, as a list.</summary>
    private WireAnswer Each(Product product, BinanceArguments arguments, DateTimeOffset now, Action<Utf8JsonWriter, PaperInstrument, decimal> write)
    {
        if (arguments["symbol"].Length == 0)
        {
            return BinanceReply.List(
                exchange.Terms.Instruments.Where(i => i.Product == product).Select(i => (Instrument: i, Price: exchange.Price(product, i.Symbol, now))).Where(p => p.Price is not null),
                (json, priced) => write(json, priced.Instrument, priced.Price!.Value));
        }

        var (instrument, price) = Priced(product, arguments, now);
        return BinanceReply.Object(json => write(json, instrument, price));
    }

    private (PaperInstrument Instrument, decimal Price) Priced(Product product, BinanceArguments arguments, DateTimeOffset now)
    {
        var instrument = arguments.Instrument(exchange.Terms, product);
        return exchange.Price(product, instrument.Symbol, now) is { } price ? (instrument, price) : throw new BinanceRefusalException(BinanceRefusal.UnknownSymbol);
    }

    private static void BestPrices(Utf8JsonWriter json, PaperInstrument instrument, decimal price, DateTimeOffset now)
    {
        json.WriteString("symbol", instrument.Symbol);
        json.Number("bidPrice", price - instrument.TickSize);
        json.Number("bidQty", PaperJson.ShownSize);
        json.Number("askPrice", price + instrument.TickSize);
        json.Number("askQty", PaperJson.ShownSize);
        if (instrument.Product == Product.Perpetual)
            json.Moment("time", now);
    }

    private static void LastPrice(Utf8JsonWriter json, PaperInstrument instrument, decimal price, DateTimeOffset now)
    {
        json.WriteString("symbol", instrument.Symbol);
        json.Number("price", price);
        if (instrument.Product == Product.Perpetual)
            json.Moment("time", now);
    }

    private void Day(Utf8JsonWriter json, PaperInstrument instrument, decimal price, DateTimeOffset now)
    {
        var before = exchange.Price(instrument.Product, instrument.Symbol, now.AddDays(-1)) ?? price;
        json.WriteString("symbol", instrument.Symbol);
        json.Number("priceChange", price - before);
        json.Number("priceChangePercent", decimal.Round((price / before - 1) * 100, 3));
        json.Number("weightedAvgPrice", price);
        json.Number("lastPrice", price);
        json.Number("lastQty", 0m);
        if (instrument.Product == Product.Spot)
        {
            json.Number("bidPrice", price - instrument.TickSize);
            json.Number("bidQty", PaperJson.ShownSize);
            json.Number("askPrice", price + instrument.TickSize);
            json.Number("askQty", PaperJson.ShownSize);
        }

        json.Number("openPrice", before);
        json.Number("highPrice", Math.Max(price, before));
        json.Number("lowPrice", Math.Min(price, before));
        json.Number("volume", 0m);
        json.Number("quoteVolume", 0m);
        json.Moment("openTime", now.AddDays(-1));
        json.Moment("closeTime", now);
        json.WriteNumber("firstId", -1);
        json.WriteNumber("lastId", -1);
        json.WriteNumber("count", 0);
    }

    private WireAnswer Book(Product product, BinanceArguments arguments, DateTimeOffset now)
    {
        var (instrument, price) = Priced(product, arguments, now);
        return BinanceReply.Object(json =>
        {
            json.WriteNumber("lastUpdateId", now.ToUnixTimeMilliseconds());
            if (product == Product.Perpetual)
            {
                json.Moment("E", now);
                json.Moment("T", now);
            }

            json.Levels("bids", price, -instrument.TickSize);
            json.Levels("asks", price, instrument.TickSize);
        });
    }

    private void Mark(Utf8JsonWriter json, PaperInstrument instrument, decimal price, DateTimeOffset now)
    {
        json.WriteString("symbol", instrument.Symbol);
        json.Number("markPrice", price);
        json.Number("indexPrice", exchange.Price(Product.Spot, instrument.Symbol, now) ?? price);
        json.Number("estimatedSettlePrice", price);
        json.Number("lastFundingRate", exchange.FundingRate(instrument.Symbol, now) ?? 0m);
        json.Number("interestRate", 0.0001m);
        json.Moment("nextFundingTime", exchange.Terms.NextFunding(now));
        json.Moment("time", now);
    }

    /// <summary>Rates as they were or would have been settled, oldest first: the first ones from a time on, else the last ones.</summary>
    private WireAnswer Settled(BinanceArguments arguments, DateTimeOffset now)
    {
        var symbol = arguments.Instrument(exchange.Terms, Product.Perpetual).Symbol;
        var (terms, limit) = (exchange.Terms, arguments.Limit(100, LongestHistory));
        var until = arguments.Time("endTime") is { } end && end < now.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(end) : now;
        var last = terms.NextFunding(until) - terms.FundingInterval;
        if (arguments.Time("startTime") is { } from)
        {
            var first = terms.NextFunding(DateTimeOffset.FromUnixTimeMilliseconds(from).AddTicks(-1));
            var count = first > last ? 0 : (last - first).Ticks / terms.FundingInterval.Ticks + 1;
            last = count > limit ? first + (limit - 1) * terms.FundingInterval : last;
            limit = (int)Math.Min(count, limit);
        }

        return BinanceReply.List(Enumerable.Range(0, limit).Select(i => last - (limit - 1 - i) * terms.FundingInterval), (json, at) =>
        {
            json.WriteString("symbol", symbol);
            json.Moment("fundingTime", at);
            json.Number("fundingRate", exchange.FundingRate(symbol, at) ?? 0m);
            json.Number("markPrice", exchange.Price(Product.Perpetual, symbol, at) ?? 0m);
            json.WriteString("rateType", "Regular");
        });
    }

    /// <summary>Only what differs from the usual 8 h. The paper exchange may settle more often than once an hour, so that this is not a whole number.</summary>
    private WireAnswer Intervals()
    {
        var hours = (decimal)exchange.Terms.FundingInterval.Ticks / TimeSpan.TicksPerHour;
        return BinanceReply.List(exchange.Terms.Instruments.Where(i => i.Product == Product.Perpetual && hours != 8m), (json, instrument) =>
        {
            json.WriteString("symbol", instrument.Symbol);
            json.Number("adjustedFundingRateCap", 0.02m);
            json.Number("adjustedFundingRateFloor", -0.02m);
            json.WriteNumber("fundingIntervalHours", decimal.Round(hours, 12));
            json.WriteBoolean("disclaimer", false);
        });
    }
}
