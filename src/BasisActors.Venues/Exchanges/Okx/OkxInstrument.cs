using System.Text.Json;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Okx;

/// <summary>An instrument's units: OKX counts perpetuals in contracts.</summary>
/// <param name="Id">ETH-USDT-SWAP.</param>
/// <param name="Contract">Base units of one contract; 1 for spot.</param>
/// <param name="Step">Sizes are multiples of it, in OKX's unit.</param>
/// <param name="Minimum">Smallest size, in OKX's unit.</param>
internal sealed record OkxInstrument(string Id, decimal Contract, decimal Step, decimal Minimum)
{
    /// <summary>In base units. OKX has no minimum notional.</summary>
    public OrderFilter Filter => new(Step * Contract, Minimum * Contract, 0m);

    public static OkxInstrument Read(Product product, JsonElement i) => new(
        i.Text("instId"), product == Product.Spot ? 1m : i.Required("ctVal") * (i.Number("ctMult") ?? 1m), i.Required("lotSz"), i.Required("minSz"));

    /// <summary>OKX's size of base units, exact.</summary>
    /// <exception cref="FormatException">It does not come out even.</exception>
    public decimal Size(decimal units) => units / Contract is var size && size * Contract == units && size % Step == 0
        ? size
        : throw new FormatException($"{units.Wire()} is no multiple of {Step.Wire()} contracts of {Contract.Wire()}.");

    public decimal Units(decimal size) => size * Contract;
}
