using System.Collections.Immutable;
using System.Text.Json;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Bybit;

/// <summary>The paper exchange in the wire format of Bybit v5, without a transport.</summary>
/// <param name="exchange">The exchange.</param>
/// <param name="secrets">Secret by API key; every key has an account at the exchange.</param>
public sealed class BybitWire(PaperExchange exchange, IReadOnlyDictionary<string, string> secrets) : IPaperWire
{
    private const string PublicPaths = "/v5/market/";

    private readonly BybitDoor _door = new(secrets);
    private readonly BybitMarket _market = new(exchange);
    private readonly BybitAccount _account = new(exchange);
    private readonly BybitOrders _orders = new(exchange);
    private readonly BybitExecutions _executions = new(exchange);
    private readonly BybitProfile _profile = new(exchange);

    public string Venue => "bybit";

    public PaperExchange Exchange => exchange;

    public ImmutableArray<string> Roots => ["/v5/"];

    public ImmutableSortedDictionary<string, int> MostRequests => Limits.Most;

    /// <summary>How often was asked; tests read the peaks.</summary>
    public BybitLimits Limits { get; } = new();

    public bool PlacesOrder(WireRequest request) => request is { Method: "POST", Path: "/v5/order/create" };

    public WireAnswer Answer(WireRequest request) => Answer(request, OrderFate.Fill);

    /// <param name="request">As it came.</param>
    /// <param name="fate">What a fault plan makes of an order.</param>
    public WireAnswer Answer(WireRequest request, OrderFate fate)
    {
        var now = exchange.Now;
        if (!Limits.Admits(now))
            return BybitReply.Refused(now, new BybitRefusal(10018, "access too frequent"), [], status: 403);
        ImmutableArray<KeyValuePair<string, string>> headers = [];
        try
        {
            if (request.Method == "GET" && request.Path.StartsWith(PublicPaths, StringComparison.Ordinal))
                return Public(request, now);
            if (!IsPrivate(request))
                return NotServed(now);
            var key = _door.Admit(request, now);
            var arguments = BybitArguments.Of(request);
            if (!Limits.Admits(key, request.Path, Category(arguments), now, out headers))
                return BybitReply.Refused(now, new BybitRefusal(10006, "Too many visits. Exceeded the API Rate Limit."), headers);
            return BybitReply.Fine(now, json => Private(json, request.Path, arguments, key, fate, now), headers);
        }
        catch (BybitRefusalException refused)
        {
            return BybitReply.Refused(now, refused.Refusal, headers);
        }
    }

    public WireAnswer TooMany() => Refuse(10006, "Too many visits. Exceeded the API Rate Limit.");

    public WireAnswer InternalError() => Refuse(10016, "Internal server error.");

    /// <summary>The answer to a request that a fault keeps from being executed, or whose success it hides.</summary>
    private WireAnswer Refuse(int code, string message) => BybitReply.Refused(exchange.Now, new BybitRefusal(code, message), []);

    private static Product? Category(BybitArguments arguments) => arguments["category"] switch
    {
        "spot" => Product.Spot,
        "linear" => Product.Perpetual,
        _ => null,
    };

    private static bool IsPrivate(WireRequest request) => (request.Method, request.Path) is
        ("GET", "/v5/account/wallet-balance" or "/v5/account/info" or "/v5/account/fee-rate" or "/v5/account/transaction-log" or "/v5/position/list"
            or "/v5/order/realtime" or "/v5/order/history" or "/v5/execution/list" or "/v5/user/query-api" or "/v5/asset/coin/query-info")
        or ("POST", "/v5/order/create" or "/v5/order/cancel" or "/v5/position/set-leverage");

    private static WireAnswer NotServed(DateTimeOffset now) => BybitReply.Refused(now, new BybitRefusal(404, "The paper exchange does not serve this path."), [], status: 404);

    private WireAnswer Public(WireRequest request, DateTimeOffset now)
    {
        var arguments = BybitArguments.Of(request);
        Action<Utf8JsonWriter>? result = request.Path switch
        {
            "/v5/market/time" => json => BybitMarket.Time(json, now),
            "/v5/market/instruments-info" => json => _market.Instruments(json, arguments),
            "/v5/market/tickers" => json => _market.Tickers(json, arguments, now),
            "/v5/market/orderbook" => json => _market.Book(json, arguments, now),
            "/v5/market/funding/history" => json => _market.FundingHistory(json, arguments, now),
            _ => null,
        };
        return result is null ? NotServed(now) : BybitReply.Fine(now, result, []);
    }

    private void Private(Utf8JsonWriter json, string path, BybitArguments arguments, string key, OrderFate fate, DateTimeOffset now)
    {
        switch (path)
        {
            case "/v5/account/wallet-balance":
                _account.Wallet(json, arguments, key);
                break;
            case "/v5/account/info":
                BybitAccount.Info(json, now);
                break;
            case "/v5/account/fee-rate":
                _profile.Fees(json, arguments);
                break;
            case "/v5/user/query-api":
                _profile.Key(json, key);
                break;
            case "/v5/asset/coin/query-info":
                _profile.Coins(json, arguments);
                break;
            case "/v5/account/transaction-log":
                _account.Log(json, arguments, key, now);
                break;
            case "/v5/position/list":
                _account.Positions(json, arguments, key);
                break;
            case "/v5/position/set-leverage":
                _account.SetLeverage(arguments, key);
                break;
            case "/v5/order/create":
                _orders.Create(json, arguments, key, fate);
                break;
            case "/v5/order/cancel":
                BybitOrders.Cancel(arguments);
                break;
            case "/v5/order/realtime":
                _orders.Realtime(json, arguments, key);
                break;
            case "/v5/order/history":
                _orders.History(json, arguments, key, now);
                break;
            default:
                _executions.List(json, arguments, key, now);
                break;
        }
    }
}
