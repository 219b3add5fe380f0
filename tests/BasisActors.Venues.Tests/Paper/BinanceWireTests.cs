using System.Globalization;
using System.Text.Json;
using BasisActors.Venues.Exchanges.Binance;
using BasisActors.Venues.Paper;
using BasisActors.Venues.Tests.Exchanges.Contract;
using BinanceWire = BasisActors.Venues.Paper.Binance.BinanceWire;

namespace BasisActors.Venues.Tests.Paper;

/// <summary>The paper exchange as a client of Binance sees it. Spot 50 000, mark 50 010; 100 000 USDT in the spot wallet, and 1 BTC.</summary>
public class BinanceWireTests
{
    private const string SpotOrder = "/api/v3/order";
    private const string FuturesOrder = "/fapi/v1/order";
    private const string Transfer = "/sapi/v1/asset/transfer";
    private const string SpotAccount = "/api/v3/account";

    private static readonly DateTimeOffset Start = ContractDesk.Start;

    private readonly ManualTime _time = new(Start);
    private readonly PaperExchange _exchange;
    private readonly BinanceWire _wire;

    public BinanceWireTests()
    {
        var venue = new BinanceVenue();
        _exchange = venue.Exchange(_time, feesInCoin: false);
        _wire = (BinanceWire)venue.Wire(_exchange);
    }

    private AccountView Account => _exchange.Account("test-key");

    [Fact]
    public void A_spot_order_is_answered_with_its_fills_and_then_found()
    {
        var answer = Fine(Post(SpotOrder, "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.2&newClientOrderId=a-1"));
        var order = Fine(Get(SpotOrder, "symbol=BTCUSDT&origClientOrderId=a-1"));
        var fill = Assert.Single(Fine(Get("/api/v3/myTrades", $"symbol=BTCUSDT&orderId={order.GetProperty("orderId")}")).EnumerateArray());

        Assert.Equal(("FILLED", "0.2", "10000"), (answer.Text("status"), answer.Text("executedQty"), answer.Text("cummulativeQuoteQty")));
        Assert.Equal(("50000", "0.2", "10", "USDT"), answer.GetProperty("fills")[0] is var f ? (f.Text("price"), f.Text("qty"), f.Text("commission"), f.Text("commissionAsset")) : default);
        Assert.Equal((answer.GetProperty("orderId").GetInt64(), "a-1", "FILLED"), (order.GetProperty("orderId").GetInt64(), order.Text("clientOrderId"), order.Text("status")));
        Assert.Equal(("0.2", "10000", "10"), (fill.Text("qty"), fill.Text("quoteQty"), fill.Text("commission")));
        AssertRefused(-2013, Get(FuturesOrder, "symbol=BTCUSDT&origClientOrderId=a-1")); // of the other product
    }

    [Fact]
    public void A_perpetual_answers_as_it_is_asked_to_and_its_fee_is_in_the_fills()
    {
        Move("MAIN_UMFUTURE", 50_000m);
        Assert.Equal("NEW", Fine(Post(FuturesOrder, "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.2")).Text("status")); // not told otherwise
        var sold = Fine(Post(FuturesOrder, "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.2&newClientOrderId=a-1&newOrderRespType=RESULT"));
        var fill = Assert.Single(Fine(Get("/fapi/v1/userTrades", $"symbol=BTCUSDT&orderId={sold.GetProperty("orderId")}")).EnumerateArray());

        Assert.Equal(("FILLED", "50010", "0.2", "10002"), (sold.Text("status"), sold.Text("avgPrice"), sold.Text("executedQty"), sold.Text("cumQuote")));
        Assert.False(sold.TryGetProperty("fills", out _));
        Assert.Equal(("5.001", "USDT", "0"), (fill.Text("commission"), fill.Text("commissionAsset"), fill.Text("realizedPnl")));
        Assert.Equal("-0.4", Assert.Single(Fine(Get("/fapi/v3/positionRisk", "symbol=BTCUSDT")).EnumerateArray()).Text("positionAmt"));
        Assert.Empty(Fine(Get("/fapi/v3/positionRisk", "symbol=ETHUSDT")).EnumerateArray());
    }

    /// <summary>The trap: a market order is over at once, and its id is free.</summary>
    [Fact]
    public void An_id_that_comes_again_is_executed_again_and_the_latest_is_found()
    {
        foreach (var quantity in new[] { "0.1", "0.2" })
            Fine(Post(SpotOrder, $"symbol=BTCUSDT&side=BUY&type=MARKET&quantity={quantity}&newClientOrderId=a-1"));

        Assert.Equal(2, _exchange.Orders("test-key").Length);
        Assert.Equal("0.2", Fine(Get(SpotOrder, "symbol=BTCUSDT&origClientOrderId=a-1")).Text("executedQty"));
    }

    [Fact]
    public void An_order_without_a_fill_is_forgotten_after_three_days()
    {
        Fine(_wire.Answer(Request("POST", SpotOrder, "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.2&newClientOrderId=a-1"), new OrderFate(0m, Rejected: false)));
        Assert.Equal("EXPIRED", Fine(Get(SpotOrder, "symbol=BTCUSDT&origClientOrderId=a-1")).Text("status"));
        _time.Now += TimeSpan.FromDays(3) + TimeSpan.FromSeconds(1);

        AssertRefused(-2013, Get(SpotOrder, "symbol=BTCUSDT&origClientOrderId=a-1"));
    }

    [Fact]
    public void Spot_and_futures_have_a_wallet_each()
    {
        AssertRefused(-2019, Post(FuturesOrder, "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.2")); // 100 000 USDT in the other wallet are no margin
        Move("MAIN_UMFUTURE", 99_000m);
        AssertRefused(-2010, Post(SpotOrder, "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.2")); // and margin buys nothing
        AssertRefused(-5013, Post(Transfer, "type=MAIN_UMFUTURE&asset=USDT&amount=1000.00000001"));

        Fine(Post(FuturesOrder, "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.2"));
        var (spot, futures) = (Fine(Get(SpotAccount, "omitZeroBalances=true")), Fine(Get("/fapi/v3/balance", ""))[0]);
        Assert.Equal([("BTC", "1"), ("USDT", "1000")], spot.GetProperty("balances").EnumerateArray().Select(b => (b.Text("asset"), b.Text("free"))));
        Assert.Equal(("98994.999", "98894.979"), (futures.Text("balance"), futures.Text("maxWithdrawAmount"))); // 1 % of 10 002 is bound
        AssertRefused(-5013, Post(Transfer, "type=UMFUTURE_MAIN&asset=USDT&amount=98894.98"));
        Move("UMFUTURE_MAIN", 98_894.979m);
        Assert.Equal((99_994.999m, 100.02m), (Account.Cash, Account.MarginCash));
    }

    /// <summary>0.2 short lose the 200 USDT of margin when the mark rises by 1 000; 99 800 USDT in spot do not help.</summary>
    [Fact]
    public void Money_in_spot_keeps_nobody_from_being_liquidated()
    {
        var prices = new RisingPrices();
        var exchange = new BinanceVenue().Exchange(_time, feesInCoin: false, prices);
        Assert.Null(exchange.Move("test-key", 200m, toMargin: true).Refusal);
        Assert.NotNull(exchange.Place("test-key", new OrderRequest("a", Venues.Exchanges.Product.Perpetual, "BTCUSDT", Domain.Costs.Side.Sell, 0.2m)).Order);
        prices.Mark += 1_000m;
        _time.Now += TimeSpan.FromSeconds(1);

        var account = exchange.Account("test-key");
        Assert.Equal(0m, account.Positions[0].Position.Size);
        Assert.Equal(99_800m, account.Cash - account.MarginCash);
        Assert.Equal(0m, account.MarginCash); // the insurance fund pays what is missing
    }

    [Fact]
    public void Income_is_what_has_changed_the_futures_wallet()
    {
        Move("MAIN_UMFUTURE", 50_000m);
        Fine(Post(FuturesOrder, "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.2"));
        Fine(Post(SpotOrder, "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.1"));
        _time.Now += TimeSpan.FromHours(5);
        var income = Fine(Get("/fapi/v1/income", "")).EnumerateArray().Select(i => (i.Text("incomeType"), i.Text("income"))).ToArray();

        Assert.Equal([("TRANSFER", "50000"), ("COMMISSION", "-5.001"), ("FUNDING_FEE", "1.0002")], income);
        var funding = Assert.Single(Fine(Get("/fapi/v1/income", "incomeType=FUNDING_FEE")).EnumerateArray());
        Assert.Equal(Start.AddHours(4).ToUnixTimeMilliseconds(), funding.GetProperty("time").GetInt64());
        Assert.Equal(50_000m - 5.001m + 1.0002m, Account.MarginCash);
    }

    [Fact]
    public void What_the_exchange_closes_is_an_order_of_its_own_with_a_fill()
    {
        Move("MAIN_UMFUTURE", 50_000m);
        Fine(Post(FuturesOrder, "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.2"));
        _time.Now += TimeSpan.FromSeconds(1);
        Assert.Null(_exchange.Deleverage("test-key", "BTCUSDT", 0.15m));

        var order = Assert.Single(Fine(Get("/fapi/v1/forceOrders", "symbol=BTCUSDT&autoCloseType=ADL")).EnumerateArray());
        Assert.Equal(("2", "FILLED", "adl_autoclose", "BUY", "0.15", "50010"), (order.GetProperty("orderId").ToString(), order.Text("status"), order.Text("clientOrderId"), order.Text("side"), order.Text("executedQty"), order.Text("avgPrice")));
        Assert.Empty(Fine(Get("/fapi/v1/forceOrders", "autoCloseType=LIQUIDATION")).EnumerateArray());
        AssertRefused(-1130, Get("/fapi/v1/forceOrders", "autoCloseType=MINE"));
        var fill = Assert.Single(Fine(Get("/fapi/v1/userTrades", "symbol=BTCUSDT&orderId=2")).EnumerateArray());
        Assert.Equal(("0.15", "0", "0"), (fill.Text("qty"), fill.Text("realizedPnl"), fill.Text("commission"))); // closed where it was opened
        Assert.Equal(["1", "2"], Fine(Get("/fapi/v1/userTrades", "symbol=BTCUSDT")).EnumerateArray().Select(f => f.GetProperty("orderId").ToString()));
        Assert.Equal("REALIZED_PNL 2", Fine(Get("/fapi/v1/income", "")).EnumerateArray().Select(i => $"{i.Text("incomeType")} {i.Text("tradeId")}").Last());
    }

    [Fact]
    public void What_is_public_needs_no_signature()
    {
        var spot = Open("/api/v3/exchangeInfo", "symbol=BTCUSDT").GetProperty("symbols")[0];
        var lot = spot.GetProperty("filters").EnumerateArray().Single(f => f.Text("filterType") == "MARKET_LOT_SIZE");
        var mark = Open("/fapi/v1/premiumIndex", "symbol=BTCUSDT");
        var book = Open("/api/v3/ticker/bookTicker", "symbol=BTCUSDT");
        var rates = Open("/fapi/v1/fundingRate", "symbol=BTCUSDT&limit=2").EnumerateArray().ToList();

        Assert.Equal("0", lot.Text("stepSize"));
        Assert.Equal(("50010", "50000", "0.0001"), (mark.Text("markPrice"), mark.Text("indexPrice"), mark.Text("lastFundingRate")));
        Assert.Equal(Start.AddHours(4).ToUnixTimeMilliseconds(), mark.GetProperty("nextFundingTime").GetInt64());
        Assert.Equal(("49999.99", "50000.01"), (book.Text("bidPrice"), book.Text("askPrice")));
        Assert.Equal([Start.AddHours(-12).ToUnixTimeMilliseconds(), Start.AddHours(-4).ToUnixTimeMilliseconds()], rates.Select(r => r.GetProperty("fundingTime").GetInt64()));
        var from = Open("/fapi/v1/fundingRate", $"symbol=BTCUSDT&limit=2&startTime={Start.AddHours(-36).ToUnixTimeMilliseconds()}").EnumerateArray().ToList();
        Assert.Equal([Start.AddHours(-36).ToUnixTimeMilliseconds(), Start.AddHours(-28).ToUnixTimeMilliseconds()], from.Select(r => r.GetProperty("fundingTime").GetInt64()));
        Assert.Empty(Open("/fapi/v1/fundingInfo", "").EnumerateArray()); // eight hours are not listed
        AssertRefused(-1121, _wire.Answer(new WireRequest("GET", "/fapi/v1/premiumIndex", "symbol=NOTHING", new Dictionary<string, string>(), "")));
    }

    [Theory]
    [InlineData(-5_000, 0)]
    [InlineData(-5_001, -1021)]
    [InlineData(999, 0)]
    [InlineData(1_000, -1021)]
    public void The_clock_must_be_near(long shift, int code)
    {
        var answer = _wire.Answer(Request("GET", SpotAccount, "", shift: shift));

        Assert.Equal(code, answer.Status == 200 ? 0 : Code(answer));
    }

    [Fact]
    public void Key_and_signature_must_be_right()
    {
        var request = Request("GET", SpotAccount, "recvWindow=5000");
        AssertRefused(-2014, _wire.Answer(request with { Headers = new Dictionary<string, string>() }), 401);
        AssertRefused(-2015, _wire.Answer(request with { Headers = new Dictionary<string, string> { ["X-MBX-APIKEY"] = "other" } }), 401);
        AssertRefused(-1022, _wire.Answer(request with { Query = request.Query.Replace("recvWindow=5000", "recvWindow=5001", StringComparison.Ordinal) }));
        AssertRefused(-1102, _wire.Answer(new WireRequest("GET", SpotAccount, "recvWindow=5000", request.Headers, "")));
        AssertRefused(-1131, _wire.Answer(Request("GET", SpotAccount, "recvWindow=60001")));
        var at = request.Query.LastIndexOf('=') + 1;
        Fine(_wire.Answer(request with { Query = request.Query[..at] + request.Query[at..].ToUpperInvariant() })); // the case of hex does not matter
    }

    [Fact]
    public void Parameters_come_in_query_and_body_and_the_query_wins()
    {
        var query = "symbol=BTCUSDT&side=BUY";
        var body = string.Create(CultureInfo.InvariantCulture, $"side=SELL&type=MARKET&quantity=0.2&timestamp={_time.Now.ToUnixTimeMilliseconds()}");
        var signature = BinanceSignature.Sign("test-secret", query, body);

        var answer = Fine(_wire.Answer(Request("POST", SpotOrder, "") with { Query = query, Body = $"{body}&signature={signature}" }));
        Assert.Equal(("BUY", "0.2"), (answer.Text("side"), answer.Text("executedQty")));
    }

    [Theory]
    [InlineData(SpotOrder, "side=BUY&quantity=0.00001", -1013)] // worth 0.5 USDT
    [InlineData(SpotOrder, "side=BUY&quantity=0.000015", -1013)]
    [InlineData(SpotOrder, "side=BUY&quantity=0.0000000001", -1111)]
    [InlineData(SpotOrder, "side=BUY&quantity=101", -1013)]
    [InlineData(SpotOrder, "side=BUY&quantity=3", -2010)]
    [InlineData(SpotOrder, "side=SELL&quantity=1.1", -2010)]
    [InlineData(SpotOrder, "side=BUY", -1102)]
    [InlineData(SpotOrder, "side=HOLD&quantity=1", -1117)]
    [InlineData(SpotOrder, "side=BUY&quantity=0.1&newClientOrderId=a%20b", -1100)]
    [InlineData(FuturesOrder, "side=SELL&quantity=0.001", -4164)] // worth half of the smallest notional
    [InlineData(FuturesOrder, "side=SELL&quantity=0.0015", -1111)]
    [InlineData(FuturesOrder, "side=SELL&quantity=0", -4003)]
    [InlineData(FuturesOrder, "side=SELL&quantity=121", -4005)]
    [InlineData(FuturesOrder, "side=SELL&quantity=0.1", -2019)]
    [InlineData(FuturesOrder, "side=BUY&quantity=0.1&reduceOnly=true", -2022)]
    [InlineData(FuturesOrder, "side=SELL&quantity=0.1&positionSide=SHORT", -4061)]
    public void A_refusal_has_the_exchanges_code(string path, string order, int code)
    {
        AssertRefused(code, Post(path, $"symbol=BTCUSDT&type=MARKET&{order}"));
        Assert.Empty(_exchange.Orders("test-key"));
    }

    [Fact]
    public void What_only_reduces_may_be_small()
    {
        Move("MAIN_UMFUTURE", 50_000m);
        Fine(Post(FuturesOrder, "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.01"));

        Fine(Post(FuturesOrder, "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001&reduceOnly=true"));
    }

    [Fact]
    public void Where_ids_are_taken_for_ever_a_duplicate_has_its_codes()
    {
        Assert.Equal(-4116, Duplicate(Venues.Exchanges.Product.Perpetual).Code);
        Assert.Equal((-2010, "Duplicate order sent."), (Duplicate(Venues.Exchanges.Product.Spot).Code, Duplicate(Venues.Exchanges.Product.Spot).Message));

        static Venues.Paper.Binance.BinanceRefusal Duplicate(Venues.Exchanges.Product product) => Venues.Paper.Binance.BinanceRefusal.Of(
            new PaperRefusal(RefusalReason.DuplicateLinkId, ""), new OrderRequest("a", product, "BTCUSDT", Domain.Costs.Side.Sell, 1m));
    }

    [Fact]
    public void There_is_never_an_order_to_cancel()
    {
        AssertRefused(-2011, _wire.Answer(Request("DELETE", SpotOrder, "symbol=BTCUSDT&origClientOrderId=a")));
        AssertRefused(-2011, _wire.Answer(Request("DELETE", FuturesOrder, "symbol=BTCUSDT&origClientOrderId=a")));
    }

    [Fact]
    public void Nothing_changes_what_there_is_only_one_of()
    {
        AssertRefused(-4046, Post("/fapi/v1/marginType", "symbol=BTCUSDT&marginType=CROSSED"));
        AssertRefused(-4059, Post("/fapi/v1/positionSide/dual", "dualSidePosition=false"));
        AssertRefused(-4028, Post("/fapi/v1/leverage", "symbol=BTCUSDT&leverage=1000"));
        Assert.Equal(5, Fine(Post("/fapi/v1/leverage", "symbol=BTCUSDT&leverage=5")).GetProperty("leverage").GetInt32());
        Assert.False(Fine(Get("/fapi/v1/accountConfig", "")).GetProperty("multiAssetsMargin").GetBoolean());
    }

    [Fact]
    public void Leverage_is_told_for_every_perpetual_or_one()
    {
        var most = Leverage("symbol=BTCUSDT").Single().Leverage;
        Fine(Post("/fapi/v1/leverage", "symbol=BTCUSDT&leverage=5"));

        Assert.True(most > 5);
        Assert.Equal([("BTCUSDT", 5), ("ETHUSDT", most)], Leverage("").Order());
        Assert.Equal([("ETHUSDT", most)], Leverage("symbol=ETHUSDT"));
        AssertRefused(-1121, Get("/fapi/v1/symbolConfig", "symbol=NOTHING"));

        List<(string Symbol, int Leverage)> Leverage(string of) =>
            [.. Fine(Get("/fapi/v1/symbolConfig", of)).EnumerateArray().Select(s => (s.Text("symbol"), s.GetProperty("leverage").GetInt32()))];
    }

    /// <summary>An answer to an order and the order looked up differ in these fields, spot and futures each in their own.</summary>
    [Fact]
    public void A_field_stands_only_where_the_exchange_has_it()
    {
        Move("MAIN_UMFUTURE", 50_000m);
        var spot = Fine(Post(SpotOrder, "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.2&newClientOrderId=a-1"));
        var perpetual = Fine(Post(FuturesOrder, "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.2&newClientOrderId=a-2&newOrderRespType=RESULT"));

        Assert.False(spot.TryGetProperty("stopPrice", out _));
        Assert.Equal("0", Fine(Get(SpotOrder, "symbol=BTCUSDT&origClientOrderId=a-1")).Text("stopPrice"));
        Assert.Equal("0.2", perpetual.Text("cumQty"));
        Assert.False(Fine(Get(FuturesOrder, "symbol=BTCUSDT&origClientOrderId=a-2")).TryGetProperty("cumQty", out _));
    }

    [Fact]
    public void A_path_that_is_not_served_is_not_found() => Assert.Equal(404, Post("/sapi/v1/capital/withdraw/apply", "coin=USDT").Status);

    [Fact]
    public void Weights_are_counted_and_told()
    {
        Assert.Equal("20", Header(Get(SpotAccount, ""), "X-MBX-USED-WEIGHT-1M"));
        Assert.Equal("24", Header(Get(SpotOrder, "symbol=BTCUSDT&origClientOrderId=a"), "X-MBX-USED-WEIGHT-1M")); // a refusal tells it too
        Assert.Equal("5", Header(Get("/fapi/v3/balance", ""), "X-MBX-USED-WEIGHT-1M")); // another host
        Assert.Equal("24", Header(Post(SpotOrder, "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.1"), "X-MBX-USED-WEIGHT-1M")); // a success weighs nothing
        Assert.Equal("2", Header(Post(SpotOrder, "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.1"), "X-MBX-ORDER-COUNT-10S"));
        Assert.Equal("25", Header(Post(SpotOrder, "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=50"), "X-MBX-USED-WEIGHT-1M")); // a failure does
        _time.Now += TimeSpan.FromMinutes(1);
        Assert.Equal("20", Header(Get(SpotAccount, ""), "X-MBX-USED-WEIGHT-1M"));
    }

    [Fact]
    public void Too_many_requests_are_told_to_wait_and_who_does_not_is_banned()
    {
        for (var i = 0; i < 300; i++)
            Assert.Equal(200, Get(SpotAccount, "").Status);
        _time.Now += TimeSpan.FromSeconds(10);

        var refused = Get(SpotAccount, "");
        Assert.Equal((429, -1003, "50"), (refused.Status, Code(refused), Header(refused, "Retry-After")));
        Assert.Equal(200, Get("/fapi/v3/balance", "").Status); // the other host has limits of its own
        for (var i = 0; i < 10; i++)
            Assert.Equal(429, Get(SpotAccount, "").Status); // several may be under way
        var banned = Get(SpotAccount, "");
        Assert.Equal((418, -1003, "120"), (banned.Status, Code(banned), Header(banned, "Retry-After")));
        _time.Now += TimeSpan.FromSeconds(119);
        Assert.Equal((418, "1"), Get(SpotAccount, "") is var still ? (still.Status, Header(still, "Retry-After")) : default);
        _time.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(200, Get(SpotAccount, "").Status);
    }

    [Fact]
    public void Too_many_orders_are_refused_apart_from_weights()
    {
        for (var i = 0; i < 100; i++)
            Assert.Equal(200, Post(SpotOrder, "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001").Status);

        AssertRefused(-1015, Post(SpotOrder, "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001"), 429);
        Assert.Equal(200, Get(SpotAccount, "").Status);
        _time.Now += TimeSpan.FromSeconds(10);
        Assert.Equal(200, Post(SpotOrder, "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001").Status);
    }

    private static int Code(WireAnswer answer) => answer.Read().GetProperty("code").GetInt32();

    private static string Header(WireAnswer answer, string name) => answer.Headers.Single(h => h.Key == name).Value;

    private static JsonElement Fine(WireAnswer answer)
    {
        Assert.True(answer.Status == 200, answer.Body);
        return answer.Read();
    }

    private static void AssertRefused(int code, WireAnswer answer, int status = 400) => Assert.Equal((status, code), (answer.Status, Code(answer)));

    private void Move(string type, decimal amount) => Fine(Post(Transfer, string.Create(CultureInfo.InvariantCulture, $"type={type}&asset=USDT&amount={amount}")));

    private JsonElement Open(string path, string query) => Fine(_wire.Answer(new WireRequest("GET", path, query, new Dictionary<string, string>(), "")));

    private WireAnswer Get(string path, string query) => _wire.Answer(Request("GET", path, query));

    private WireAnswer Post(string path, string query) => _wire.Answer(Request("POST", path, query));

    private WireRequest Request(string method, string path, string query, long shift = 0)
    {
        var timed = string.Create(CultureInfo.InvariantCulture, $"{query}{(query.Length == 0 ? "" : "&")}timestamp={_time.Now.ToUnixTimeMilliseconds() + shift}");
        return new WireRequest(
            method, path, $"{timed}&signature={BinanceSignature.Sign("test-secret", timed)}", new Dictionary<string, string> { ["X-MBX-APIKEY"] = "test-key" }, "");
    }

    private sealed class RisingPrices : IPaperPrices
    {
        public decimal Mark { get; set; } = FixedPrices.MarkPrice;

        public decimal? Spot(string symbol, DateTimeOffset at) => FixedPrices.SpotPrice;

        public decimal? FundingRate(string symbol, DateTimeOffset at) => FixedPrices.Rate;

        public DateTimeOffset? NextTurn(DateTimeOffset after) => null;

        decimal? IPaperPrices.Mark(string symbol, DateTimeOffset at) => Mark;
    }
}
