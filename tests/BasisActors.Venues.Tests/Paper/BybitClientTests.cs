using System.Globalization;
using System.Text.Json;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Venues.Tests.Paper;

/// <summary>What clients that others wrote tripped over (tests/wire).</summary>
public class BybitClientTests
{
    private readonly PaperDesk _desk = PaperDesk.Funded();

    [Fact]
    public void A_client_learns_what_its_key_may_do()
    {
        var about = Get("/v5/user/query-api", "").Read().GetProperty("result");

        Assert.Equal((PaperDesk.Key, 0, 1), (about.Text("apiKey"), about.GetProperty("readOnly").GetInt32(), about.GetProperty("uta").GetInt32()));
        Assert.Equal(["SpotTrade"], about.GetProperty("permissions").GetProperty("Spot").EnumerateArray().Select(p => p.GetString()));
        Assert.Empty(about.GetProperty("permissions").GetProperty("Wallet").EnumerateArray()); // no transfers and no withdrawals
    }

    [Fact]
    public void The_coins_that_are_traded_are_listed_without_chains()
    {
        var coins = Get("/v5/asset/coin/query-info", "").Read().GetProperty("result").GetProperty("rows").EnumerateArray().ToList();

        Assert.Equal(["BTC", "ETH", "USDT"], coins.Select(c => c.Text("coin")));
        Assert.All(coins, c => Assert.Empty(c.GetProperty("chains").EnumerateArray()));
        Assert.Equal("BTC", Assert.Single(Get("/v5/asset/coin/query-info", "coin=BTC").Read().GetProperty("result").GetProperty("rows").EnumerateArray()).Text("coin"));
    }

    [Theory]
    [InlineData("spot", "0.001")]
    [InlineData("linear", "0.0006")]
    public void The_fee_rate_is_the_one_that_is_charged(string category, string rate)
    {
        Post("/v5/order/create", Signed.Order("a", "Sell", "1"));
        Post("/v5/order/create", Signed.Order("b", "Buy", "1", "spot", ",\"marketUnit\":\"baseCoin\""));

        var told = Assert.Single(Get("/v5/account/fee-rate", $"category={category}&symbol=BTCUSDT").List());

        Assert.Equal((rate, rate), (told.Text("takerFeeRate"), told.Text("makerFeeRate")));
        Assert.Equal(rate, Assert.Single(Get("/v5/execution/list", $"category={category}").List()).Text("feeRate"));
        Assert.Equal(10001, Get("/v5/account/fee-rate", $"category={category}&symbol=XUSDT").Code());
    }

    [Fact]
    public void Where_no_fees_are_charged_the_fee_rate_is_zero()
    {
        var free = PaperDesk.Funded(costs: Configurations.NoCosts);

        Assert.All(free.Wire.Answer(Signed.Get(free, "/v5/account/fee-rate", "category=linear")).List(), f => Assert.Equal("0", f.Text("takerFeeRate")));
    }

    [Theory]
    [InlineData("category=inverse", 0)]
    [InlineData("category=option&baseCoin=BTC", 0)]
    [InlineData("category=linear&status=PreLaunch", 0)]
    [InlineData("category=linear&status=Trading", 2)]
    [InlineData("category=linear&baseCoin=BTC&limit=1000", 1)]
    public void Categories_and_states_without_instruments_are_empty(string query, int count) => Assert.Equal(count, Get("/v5/market/instruments-info", query).List().Count);

    [Fact]
    public void A_category_that_bybit_does_not_have_is_a_parameter_error() => Assert.Equal(10001, Get("/v5/market/instruments-info", "category=x").Code());

    [Fact]
    public void The_history_of_orders_is_asked_by_their_state()
    {
        Post("/v5/order/create", Signed.Order("a", "Sell", "1"));

        Assert.Single(Get("/v5/order/history", "category=linear&orderStatus=Filled").List());
        Assert.Empty(Get("/v5/order/history", "category=linear&orderStatus=Cancelled").List());
    }

    [Fact]
    public void An_order_has_its_fee_by_coin()
    {
        Post("/v5/order/create", Signed.Order("a", "Sell", "1"));

        var order = Assert.Single(Get("/v5/order/realtime", "category=linear&orderLinkId=a").List());

        Assert.Equal(("USDT", "30"), Assert.Single(order.GetProperty("cumFeeDetail").EnumerateObject().Select(c => (c.Name, c.Value.GetString())))); // 50 000 × 0.06 %
    }

    [Theory]
    [InlineData("/v5/order/history")]
    [InlineData("/v5/execution/list")]
    public void Perpetual_and_spot_are_told_apart_by_the_create_type(string path)
    {
        Post("/v5/order/create", Signed.Order("a", "Sell", "1"));
        Post("/v5/order/create", Signed.Order("b", "Buy", "1000", "spot"));

        Assert.Equal("CreateByUser", Assert.Single(Get(path, "category=linear").List()).Text("createType"));
        Assert.DoesNotContain(Assert.Single(Get(path, "category=spot").List()).EnumerateObject(), p => p.Name == "createType");
    }

    [Fact]
    public void Executions_are_asked_by_their_type_and_a_settlement_is_one()
    {
        Post("/v5/order/create", Signed.Order("a", "Sell", "1"));
        _desk.At(9);

        var all = Get("/v5/execution/list", "category=linear").List();
        var settled = Assert.Single(Get("/v5/execution/list", "category=linear&symbol=BTCUSDT&execType=Funding").List());

        Assert.Equal(["Funding", "Trade"], all.Select(e => e.Text("execType")));
        Assert.Equal("Trade", Assert.Single(Get("/v5/execution/list", "category=linear&execType=Trade").List()).Text("execType"));
        Assert.Equal("Trade", Assert.Single(Get("/v5/execution/list", "category=linear&orderLinkId=a").List()).Text("execType"));
        Assert.Empty(Get("/v5/execution/list", "category=spot&execType=Funding").List());
        Assert.Equal(("Sell", "1", "50000", "-5", "-0.0001"), ( // a short receives 50 000 × 0.01 %: a fee below 0
            settled.Text("side"), settled.Text("execQty"), settled.Text("execValue"), settled.Text("execFee"), settled.Text("feeRate")));
        Assert.Equal("5", Assert.Single(Get("/v5/account/transaction-log", "type=SETTLEMENT").List()).Text("funding"));
    }

    [Fact]
    public void The_log_has_the_rate_of_a_trade_and_of_spot_the_change_of_the_currency_with_its_sign()
    {
        Post("/v5/order/create", Signed.Order("a", "Buy", "0.02", "spot", ",\"marketUnit\":\"baseCoin\""));
        Post("/v5/order/create", Signed.Order("b", "Sell", "0.01", "spot"));
        Post("/v5/order/create", Signed.Order("c", "Sell", "1"));

        var log = Get("/v5/account/transaction-log", "type=TRADE").List();

        Assert.Equal([("c", "1", "0.0006"), ("b", "500", "0.001"), ("a", "-1000", "0.001")], log.Select(e => (e.Text("orderLinkId"), e.Text("qty"), e.Text("feeRate"))));
        Assert.All(log, e => Assert.Equal(Number(e, "change"), Number(e, "cashFlow") + Number(e, "funding") - Number(e, "fee")));
    }

    [Fact]
    public void Profit_realised_is_that_of_the_position_held_and_in_all()
    {
        var desk = PaperDesk.Funded(market: PaperDesk.Market(rows: 2).Set(Keys.Mark("bybit"), 50_000m, 49_000m));
        Assert.NotNull(desk.Short(2m).Order);
        desk.At(1);

        Assert.NotNull(desk.Reduce(1m).Order);
        Assert.Equal(("1000", "1000"), Realised(desk)); // 1 × (50 000 − 49 000)
        Assert.NotNull(desk.Reduce(1m).Order);
        Assert.Equal(("0", "2000"), Realised(desk)); // flat
        Assert.NotNull(desk.Short(1m).Order);
        Assert.Equal(("0", "2000"), Realised(desk)); // another position
    }

    private static (string Current, string Cumulative) Realised(PaperDesk desk)
    {
        var position = Assert.Single(desk.Wire.Answer(Signed.Get(desk, "/v5/position/list", "category=linear&symbol=BTCUSDT")).List());
        return (position.Text("curRealisedPnl"), position.Text("cumRealisedPnl"));
    }

    private static decimal Number(JsonElement element, string name) => decimal.Parse(element.Text(name), CultureInfo.InvariantCulture);

    private Venues.Paper.WireAnswer Get(string path, string query) => _desk.Wire.Answer(Signed.Get(_desk, path, query));

    private Venues.Paper.WireAnswer Post(string path, string body) => _desk.Wire.Answer(Signed.Post(_desk, path, body));
}
