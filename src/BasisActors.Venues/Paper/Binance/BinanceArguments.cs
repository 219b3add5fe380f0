using System.Globalization;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Binance;

/// <summary>Parameters of a request, from the query or a form in the body, and Binance's refusals of them.</summary>
internal sealed class BinanceArguments(WireRequest request) : WireArguments(request.Body, request.Query)
{
    /// <summary>The instrument named.</summary>
    public PaperInstrument Instrument(PaperTerms terms, Product product)
    {
        var symbol = Needed("symbol");
        return terms.Instruments.FirstOrDefault(i => i.Product == product && i.Symbol == symbol) ?? throw new BinanceRefusalException(BinanceRefusal.UnknownSymbol);
    }

    /// <summary>A parameter that must be there: -1102.</summary>
    public string Needed(string name) => this[name] is { Length: > 0 } value ? value : throw new BinanceRefusalException(BinanceRefusal.Missing(name));

    public decimal Amount(string name) =>
        decimal.TryParse(Needed(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : throw new BinanceRefusalException(BinanceRefusal.Missing(name));

    public bool Within(DateTimeOffset at) =>
        at.ToUnixTimeMilliseconds() is var time && (Time("startTime") is not { } from || time >= from) && (Time("endTime") is not { } to || time <= to);

    public static BinanceRefusalException Bad(string message) => new(BinanceRefusal.Parameter(message));

    protected override Exception Refusal(string message) => Bad(message);
}
