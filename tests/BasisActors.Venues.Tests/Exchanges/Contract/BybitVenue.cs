using System.Collections.Immutable;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Bybit;
using BasisActors.Venues.Paper;

namespace BasisActors.Venues.Tests.Exchanges.Contract;

internal sealed class BybitVenue : PaperVenue
{
    public override string Name => "bybit";

    protected override PaperTerms Particular(PaperTerms terms) => terms;

    public override IPaperWire Wire(PaperExchange exchange) =>
        new Venues.Paper.Bybit.BybitWire(exchange, ImmutableDictionary<string, string>.Empty.Add(Credentials.Key, Credentials.Secret));

    public override IExchangeClient Client(HttpClient http, TimeProvider time) => new BybitClient(http, Credentials, time);

    public override WireAnswer Refusal(LineFault fault, bool isOrder, DateTimeOffset now) => Envelope(
        fault switch
        {
            LineFault.WrongClock => 10002,
            LineFault.Refused => isOrder ? 110007 : 10001,
            _ => 199_999,
        },
        "{}",
        now);

    public override Listing? Asked(WireRequest request) => request.Path switch
    {
        "/v5/order/realtime" or "/v5/order/history" => Listing.Order,
        "/v5/execution/list" => Listing.Fills,
        "/v5/account/transaction-log" => Listing.Log,
        _ => null,
    };

    public override WireAnswer Nothing(Listing listing, DateTimeOffset now) => Envelope(0, """{"list":[],"nextPageCursor":""}""", now);

    private static WireAnswer Envelope(int code, string result, DateTimeOffset now) =>
        WireAnswer.Json($$"""{"retCode":{{code}},"retMsg":"","result":{{result}},"retExtInfo":{},"time":{{now.ToUnixTimeMilliseconds()}}}""");
}
