using System.Text.Json;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Okx;

namespace BasisActors.Venues.Paper.Okx;

/// <summary>Parameters of a request, and OKX's refusals of them.</summary>
internal sealed class OkxArguments : WireArguments
{
    public OkxArguments(WireRequest request)
        : base(request)
    {
    }

    /// <param name="order">One of several orders in a body.</param>
    public OkxArguments(JsonElement order)
        : base(order)
    {
    }

    /// <summary>Null for kinds of instruments that OKX has and this does not.</summary>
    public Product? InstrumentType() => Required("instType") switch
    {
        "SPOT" => Product.Spot,
        "SWAP" => Product.Perpetual,
        "MARGIN" or "FUTURES" or "OPTION" => null,
        var other => throw Bad($"instType {other}"),
    };

    /// <summary>The instrument named.</summary>
    public PaperInstrument Instrument(PaperTerms terms)
    {
        var id = Required("instId");
        return terms.Instruments.FirstOrDefault(i => OkxNames.Instrument(i.Product, i.Symbol) == id) ?? throw new OkxRefusalException(OkxRefusal.NoInstrument(id));
    }

    public static OkxRefusalException Bad(string message) => new(OkxRefusal.Parameter(message));

    protected override Exception Refusal(string message) => Bad(message);
}
