using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Okx;

/// <summary>The paper exchange in the wire format of OKX v5, without a transport.</summary>
/// <param name="exchange">The exchange.</param>
/// <param name="accounts">By API key; every key has an account at the exchange.</param>
public sealed class OkxWire(PaperExchange exchange, IReadOnlyDictionary<string, ApiCredentials> accounts) : IPaperWire
{
    private const string OrderPath = "/api/v5/trade/order";
    private const string BatchPath = "/api/v5/trade/batch-orders";

    private readonly OkxDoor _door = new(accounts);
    private readonly OkxMarket _market = new(exchange);
    private readonly OkxAccount _account = new(exchange);
    private readonly OkxOrders _orders = new(exchange);

    public string Venue => "okx";

    public PaperExchange Exchange => exchange;

    public ImmutableArray<string> Roots => ["/api/v5/"];

    public ImmutableSortedDictionary<string, int> MostRequests => Limits.Most;

    /// <summary>How often was asked; tests read the peaks.</summary>
    public OkxLimits Limits { get; } = new();

    public bool PlacesOrder(WireRequest request) => request is { Method: "POST", Path: OrderPath or BatchPath };

    public WireAnswer Answer(WireRequest request) => Answer(request, OrderFate.Fill);

    public WireAnswer Answer(WireRequest request, OrderFate fate)
    {
        var now = exchange.Now;
        try
        {
            if (request.Method == "GET" && IsPublic(request.Path))
                return Limits.Admits("", request, "", now) ? _market.Answer(request, now) ?? NotServed() : TooMany();
            if (!IsPrivate(request))
                return NotServed();
            var key = _door.Admit(request, now);
            if (request.Path == BatchPath)
                return Limits.Admits(key, request, "", now) ? InTime(request, now) ?? _orders.PlaceAll(request.Body, key, fate, now) : TooMany();
            var arguments = new OkxArguments(request);
            var instrument = request.Path == OrderPath ? arguments["instId"] : "";
            return Limits.Admits(key, request, instrument, now) ? Private(request, arguments, key, fate, now) : TooMany();
        }
        catch (OkxRefusalException refused)
        {
            return OkxReply.Refused(refused.Refusal);
        }
    }

    public WireAnswer TooMany() => OkxReply.Refused(new OkxRefusal(50011, "Too Many Requests", Status: 429));

    public WireAnswer InternalError() => OkxReply.Refused(new OkxRefusal(50026, "System error. Try again later", Status: 500));

    private static bool IsPublic(string path) => path.StartsWith("/api/v5/public/", StringComparison.Ordinal) || path.StartsWith("/api/v5/market/", StringComparison.Ordinal);

    private static bool IsPrivate(WireRequest request) => (request.Method, request.Path) is
        ("GET", "/api/v5/account/balance" or "/api/v5/account/positions" or "/api/v5/account/config" or "/api/v5/account/bills" or "/api/v5/account/bills-archive"
            or OrderPath or "/api/v5/trade/fills" or "/api/v5/trade/fills-history" or "/api/v5/asset/currencies")
        or ("POST", OrderPath or BatchPath or "/api/v5/trade/cancel-order" or "/api/v5/account/set-leverage");

    private static WireAnswer NotServed() => OkxReply.Refused(new OkxRefusal(404, "The paper exchange does not serve this path.", Status: 404));

    /// <summary>The refusal of an order that comes after its <c>expTime</c>; null when it is in time.</summary>
    private static WireAnswer? InTime(WireRequest request, DateTimeOffset now)
    {
        if (request.Header("expTime") is not { Length: > 0 } text)
            return null;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var end))
            throw OkxArguments.Bad("expTime");
        return now.ToUnixTimeMilliseconds() <= end ? null : OkxReply.Envelope(1, "All operations failed", [0], (json, _) =>
        {
            json.WriteString("ordId", "");
            json.WriteString("clOrdId", "");
            json.Number("sCode", 51149);
            json.WriteString("sMsg", "Order timed out. Please try again later.");
        });
    }

    private WireAnswer Private(WireRequest request, OkxArguments arguments, string key, OrderFate fate, DateTimeOffset now) => request.Path switch
    {
        "/api/v5/account/balance" => _account.Balance(arguments, key),
        "/api/v5/account/positions" => _account.Positions(arguments, key),
        "/api/v5/account/config" => _account.Config(),
        "/api/v5/account/bills" or "/api/v5/account/bills-archive" => _account.Bills(arguments, key),
        "/api/v5/account/set-leverage" => _account.SetLeverage(arguments, key),
        "/api/v5/trade/fills" or "/api/v5/trade/fills-history" => _orders.Fills(arguments, key),
        "/api/v5/trade/cancel-order" => OkxOrders.Cancel(arguments, now),
        OrderPath when request.Method == "GET" => _orders.Query(arguments, key, now),
        OrderPath => InTime(request, now) ?? _orders.Place(arguments, key, fate, now),
        _ => OkxReply.Fine(Array.Empty<int>(), (_, _) => { }), // currencies: none is described
    };
}
