using System.Collections.Immutable;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Okx;
using BasisActors.Venues.Paper;

namespace BasisActors.Venues.Tests.Exchanges.Contract;

internal sealed class OkxVenue : PaperVenue
{
    public override string Name => "okx";

    protected override PaperTerms Particular(PaperTerms terms) => terms with { Instruments = PaperInstrument.Okx, UniqueLinkIds = false };

    public override IPaperWire Wire(PaperExchange exchange) =>
        new Venues.Paper.Okx.OkxWire(exchange, ImmutableDictionary<string, ApiCredentials>.Empty.Add(Credentials.Key, Credentials));

    public override IExchangeClient Client(HttpClient http, TimeProvider time) => new OkxClient(http, Credentials, time);

    public override WireAnswer Refusal(LineFault fault, bool isOrder, DateTimeOffset now) => fault switch
    {
        LineFault.WrongClock => WireAnswer.Json("""{"code":"50102","msg":"Timestamp request expired","data":[]}""", 401),
        LineFault.Refused when isOrder => Order(51008),
        LineFault.Refused => WireAnswer.Json("""{"code":"51000","msg":"Parameter error","data":[]}"""),
        _ when isOrder => Order(59_999),
        _ => WireAnswer.Json("""{"code":"59999","msg":"Something new","data":[]}"""),
    };

    public override Listing? Asked(WireRequest request) => request.Path switch
    {
        "/api/v5/trade/order" when request.Method == "GET" => Listing.Order,
        "/api/v5/trade/fills" or "/api/v5/trade/fills-history" => Listing.Fills,
        "/api/v5/account/bills" or "/api/v5/account/bills-archive" => Listing.Log,
        _ => null,
    };

    public override WireAnswer Nothing(Listing listing, DateTimeOffset now) => WireAnswer.Json(
        listing == Listing.Order ? """{"code":"51603","msg":"Order does not exist","data":[]}""" : """{"code":"0","msg":"","data":[]}""");

    private static WireAnswer Order(int code) =>
        WireAnswer.Json($$"""{"code":"1","msg":"All operations failed","data":[{"ordId":"","clOrdId":"","sCode":"{{code}}","sMsg":"no"}]}""");
}
