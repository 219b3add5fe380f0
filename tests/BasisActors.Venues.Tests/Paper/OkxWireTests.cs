using System.Text.Json;
using BasisActors.Venues.Exchanges.Okx;
using BasisActors.Venues.Paper;
using BasisActors.Venues.Tests.Exchanges.Contract;
using OkxWire = BasisActors.Venues.Paper.Okx.OkxWire;

namespace BasisActors.Venues.Tests.Paper;

/// <summary>The paper exchange as a client of OKX v5 sees it. Spot 50 000, mark 50 010; 100 000 USDT and 1 BTC.</summary>
public class OkxWireTests
{
    private const string Order = "/api/v5/trade/order";
    private const string Batch = "/api/v5/trade/batch-orders";
    private const string Balance = "/api/v5/account/balance";

    private static readonly DateTimeOffset Start = ContractDesk.Start;

    private readonly ManualTime _time = new(Start);
    private readonly PaperExchange _exchange;
    private readonly OkxWire _wire;

    public OkxWireTests()
    {
        var venue = new OkxVenue();
        _exchange = venue.Exchange(_time, feesInCoin: false);
        _wire = (OkxWire)venue.Wire(_exchange);
    }

    [Fact]
    public void An_order_is_acknowledged_and_then_found_with_its_fill_in_contracts()
    {
        var acknowledged = Assert.Single(Data(Post(Order, Swap("a1", "sell", "12.5"))));
        var order = Assert.Single(Data(Get(Order, "instId=BTC-USDT-SWAP&clOrdId=a1")));
        var fill = Assert.Single(Data(Get("/api/v5/trade/fills", $"instType=SWAP&ordId={order.Text("ordId")}")));

        Assert.Equal(("0", "a1", order.Text("ordId")), (acknowledged.Text("sCode"), acknowledged.Text("clOrdId"), acknowledged.Text("ordId")));
        Assert.Equal(("filled", "12.5", "50010", "-3.125625", "USDT"), (order.Text("state"), order.Text("accFillSz"), order.Text("avgPx"), order.Text("fee"), order.Text("feeCcy")));
        Assert.Equal(("12.5", "50010", "-3.125625"), (fill.Text("fillSz"), fill.Text("fillPx"), fill.Text("fee")));
        Assert.Equal("51603", Get(Order, "instId=BTC-USDT&clOrdId=a1").Read().Text("code")); // of the other product
        Assert.Equal("-12.5", Assert.Single(Data(Get("/api/v5/account/positions", "instId=BTC-USDT-SWAP"))).Text("pos"));
        Assert.Empty(Data(Get("/api/v5/account/positions", "instId=ETH-USDT-SWAP")));
    }

    /// <summary>The trap: a market order is over at once, and its id is free.</summary>
    [Fact]
    public void An_id_that_comes_again_is_executed_again_and_the_latest_is_found()
    {
        Assert.Equal("0", Code(Post(Order, Swap("a1", "sell", "1"))));
        Assert.Equal("0", Code(Post(Order, Swap("a1", "sell", "2"))));

        Assert.Equal(2, _exchange.Orders("test-key").Length);
        Assert.Equal("2", Data(Get(Order, "instId=BTC-USDT-SWAP&clOrdId=a1"))[0].Text("accFillSz"));
    }

    [Fact]
    public void An_order_after_its_end_is_dropped()
    {
        var request = Request("POST", Order, "", Swap("a1", "sell", "1"));
        WireAnswer Sent(long after) => _wire.Answer(request with
        {
            Headers = new Dictionary<string, string>(request.Headers) { ["expTime"] = $"{Start.ToUnixTimeMilliseconds() - after}" },
        });

        Assert.Equal("51149", Code(Sent(1)));
        Assert.Empty(_exchange.Orders("test-key"));
        Assert.Equal("0", Code(Sent(0)));
    }

    [Theory]
    [InlineData("OK-ACCESS-KEY", "", 50103)]
    [InlineData("OK-ACCESS-KEY", "other", 50111)]
    [InlineData("OK-ACCESS-PASSPHRASE", "", 50104)]
    [InlineData("OK-ACCESS-PASSPHRASE", "other", 50105)]
    [InlineData("OK-ACCESS-SIGN", "", 50106)]
    [InlineData("OK-ACCESS-SIGN", "q88nhwRRgbZed82etcHsHMp56hE0ne7uqeezHdX2B0s=", 50113)]
    [InlineData("OK-ACCESS-TIMESTAMP", "", 50107)]
    [InlineData("OK-ACCESS-TIMESTAMP", "1767225600000", 50112)]
    [InlineData("OK-ACCESS-TIMESTAMP", "2026-01-01T12:00:30.001Z", 50102)]
    [InlineData("OK-ACCESS-TIMESTAMP", "2026-01-01T11:59:29.999Z", 50102)]
    [InlineData("OK-ACCESS-TIMESTAMP", "2026-01-01T11:59:30.000Z", 50113)] // near enough, and not what was signed
    public void Who_comes_in_is_checked(string header, string value, int code)
    {
        var request = Request("GET", Balance, "ccy=USDT", "");
        var answer = _wire.Answer(request with { Headers = new Dictionary<string, string>(request.Headers) { [header] = value } });

        Assert.Equal((401, $"{code}"), (answer.Status, answer.Read().Text("code")));
    }

    [Theory]
    [InlineData("BTC-USDT-SWAP", "sell", "200000", "", "51000")] // beyond the largest
    [InlineData("BTC-USDT-SWAP", "sell", "30000", "", "51008")] // margin
    [InlineData("BTC-USDT-SWAP", "buy", "1", ",\"reduceOnly\":true", "51169")]
    [InlineData("BTC-USDT-SWAP", "sell", "0.001", "", "51121")]
    [InlineData("BTC-USDT-SWAP", "sell", "1", ",\"posSide\":\"short\"", "51000")]
    [InlineData("DOGE-USDT-SWAP", "sell", "1", "", "51001")]
    [InlineData("BTC-USDT", "sell", "2", "", "51008")]
    [InlineData("BTC-USDT", "buy", "0.000001", ",\"tgtCcy\":\"base_ccy\"", "51020")]
    [InlineData("BTC-USDT", "buy", "200000", "", "51008")] // quote currency
    [InlineData("BTC-USDT", "buy", "x", "", "51000")]
    public void A_refusal_is_the_orders_own_code(string instrument, string side, string size, string more, string code)
    {
        var answer = Post(Order, Body("a1", instrument, side, size, more));

        Assert.Equal((200, "1", code), (answer.Status, answer.Read().Text("code"), Code(answer)));
        Assert.Empty(_exchange.Orders("test-key"));
    }

    [Theory]
    [InlineData("a-1")] // letters and digits only
    [InlineData("a123456789012345678901234567890123")]
    public void An_id_has_at_most_32_letters_and_digits(string id) => Assert.Equal("51000", Code(Post(Order, Swap(id, "sell", "1"))));

    [Fact]
    public void Several_orders_have_each_their_own_result()
    {
        var answer = Post(Batch, $"[{Swap("a1", "sell", "1")},{Swap("a2", "sell", "0.001")}]");

        Assert.Equal("2", answer.Read().Text("code"));
        Assert.Equal([("a1", "0"), ("a2", "51121")], Data(answer).Select(o => (o.Text("clOrdId"), o.Text("sCode"))));
        Assert.Equal("0", Post(Batch, $"[{Swap("a3", "sell", "1")}]").Read().Text("code"));
        Assert.Equal("51000", Post(Batch, "{}").Read().Text("code"));
    }

    [Fact]
    public void A_spot_purchase_without_unit_takes_its_size_in_quote()
    {
        Assert.Equal("0", Code(Post(Order, Body("a1", "BTC-USDT", "buy", "1000", ""))));
        Assert.Equal("0", Code(Post(Order, Body("a2", "BTC-USDT", "buy", "0.02", ",\"tgtCcy\":\"base_ccy\",\"banAmend\":true"))));

        Assert.Equal(["0.02", "0.02"], Data(Get("/api/v5/trade/fills", "instType=SPOT")).Select(f => f.Text("fillSz")));
    }

    [Fact]
    public void Bills_tell_what_changed_the_balance_and_are_read_in_pages()
    {
        Post(Order, Swap("a1", "sell", "20"));
        _time.Now += TimeSpan.FromHours(5);

        var bills = Data(Get("/api/v5/account/bills", "ccy=USDT"));
        var newest = Assert.Single(Data(Get("/api/v5/account/bills", "limit=1")));

        Assert.Equal([("8", "1.0002"), ("2", "-5.001"), ("1", "100000")], bills.Select(b => (b.Text("type"), b.Text("balChg"))));
        Assert.Equal(("BTC-USDT-SWAP", "174", "20"), (bills[0].Text("instId"), bills[0].Text("subType"), bills[0].Text("sz")));
        Assert.Equal("2", Assert.Single(Data(Get("/api/v5/account/bills", $"limit=1&after={newest.Text("billId")}"))).Text("type"));
        Assert.Equal("8", Assert.Single(Data(Get("/api/v5/account/bills", $"instType=SWAP&type=8&begin={Start.ToUnixTimeMilliseconds()}"))).Text("type"));
    }

    [Fact]
    public void The_balance_has_cash_and_margin()
    {
        Post(Order, Swap("a1", "sell", "100"));
        var account = Assert.Single(Data(Get(Balance, "")));

        Assert.Equal(["USDT 99974.995", "BTC 1"], account.GetProperty("details").EnumerateArray().Select(c => $"{c.Text("ccy")} {c.Text("cashBal")}"));
        Assert.Equal(("500.1", "250.05", "399.82001600"), (account.Text("imr"), account.Text("mmr"), decimal.Parse(account.Text("mgnRatio"), null).ToString("0.00000000", null)));
    }

    [Fact]
    public void Market_reads_need_no_key()
    {
        var swap = Assert.Single(Open("/api/v5/public/instruments", "instType=SWAP&instId=BTC-USDT-SWAP"));
        var spot = Assert.Single(Open("/api/v5/public/instruments", "instType=SPOT&instId=BTC-USDT"));
        var funding = Assert.Single(Open("/api/v5/public/funding-rate", "instId=BTC-USDT-SWAP"));

        Assert.Equal(("0.01", "0.01", "0.01", "USDT"), (swap.Text("ctVal"), swap.Text("lotSz"), swap.Text("minSz"), swap.Text("settleCcy")));
        Assert.Equal(("0.00000001", "0.00001", "BTC"), (spot.Text("lotSz"), spot.Text("minSz"), spot.Text("baseCcy")));
        Assert.Equal(("50000", "49999.9", "50000.1"), Open("/api/v5/market/ticker", "instId=BTC-USDT")[0] is var t ? (t.Text("last"), t.Text("bidPx"), t.Text("askPx")) : default);
        Assert.Equal("50010", Open("/api/v5/public/mark-price", "instType=SWAP&instId=BTC-USDT-SWAP")[0].Text("markPx"));
        Assert.Equal(("0.0001", $"{Start.AddHours(4).ToUnixTimeMilliseconds()}", $"{Start.AddHours(12).ToUnixTimeMilliseconds()}"), (funding.Text("fundingRate"), funding.Text("fundingTime"), funding.Text("nextFundingTime")));
        Assert.Equal(["0.0001", "0.0001"], Open("/api/v5/public/funding-rate-history", "instId=BTC-USDT-SWAP&limit=2").Select(r => r.Text("realizedRate")));
        Assert.Empty(Open("/api/v5/public/instruments", "instType=OPTION"));
        Assert.Equal("51001", _wire.Answer(new WireRequest("GET", "/api/v5/market/ticker", "instId=X-USDT", new Dictionary<string, string>(), "")).Read().Text("code"));
        Assert.Equal($"{Start.ToUnixTimeMilliseconds()}", Open("/api/v5/public/time", "")[0].Text("ts"));
        Assert.Equal("50009.9", Open("/api/v5/market/books", "instId=BTC-USDT-SWAP")[0].GetProperty("bids")[0][0].GetString());
    }

    [Fact]
    public void Sixty_orders_in_two_seconds_are_taken_of_an_instrument_and_no_more()
    {
        for (var i = 0; i < 60; i++)
            Assert.Equal("0", Code(Post(Order, Swap($"a{i}", "sell", "0.01"))));

        var refused = Post(Order, Swap("b1", "sell", "0.01"));
        Assert.Equal((429, "50011"), (refused.Status, refused.Read().Text("code")));
        Assert.Equal("0", Code(Post(Order, Body("c1", "BTC-USDT", "buy", "100", "")))); // counted apart
        _time.Now += TimeSpan.FromSeconds(2);
        Assert.Equal("0", Code(Post(Order, Swap("b1", "sell", "0.01"))));
        Assert.Equal(61, _wire.Limits.Most[$"POST {Order} BTC-USDT-SWAP"]);
    }

    [Fact]
    public void A_path_that_is_not_served_is_not_found() => Assert.Equal(404, Post("/api/v5/asset/withdrawal", "{}").Status);

    [Fact]
    public void There_is_never_an_order_to_cancel() =>
        Assert.Equal("51400", Code(Post("/api/v5/trade/cancel-order", """{"instId":"BTC-USDT-SWAP","clOrdId":"a1"}""")));

    private static string Swap(string id, string side, string size) => Body(id, "BTC-USDT-SWAP", side, size, "");

    private static string Body(string id, string instrument, string side, string size, string more) =>
        $$"""{"instId":"{{instrument}}","tdMode":"{{(instrument.EndsWith("-SWAP", StringComparison.Ordinal) ? "cross" : "cash")}}","side":"{{side}}","ordType":"market","sz":"{{size}}","clOrdId":"{{id}}"{{more}}}""";

    private static List<JsonElement> Data(WireAnswer answer) => [.. answer.Read().GetProperty("data").EnumerateArray()];

    /// <summary>Of the first order.</summary>
    private static string Code(WireAnswer answer) => Data(answer)[0].Text("sCode");

    private WireAnswer Get(string path, string query) => _wire.Answer(Request("GET", path, query, ""));

    private WireAnswer Post(string path, string body) => _wire.Answer(Request("POST", path, "", body));

    private List<JsonElement> Open(string path, string query) => Data(_wire.Answer(new WireRequest("GET", path, query, new Dictionary<string, string>(), "")));

    private WireRequest Request(string method, string path, string query, string body)
    {
        var timestamp = OkxSignature.Timestamp(_time.Now);
        return new WireRequest(method, path, query, new Dictionary<string, string>
        {
            ["OK-ACCESS-KEY"] = "test-key",
            ["OK-ACCESS-PASSPHRASE"] = "test-pass",
            ["OK-ACCESS-TIMESTAMP"] = timestamp,
            ["OK-ACCESS-SIGN"] = OkxSignature.Sign("test-secret", timestamp, method, query.Length == 0 ? path : $"{path}?{query}", body),
        }, body);
    }
}
