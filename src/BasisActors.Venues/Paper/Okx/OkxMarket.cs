using System.Text.Json;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Okx;

namespace BasisActors.Venues.Paper.Okx;

/// <summary>Public reads: time, instruments, ticker, book, mark, funding rates.</summary>
internal sealed class OkxMarket(PaperExchange exchange)
{
    private const int LongestHistory = 400;

    /// <summary>Answers a public path; null when it is not served.</summary>
    public WireAnswer? Answer(WireRequest request, DateTimeOffset now)
    {
        var arguments = new OkxArguments(request);
        return request.Path switch
        {
            "/api/v5/public/time" => OkxReply.Fine(json => json.Time("ts", now)),
            "/api/v5/public/instruments" => OkxReply.Fine(Traded(arguments), Instrument),
            "/api/v5/market/ticker" => OkxReply.Fine([Priced(arguments, now)], (json, priced) => Ticker(json, priced.Instrument, priced.Price, now)),
            "/api/v5/market/books" => OkxReply.Fine([Priced(arguments, now)], (json, priced) => Book(json, priced.Instrument, priced.Price, now)),
            "/api/v5/public/mark-price" => OkxReply.Fine([Priced(arguments, now)], (json, priced) => Mark(json, priced.Instrument, priced.Price, now)),
            "/api/v5/public/funding-rate" => OkxReply.Fine([Perpetual(arguments)], (json, perpetual) => Funding(json, perpetual, now)),
            "/api/v5/public/funding-rate-history" => OkxReply.Fine(Settlements(arguments, now), (json, at) => Settled(json, Perpetual(arguments), at)),
            _ => null,
        };
    }

    private List<PaperInstrument> Traded(OkxArguments arguments)
    {
        var product = arguments.InstrumentType();
        if (arguments["instId"].Length == 0)
            return [.. exchange.Terms.Instruments.Where(i => i.Product == product)];
        var named = arguments.Instrument(exchange.Terms);
        return named.Product == product ? [named] : throw new OkxRefusalException(OkxRefusal.NoInstrument(arguments["instId"]));
    }

    private (PaperInstrument Instrument, decimal Price) Priced(OkxArguments arguments, DateTimeOffset now)
    {
        var instrument = arguments.Instrument(exchange.Terms);
        return exchange.Price(instrument.Product, instrument.Symbol, now) is { } price
            ? (instrument, price)
            : throw new OkxRefusalException(OkxRefusal.NoInstrument(arguments["instId"]));
    }

    private PaperInstrument Perpetual(OkxArguments arguments) =>
        arguments.Instrument(exchange.Terms) is { Product: Product.Perpetual } perpetual ? perpetual : throw OkxArguments.Bad("spot has no funding");

    /// <summary>Rates as they were or would have been settled: the last ones up to now, or before a time given; newest first.</summary>
    private List<DateTimeOffset> Settlements(OkxArguments arguments, DateTimeOffset now)
    {
        var interval = exchange.Terms.FundingInterval;
        var (before, after) = (arguments.Time("before"), arguments.Time("after"));
        var until = after is { } end && end <= now.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(end).AddTicks(-1) : now;
        var last = exchange.Terms.NextFunding(until) - interval;
        return [.. Enumerable.Range(0, arguments.Limit(LongestHistory, LongestHistory)).Select(i => last - i * interval)
            .Where(at => before is not { } from || at.ToUnixTimeMilliseconds() > from)];
    }

    private void Instrument(Utf8JsonWriter json, PaperInstrument instrument)
    {
        var isSpot = instrument.Product == Product.Spot;
        Names(json, instrument);
        json.WriteString("baseCcy", isSpot ? instrument.Base : "");
        json.WriteString("quoteCcy", isSpot ? "USDT" : "");
        json.WriteString("settleCcy", isSpot ? "" : "USDT");
        json.WriteString("uly", isSpot ? "" : OkxNames.Instrument(Product.Spot, instrument.Symbol));
        json.WriteString("instFamily", isSpot ? "" : OkxNames.Instrument(Product.Spot, instrument.Symbol));
        json.WriteString("ctVal", isSpot ? "" : PaperJson.Text(instrument.Contract));
        json.WriteString("ctMult", isSpot ? "" : "1");
        json.WriteString("ctValCcy", isSpot ? "" : instrument.Base);
        json.WriteString("ctType", isSpot ? "" : "linear");
        json.WriteString("lever", isSpot ? "" : PaperJson.Text(exchange.Terms.MaxLeverage));
        json.WriteString("state", "live");
        json.WriteString("listTime", "1584230400000");
        json.WriteString("expTime", "");
        json.Number("tickSz", instrument.TickSize);
        json.Number("lotSz", instrument.QuantityStep / instrument.Contract);
        json.Number("minSz", instrument.MinQuantity / instrument.Contract);
        json.Number("maxLmtSz", instrument.MaxQuantity / instrument.Contract);
        json.Number("maxMktSz", isSpot ? 1_000_000m : instrument.MaxQuantity / instrument.Contract);
    }

    private void Ticker(Utf8JsonWriter json, PaperInstrument instrument, decimal price, DateTimeOffset now)
    {
        var before = exchange.Price(instrument.Product, instrument.Symbol, now.AddDays(-1)) ?? price;
        Names(json, instrument);
        json.Number("last", price);
        json.Number("lastSz", 0m);
        json.Number("bidPx", price - instrument.TickSize);
        json.Number("bidSz", PaperJson.ShownSize);
        json.Number("askPx", price + instrument.TickSize);
        json.Number("askSz", PaperJson.ShownSize);
        json.Number("open24h", before);
        json.Number("high24h", Math.Max(price, before));
        json.Number("low24h", Math.Min(price, before));
        json.Number("vol24h", 0m);
        json.Number("volCcy24h", 0m);
        json.Time("ts", now);
    }

    private static void Book(Utf8JsonWriter json, PaperInstrument instrument, decimal price, DateTimeOffset now)
    {
        json.Levels("asks", price, instrument.TickSize, "0", "1");
        json.Levels("bids", price, -instrument.TickSize, "0", "1");
        json.Time("ts", now);
    }

    private static void Mark(Utf8JsonWriter json, PaperInstrument instrument, decimal price, DateTimeOffset now)
    {
        Names(json, instrument);
        json.Number("markPx", price);
        json.Time("ts", now);
    }

    private void Funding(Utf8JsonWriter json, PaperInstrument perpetual, DateTimeOffset now)
    {
        var (interval, next) = (exchange.Terms.FundingInterval, exchange.Terms.NextFunding(now));
        Names(json, perpetual);
        json.WriteString("method", "current_period");
        json.Number("fundingRate", exchange.FundingRate(perpetual.Symbol, now) ?? 0m);
        json.WriteString("nextFundingRate", "");
        json.Time("fundingTime", next);
        json.Time("nextFundingTime", next + interval);
        json.Time("prevFundingTime", next - interval);
        json.Number("settFundingRate", exchange.FundingRate(perpetual.Symbol, next - interval) ?? 0m);
        json.WriteString("settState", "settled");
        json.Time("ts", now);
    }

    private void Settled(Utf8JsonWriter json, PaperInstrument perpetual, DateTimeOffset at)
    {
        var rate = exchange.FundingRate(perpetual.Symbol, at) ?? 0m;
        Names(json, perpetual);
        json.WriteString("method", "current_period");
        json.Number("fundingRate", rate);
        json.Number("realizedRate", rate);
        json.Time("fundingTime", at);
    }

    private static void Names(Utf8JsonWriter json, PaperInstrument instrument)
    {
        json.WriteString("instType", OkxNames.InstrumentType(instrument.Product));
        json.WriteString("instId", OkxNames.Instrument(instrument.Product, instrument.Symbol));
    }
}
