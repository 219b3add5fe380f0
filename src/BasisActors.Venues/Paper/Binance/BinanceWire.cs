using System.Collections.Immutable;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Binance;

/// <summary>
/// The paper exchange in the wire format of Binance: spot (<c>/api</c>), USDT-margined perpetuals (<c>/fapi</c>) and transfers between their wallets (<c>/sapi</c>),
/// without a transport. On the live exchange the first and the last have one host and the second another; here all three share an address and not the limits.
/// </summary>
/// <param name="exchange">The exchange; its terms have separate wallets.</param>
/// <param name="secrets">Secret by API key; every key has an account at the exchange.</param>
public sealed class BinanceWire(PaperExchange exchange, IReadOnlyDictionary<string, string> secrets) : IPaperWire
{
    private const string SpotOrder = "/api/v3/order";
    private const string FuturesOrder = "/fapi/v1/order";
    private const string Futures = "/fapi/";

    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    private readonly BinanceDoor _door = new(secrets);
    private readonly BinanceMarket _market = new(exchange);
    private readonly BinanceAccount _account = new(exchange);
    private readonly BinanceFees _fees = new(exchange);
    private readonly BinanceTransfers _transfers = new(exchange);
    private readonly BinanceOrders _spot = new(exchange, Product.Spot);
    private readonly BinanceForcedOrders _forced = new(exchange);
    private readonly BinanceOrders _perpetual = new(exchange, Product.Perpetual);

    public string Venue => "binance";

    public PaperExchange Exchange => exchange;

    public ImmutableArray<string> Roots => ["/api/v3/", Futures, "/sapi/"];

    public ImmutableSortedDictionary<string, int> MostRequests => Limits.Most;

    /// <summary>How often was asked; tests read the peaks.</summary>
    public BinanceLimits Limits { get; } = new();

    public bool PlacesOrder(WireRequest request) => request is { Method: "POST", Path: SpotOrder or FuturesOrder };

    public WireAnswer Answer(WireRequest request) => Answer(request, OrderFate.Fill);

    public WireAnswer Answer(WireRequest request, OrderFate fate)
    {
        var (now, product) = (exchange.Now, request.Path.StartsWith(Futures, StringComparison.Ordinal) ? Product.Perpetual : Product.Spot);
        if (Limits.Admit(product, Weight(request), request.Path is "/fapi/v1/fundingRate" or "/fapi/v1/fundingInfo", now, out var headers) is { } barred)
            return barred;
        try
        {
            var arguments = new BinanceArguments(request);
            if (request.Method == "GET" && _market.Answer(request.Path, arguments, now) is { } open)
                return open with { Headers = headers };
            if (Private(request) is not { } answer)
                return NotServed();
            var key = _door.Admit(request, arguments, now);
            if (PlacesOrder(request))
            {
                if (Limits.AdmitOrder(key, product, now, out var orders) is { } tooMany)
                    return tooMany;
                headers = headers.AddRange(orders);
            }

            return answer(arguments, key, fate, now) is var done && done.Headers.IsEmpty ? done with { Headers = headers } : done;
        }
        catch (BinanceRefusalException refused)
        {
            if (PlacesOrder(request)) // one that is taken weighs nothing
                Limits.Admit(product, 1, fromFundingPool: false, now, out headers);
            return BinanceReply.Refused(refused.Refusal) with { Headers = headers };
        }
    }

    public WireAnswer TooMany() => BinanceReply.Refused(new BinanceRefusal(-1003, "Too many requests; current limit is reached.", 429), ShortWait);

    public WireAnswer InternalError() =>
        BinanceReply.Refused(new BinanceRefusal(-1007, "Timeout waiting for response from backend server. Send status unknown; execution status unknown.", 408));

    private static WireAnswer NotServed() => BinanceReply.Refused(new BinanceRefusal(-1000, "The paper exchange does not serve this path.", 404));

    /// <summary>As documented in July 2026.</summary>
    private static int Weight(WireRequest request) => (request.Method, request.Path) switch
    {
        ("POST", SpotOrder or FuturesOrder) => 0,
        (_, "/api/v3/exchangeInfo" or "/api/v3/account" or "/api/v3/account/commission" or "/api/v3/allOrders" or "/fapi/v1/commissionRate") => 20,
        (_, "/api/v3/myTrades") => request.Query.Contains("orderId=", StringComparison.Ordinal) ? 5 : 20,
        ("GET", SpotOrder) => 4,
        (_, "/api/v3/openOrders") => 6,
        (_, "/api/v3/depth" or "/fapi/v1/userTrades" or "/fapi/v1/allOrders" or "/fapi/v3/balance" or "/fapi/v2/balance" or "/fapi/v3/account" or "/fapi/v2/account"
            or "/fapi/v3/positionRisk" or "/fapi/v2/positionRisk" or "/fapi/v1/symbolConfig" or "/fapi/v1/accountConfig") => 5,
        (_, "/api/v3/ticker/24hr") => request.Query.Contains("symbol=", StringComparison.Ordinal) ? 2 : 80,
        (_, "/api/v3/ticker/bookTicker" or "/api/v3/ticker/price" or "/fapi/v1/ticker/bookTicker" or "/fapi/v1/depth") => 2,
        (_, "/fapi/v1/forceOrders") => request.Query.Contains("symbol=", StringComparison.Ordinal) ? 20 : 50,
        (_, "/fapi/v1/income" or "/fapi/v1/positionSide/dual") => 30,
        (_, "/fapi/v1/fundingRate" or "/fapi/v1/fundingInfo") => 0,
        (_, var path) when path.StartsWith("/sapi/", StringComparison.Ordinal) => 0, // limits of their own, by account and path
        _ => 1,
    };

    /// <summary>Who answers a private path; null when it is not served.</summary>
    private Func<BinanceArguments, string, OrderFate, DateTimeOffset, WireAnswer>? Private(WireRequest request) => (request.Method, request.Path) switch
    {
        ("POST", SpotOrder) => (a, key, fate, _) => _spot.Place(a, key, fate),
        ("POST", FuturesOrder) => (a, key, fate, _) => _perpetual.Place(a, key, fate),
        ("GET", SpotOrder) => (a, key, _, now) => _spot.Query(a, key, now),
        ("GET", FuturesOrder) => (a, key, _, now) => _perpetual.Query(a, key, now),
        ("DELETE", SpotOrder) => (a, _, _, _) => _spot.Cancel(a),
        ("DELETE", FuturesOrder) => (a, _, _, _) => _perpetual.Cancel(a),
        ("GET", "/api/v3/openOrders") => (a, _, _, _) => _spot.Open(a),
        ("GET", "/fapi/v1/openOrders") => (a, _, _, _) => _perpetual.Open(a),
        ("GET", "/api/v3/allOrders") => (a, key, _, _) => _spot.All(a, key),
        ("GET", "/fapi/v1/allOrders") => (a, key, _, _) => _perpetual.All(a, key),
        ("GET", "/api/v3/myTrades") => (a, key, _, _) => _spot.Fills(a, key),
        ("GET", "/fapi/v1/userTrades") => (a, key, _, _) => _perpetual.Fills(a, key),
        ("GET", "/api/v3/account") => (a, key, _, _) => _account.Spot(a, key),
        ("GET", "/api/v3/account/commission") => (a, _, _, _) => _fees.Commission(Product.Spot, a),
        ("GET", "/fapi/v1/commissionRate") => (a, _, _, _) => _fees.Commission(Product.Perpetual, a),
        ("GET", "/fapi/v3/account" or "/fapi/v2/account") => (_, key, _, _) => _account.Futures(key),
        ("GET", "/fapi/v3/balance" or "/fapi/v2/balance") => (_, key, _, _) => _account.FuturesBalance(key),
        ("GET", "/fapi/v3/positionRisk" or "/fapi/v2/positionRisk") => (a, key, _, _) => _account.Positions(a, key),
        ("GET", "/fapi/v1/symbolConfig") => (a, key, _, _) => _account.Configuration(a, key),
        ("GET", "/fapi/v1/accountConfig") => (_, key, _, _) => _account.FuturesConfiguration(key),
        ("GET", "/fapi/v1/leverageBracket") => (a, _, _, _) => _account.Brackets(a),
        ("GET", "/fapi/v1/forceOrders") => (a, key, _, _) => _forced.Orders(a, key),
        ("GET", "/fapi/v1/income") => (a, key, _, now) => _transfers.Income(a, key, now),
        ("GET", "/fapi/v1/positionSide/dual") => (_, _, _, _) => BinanceReply.Object(json => json.WriteBoolean("dualSidePosition", false)),
        ("POST", "/fapi/v1/positionSide/dual") => (a, _, _, _) => BinanceAccount.SetPositionMode(a),
        ("POST", "/fapi/v1/leverage") => (a, key, _, _) => _account.SetLeverage(a, key),
        ("POST", "/fapi/v1/marginType") => (a, _, _, _) => _account.SetMarginType(a),
        ("POST", "/sapi/v1/asset/transfer") => (a, key, _, _) => _transfers.Transfer(a, key),
        ("GET", "/sapi/v1/asset/transfer") => (a, key, _, _) => _transfers.Transfers(a, key),
        ("GET", "/sapi/v1/account/apiRestrictions") => (_, _, _, _) => _account.Permissions(),
        ("GET", "/sapi/v1/asset/tradeFee") => (a, _, _, _) => _fees.OfSpot(a),
        ("GET", "/sapi/v1/capital/config/getall" or "/sapi/v1/margin/allPairs" or "/sapi/v1/margin/isolated/allPairs") =>
            (_, _, _, _) => BinanceReply.List(Array.Empty<int>(), (_, _) => { }), // coins have no chains, and nothing is borrowed
        _ => null,
    };
}
