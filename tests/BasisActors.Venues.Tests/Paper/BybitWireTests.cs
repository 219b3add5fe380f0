using System.Text.Json;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Venues.Tests.Paper;

/// <summary>The paper exchange as a client of Bybit v5 sees it.</summary>
public class BybitWireTests
{
    private const string Create = "/v5/order/create";
    private const string Realtime = "/v5/order/realtime";
    private const string History = "/v5/order/history";
    private const string Log = "/v5/account/transaction-log";
    private const string Executions = "/v5/execution/list";
    private const string Positions = "/v5/position/list";
    private const string Balance = "/v5/account/wallet-balance";

    private readonly PaperDesk _desk = PaperDesk.Funded();

    [Fact]
    public void An_order_is_acknowledged_and_then_found_with_its_fill()
    {
        var acknowledged = Post(Create, Signed.Order("a-1", "Sell", "0.120")).Read().GetProperty("result");

        var order = Assert.Single(Get(Realtime, "category=linear&orderLinkId=a-1").List());
        Assert.Equal(["orderId", "orderLinkId"], acknowledged.EnumerateObject().Select(p => p.Name));
        Assert.Equal(acknowledged.Text("orderId"), order.Text("orderId"));
        Assert.Equal(("Filled", "0.12", "50000", "6000", "3.6", "0"), (
            order.Text("orderStatus"), order.Text("cumExecQty"), order.Text("avgPrice"), order.Text("cumExecValue"), order.Text("cumExecFee"), order.Text("leavesQty")));
        Assert.Equal("a-1", Assert.Single(Get(History, "category=linear&orderLinkId=a-1").List()).Text("orderLinkId"));
        Assert.Empty(Get(Realtime, "category=spot&orderLinkId=a-1").List());
        Assert.Empty(Get(Realtime, "category=linear&symbol=BTCUSDT").List()); // no open ones
    }

    [Fact]
    public void The_envelope_has_code_text_and_time()
    {
        var answer = Get(Realtime, "category=linear&orderLinkId=x").Read();

        Assert.Equal(["retCode", "retMsg", "result", "retExtInfo", "time"], answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal((0, "OK", _desk.Time.Now.ToUnixTimeMilliseconds()), (answer.GetProperty("retCode").GetInt32(), answer.Text("retMsg"), answer.GetProperty("time").GetInt64()));
        Assert.Empty(answer.GetProperty("result").GetProperty("list").EnumerateArray());
    }

    [Theory]
    [InlineData(-5_000, 0)]
    [InlineData(-5_001, 10002)]
    [InlineData(999, 0)]
    [InlineData(1_000, 10002)]
    public void The_clock_must_be_near(long shift, int code) => Assert.Equal(code, _desk.Wire.Answer(Signed.Get(_desk, Positions, "category=linear&symbol=BTCUSDT", shift)).Code());

    [Fact]
    public void Key_and_signature_must_be_right()
    {
        Assert.Equal(10003, _desk.Wire.Answer(Signed.Get(_desk, Balance, "accountType=UNIFIED", key: "other")).Code());
        Assert.Equal(10004, _desk.Wire.Answer(Signed.Get(_desk, Balance, "accountType=UNIFIED", secret: "other")).Code());
        var request = Signed.Post(_desk, Create, Signed.Order("a", "Sell", "0.1"));
        Assert.Equal(10004, _desk.Wire.Answer(request with { Body = request.Body.Replace("0.1", "0.2", StringComparison.Ordinal) }).Code());
        Assert.Empty(_desk.Exchange.Orders(PaperDesk.Key));
    }

    [Fact]
    public void An_id_is_refused_the_second_time()
    {
        Assert.Equal(0, Post(Create, Signed.Order("a", "Sell", "0.1")).Code());
        Assert.Equal(110072, Post(Create, Signed.Order("a", "Sell", "0.1")).Code());
        Assert.Equal(170141, Post(Create, Signed.Order("a", "Buy", "0.1", "spot", ",\"marketUnit\":\"baseCoin\"")).Code());
        Assert.Single(_desk.Exchange.Orders(PaperDesk.Key));
    }

    [Theory]
    [InlineData("linear", "Sell", "1000", "", 110007)]
    [InlineData("linear", "Buy", "0.1", ",\"reduceOnly\":true", 110017)]
    [InlineData("linear", "Sell", "0.0001", "", 10001)]
    [InlineData("linear", "Sell", "x", "", 10001)]
    [InlineData("linear", "Sell", "0.1", ",\"positionIdx\":1", 10001)]
    [InlineData("spot", "Sell", "0.1", "", 170131)]
    [InlineData("spot", "Buy", "200000", "", 170131)] // quote currency
    [InlineData("spot", "Buy", "0.0000001", ",\"marketUnit\":\"baseCoin\"", 170137)]
    [InlineData("spot", "Buy", "4.9", "", 170140)]
    [InlineData("option", "Buy", "1", "", 10001)]
    public void A_refusal_has_the_code_of_its_cause(string category, string side, string quantity, string more, int code)
    {
        Assert.Equal(code, Post(Create, Signed.Order("a", side, quantity, category, more)).Code());
        Assert.Equal(100_000m, _desk.Account.Cash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"category\":\"linear\"}")]
    [InlineData("{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"side\":\"Sell\",\"orderType\":\"Limit\",\"qty\":\"1\"}")]
    [InlineData("{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"side\":\"Sell\",\"orderType\":\"Market\",\"qty\":\"79228162514264337593543950335\"}")]
    [InlineData("{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"side\":\"Sell\",\"orderType\":\"Market\",\"qty\":\"1\",\"orderLinkId\":\"a b\"}")]
    public void A_body_that_is_no_order_is_a_parameter_error(string body) => Assert.Equal(10001, Post(Create, body).Code());

    [Fact]
    public void A_spot_purchase_without_unit_takes_its_quantity_in_quote()
    {
        Assert.Equal(0, Post(Create, Signed.Order("a", "Buy", "1000", "spot")).Code());
        Assert.Equal(0, Post(Create, Signed.Order("b", "Buy", "0.02", "spot", ",\"marketUnit\":\"baseCoin\",\"isLeverage\":0")).Code());

        Assert.Equal(["0.02", "0.02"], Get(Executions, "category=spot").List().Select(e => e.Text("execQty")));
        Assert.Equal(["1", "1"], Get(Executions, "category=spot").List().Select(e => e.Text("execFee")));
    }

    [Fact]
    public void The_log_tells_what_each_trade_did_to_the_balance()
    {
        Post(Create, Signed.Order("a", "Sell", "1"));
        Post(Create, Signed.Order("b", "Buy", "1", more: ",\"reduceOnly\":true"));
        _desk.At(1);

        var log = Get(Log, "accountType=UNIFIED&category=linear&currency=USDT").List();

        Assert.Equal([("b", "Buy", "1", "30", "-30", "99940", "0"), ("a", "Sell", "1", "30", "-30", "99970", "-1")], log.Select(e => (
            e.Text("orderLinkId"), e.Text("side"), e.Text("qty"), e.Text("fee"), e.Text("change"), e.Text("cashBalance"), e.Text("size"))));
        Assert.Equal("TRANSFER_IN", Assert.Single(Get(Log, "type=TRANSFER_IN").List()).Text("type"));
    }

    [Fact]
    public void The_log_is_read_in_pages_and_misses_nothing()
    {
        for (var i = 0; i < 7; i++)
            Assert.NotNull(_desk.Short(0.1m).Order);
        var (ids, cursor) = (new List<string>(), "");
        do
        {
            var page = Get(Log, $"limit=3&type=TRADE&cursor={cursor}");
            ids.AddRange(page.List().Select(e => e.Text("id")));
            cursor = page.Read().GetProperty("result").Text("nextPageCursor");
        }
        while (cursor.Length > 0);

        Assert.Equal(_desk.Log.Skip(1).Reverse().Select(e => e.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)), ids);
    }

    [Theory]
    [InlineData(8, "", 1)] // the last day
    [InlineData(40, "", 0)]
    [InlineData(40, "startTime=0", 1)] // and a day from then on
    [InlineData(40, "startTime=28800000&endTime=28800000", 1)] // both ends belong to it
    [InlineData(40, "startTime=28800001&endTime=38800000", 0)]
    [InlineData(40, "endTime=28800000", 1)]
    public void Settlements_are_found_by_time(int hour, string window, int found)
    {
        Assert.NotNull(_desk.Short(1m).Order);
        _desk.At(9);
        Assert.NotNull(_desk.Reduce(1m).Order);
        _desk.At(hour);
        var start = MarketBuilder.Start.ToUnixTimeMilliseconds();
        foreach (var offset in new[] { "28800000", "28800001", "38800000" })
            window = window.Replace($"={offset}", $"={start + long.Parse(offset, null)}", StringComparison.Ordinal);

        var log = Get(Log, $"type=SETTLEMENT&{window.Replace("=0", $"={start}", StringComparison.Ordinal)}").List();

        Assert.Equal(found, log.Count);
        Assert.All(log, e => Assert.Equal(("5", "5", "BTCUSDT", "Sell"), (e.Text("funding"), e.Text("change"), e.Text("symbol"), e.Text("side"))));
    }

    [Fact]
    public void A_window_of_more_than_seven_days_is_a_parameter_error() => Assert.Equal(10001, Get(Log, "startTime=0&endTime=604800001").Code());

    [Fact]
    public void The_balance_has_coins_as_units_and_usdt_without_unrealised_profit()
    {
        _desk.Buy(1m);
        _desk.Short(1m);

        var wallet = Assert.Single(Get(Balance, "accountType=UNIFIED&coin=USDT,BTC,ETH").List());

        Assert.Equal(["USDT 49920", "BTC 1", "ETH 0"], wallet.GetProperty("coin").EnumerateArray().Select(c => $"{c.Text("coin")} {c.Text("walletBalance")}"));
        Assert.Equal(("99920", "500", "250"), (wallet.Text("totalEquity"), wallet.Text("totalInitialMargin"), wallet.Text("totalMaintenanceMargin")));
        Assert.Equal("0.00500801", wallet.Text("accountMMRate")); // 250 / 49 920
    }

    [Fact]
    public void A_position_has_a_side_and_a_positive_size_and_a_flat_one_is_shown_when_asked_for_by_symbol()
    {
        var flat = Assert.Single(Get(Positions, "category=linear&symbol=BTCUSDT").List());
        Assert.Equal(("", "0"), (flat.Text("side"), flat.Text("size")));
        Assert.Empty(Get(Positions, "category=linear&settleCoin=USDT").List());

        _desk.Short(2m);

        var position = Assert.Single(Get(Positions, "category=linear&settleCoin=USDT").List());
        Assert.Equal(("Sell", "2", "50000", "100000", "100"), (position.Text("side"), position.Text("size"), position.Text("avgPrice"), position.Text("positionValue"), position.Text("leverage")));
        Assert.Equal("99472.64", position.Text("liqPrice")); // (99 940 + 100 000) / (2 × 1.005)
    }

    [Fact]
    public void Leverage_is_set_once()
    {
        const string body = """{"category":"linear","symbol":"BTCUSDT","buyLeverage":"5","sellLeverage":"5"}""";

        Assert.Equal(0, Post("/v5/position/set-leverage", body).Code());
        Assert.Equal(110043, Post("/v5/position/set-leverage", body).Code());
    }

    [Fact]
    public void There_is_never_an_order_to_cancel()
    {
        Assert.Equal(110001, Post("/v5/order/cancel", """{"category":"linear","symbol":"BTCUSDT","orderLinkId":"a"}""").Code());
        Assert.Equal(170213, Post("/v5/order/cancel", """{"category":"spot","symbol":"BTCUSDT","orderLinkId":"a"}""").Code());
    }

    [Fact]
    public void Market_reads_need_no_key()
    {
        var spot = Assert.Single(Open("/v5/market/tickers", "category=spot&symbol=BTCUSDT").List());
        var linear = Assert.Single(Open("/v5/market/tickers", "category=linear&symbol=BTCUSDT").List());

        Assert.Equal(("50000", "49999.99", "50000.01"), (spot.Text("lastPrice"), spot.Text("bid1Price"), spot.Text("ask1Price")));
        Assert.DoesNotContain(spot.EnumerateObject(), p => p.Name is "fundingRate" or "nextFundingTime" or "openInterestValue" or "markPrice");
        Assert.Equal(("50000", "0.0001", $"{MarketBuilder.Hour(8).ToUnixTimeMilliseconds()}", "8"), (linear.Text("markPrice"), linear.Text("fundingRate"), linear.Text("nextFundingTime"), linear.Text("fundingIntervalHour")));
        Assert.Equal(10001, Open("/v5/market/tickers", "category=linear&symbol=XUSDT").Code());
        Assert.Equal($"{_desk.Time.Now.ToUnixTimeSeconds()}", Open("/v5/market/time", "").Read().GetProperty("result").Text("timeSecond"));
        Assert.Equal("49999.9", Open("/v5/market/orderbook", "category=linear&symbol=BTCUSDT").Read().GetProperty("result").GetProperty("b")[0][0].GetString());
    }

    [Fact]
    public void Instruments_have_their_steps()
    {
        var linear = Assert.Single(Open("/v5/market/instruments-info", "category=linear&symbol=BTCUSDT").List());
        var spot = Assert.Single(Open("/v5/market/instruments-info", "category=spot&symbol=BTCUSDT").List());

        Assert.Equal(480, linear.GetProperty("fundingInterval").GetInt32());
        Assert.Equal(("0.001", "0.001", "5"), (Lot(linear, "qtyStep"), Lot(linear, "minOrderQty"), Lot(linear, "minNotionalValue")));
        Assert.Equal(("0.000001", "5"), (Lot(spot, "basePrecision"), Lot(spot, "minOrderAmt")));
    }

    [Fact]
    public void Settled_rates_come_newest_first()
    {
        _desk.At(17);

        var rates = Open("/v5/market/funding/history", "category=linear&symbol=BTCUSDT&limit=2").List();

        Assert.Equal([MarketBuilder.Hour(16), MarketBuilder.Hour(8)], rates.Select(r => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(r.Text("fundingRateTimestamp"), null))));
        Assert.Equal(10001, Open("/v5/market/funding/history", "category=linear&symbol=BTCUSDT&startTime=1").Code()); // startTime alone is an error
    }

    [Fact]
    public void Ten_orders_a_second_are_taken_and_no_more()
    {
        for (var i = 1; i <= 10; i++)
        {
            var answer = Post(Create, Signed.Order($"a{i}", "Sell", "0.001"));
            Assert.Equal((0, $"{10 - i}"), (answer.Code(), answer.Headers.Single(h => h.Key == "X-Bapi-Limit-Status").Value));
        }

        Assert.Equal(10006, Post(Create, Signed.Order("a11", "Sell", "0.001")).Code());
        Assert.Equal(0, Post(Create, Signed.Order("s1", "Buy", "100", "spot")).Code()); // counted apart
        _desk.Time.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(0, Post(Create, Signed.Order("a11", "Sell", "0.001")).Code());
        Assert.Equal(11, _desk.Wire.Limits.Most["/v5/order/create linear"]);
    }

    [Fact]
    public void Too_many_requests_of_any_kind_are_shut_out_for_ten_minutes()
    {
        for (var i = 0; i < 600; i++)
            Assert.Equal(200, Open("/v5/market/time", "").Status);

        Assert.Equal(403, Open("/v5/market/time", "").Status);
        _desk.Time.Now += TimeSpan.FromMinutes(9);
        Assert.Equal(403, Open("/v5/market/time", "").Status);
        _desk.Time.Now += TimeSpan.FromMinutes(2);
        Assert.Equal(200, Open("/v5/market/time", "").Status);
    }

    [Fact]
    public void A_path_that_is_not_served_is_not_found() => Assert.Equal(404, Post("/v5/asset/withdraw/create", "{}").Status);

    private static string Lot(JsonElement instrument, string name) => instrument.GetProperty("lotSizeFilter").Text(name);

    private Venues.Paper.WireAnswer Get(string path, string query) => _desk.Wire.Answer(Signed.Get(_desk, path, query));

    private Venues.Paper.WireAnswer Post(string path, string body) => _desk.Wire.Answer(Signed.Post(_desk, path, body));

    private Venues.Paper.WireAnswer Open(string path, string query) =>
        _desk.Wire.Answer(new Venues.Paper.WireRequest("GET", path, query, new Dictionary<string, string>(), ""));
}
