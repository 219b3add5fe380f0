using System.Collections.Immutable;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Binance;
using BasisActors.Venues.Paper;
using PaperBinance = BasisActors.Venues.Paper.Binance;

namespace BasisActors.Venues.Tests.Exchanges.Contract;

internal sealed class BinanceVenue : PaperVenue
{
    public override string Name => "binance";

    protected override PaperTerms Particular(PaperTerms terms) => terms with { Instruments = PaperInstrument.Binance, UniqueLinkIds = false, SeparateWallets = true };

    public override IPaperWire Wire(PaperExchange exchange) =>
        new PaperBinance.BinanceWire(exchange, ImmutableDictionary<string, string>.Empty.Add(Credentials.Key, Credentials.Secret));

    public override IExchangeClient Client(HttpClient http, TimeProvider time) => new BinanceClient(
        new BinanceHost(http, new BinanceLimits(time, Product.Spot)), new BinanceHost(http, new BinanceLimits(time, Product.Perpetual)), Credentials, time);

    public override WireAnswer Refusal(LineFault fault, bool isOrder, DateTimeOffset now) => WireAnswer.Json(
        $$"""{"code":{{fault switch
        {
            LineFault.WrongClock => -1021,
            LineFault.Refused => isOrder ? -2019 : -1102,
            _ => -9999,
        }}},"msg":"no"}""",
        400);

    public override Listing? Asked(WireRequest request) => (request.Method, request.Path) switch
    {
        ("GET", "/api/v3/order" or "/fapi/v1/order") => Listing.Order,
        (_, "/api/v3/myTrades" or "/fapi/v1/userTrades") => Listing.Fills,
        _ => null, // what an order did to the balance is in its fills
    };

    public override WireAnswer Nothing(Listing listing, DateTimeOffset now) =>
        listing == Listing.Order ? WireAnswer.Json("""{"code":-2013,"msg":"Order does not exist."}""", 400) : WireAnswer.Json("[]");
}
