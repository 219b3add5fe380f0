using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Tests.Exchanges.Bybit;

/// <summary>Orders on a sound line. Spot 50 000, mark 50 010.5; spot fee 0.1 %, perpetual 0.055 %.</summary>
public class PlacedOrderTests
{
    [Fact]
    public void A_spot_purchase_pays_its_fee_in_the_coin_and_its_price_in_cash()
    {
        var desk = new BybitDesk();
        var outcome = desk.Accepted(BybitDesk.Order(Product.Spot, isBuy: true, 0.25m));

        Assert.Equal(new OrderOutcome.Accepted("o-1", 0.25m, 50_000m, 12.5m, -12_500m, 0.24975m, BybitDesk.Start) { Fills = 1 }, outcome); // 0.00025 BTC are 12.5 USDT
        Assert.Equal((87_500m, 1.24975m), (desk.Exchange.Account.Coins["USDT"], desk.Exchange.Account.Coins["BTC"]));
        Assert.Equal(
            """{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.25","orderLinkId":"fb0315c5b0-1-1-1","marketUnit":"baseCoin","isLeverage":0}""",
            Assert.Single(desk.Exchange.OrderBodies));
    }

    [Fact]
    public void A_spot_sale_pays_its_fee_in_cash()
    {
        var outcome = new BybitDesk().Accepted(BybitDesk.Order(Product.Spot, isBuy: false, 0.5m));

        Assert.Equal((0.5m, 25m, 24_975m), (outcome.Filled, outcome.Fee, outcome.CashChange));
    }

    [Fact]
    public void A_perpetual_order_costs_its_fee()
    {
        var desk = new BybitDesk();
        var outcome = desk.Accepted(BybitDesk.Short(0.200m));

        Assert.Equal((0.2m, 50_000m, 5.5m, -5.5m), (outcome.Filled, outcome.AveragePrice, outcome.Fee, outcome.CashChange));
        Assert.Equal(-0.2m, desk.Exchange.Account.Position);
        Assert.Equal(
            """{"category":"linear","symbol":"BTCUSDT","side":"Sell","orderType":"Market","qty":"0.2","orderLinkId":"fb0315c5b0-1-1-1","reduceOnly":false,"positionIdx":0}""",
            Assert.Single(desk.Exchange.OrderBodies));
    }

    [Fact]
    public void Closing_a_perpetual_brings_its_profit()
    {
        var desk = new BybitDesk();
        (desk.Exchange.Account.Position, desk.Exchange.Account.EntryPrice) = (-0.2m, 51_000m);
        var outcome = desk.Accepted(BybitDesk.Order(Product.Perpetual, isBuy: true, 0.2m, reduceOnly: true));

        Assert.Equal(194.5m, outcome.CashChange); // 0.2 × 1 000 less 5.5
        Assert.Equal(0m, desk.Exchange.Account.Position);
    }

    [Fact]
    public void Fills_at_several_prices_on_several_pages_have_the_average_of_their_values()
    {
        var desk = new BybitDesk();
        desk.Exchange.Account.Prices = [50_000m, 50_010m, 50_020m, 50_050m];
        var outcome = desk.Accepted(BybitDesk.Short(0.4m));

        Assert.Equal((0.4m, 50_020m, -11.0044m), (outcome.Filled, outcome.AveragePrice, outcome.CashChange)); // 0.055 % of 20 008
    }

    [Theory]
    [InlineData(Product.Spot)] // PartiallyFilledCanceled
    [InlineData(Product.Perpetual)] // Cancelled
    public void An_order_that_fills_in_part_is_over(Product product)
    {
        var desk = new BybitDesk();
        desk.Exchange.Account.FilledShare = 0.4m;

        Assert.Equal(0.08m, desk.Accepted(BybitDesk.Order(product, isBuy: true, 0.2m)).Filled);
    }

    [Fact]
    public void An_order_that_does_not_fill_is_accepted_with_nothing()
    {
        var desk = new BybitDesk();
        desk.Exchange.Account.FilledShare = 0m;

        Assert.Equal(new OrderOutcome.Accepted("o-1", 0m, 0m, 0m, 0m, 0m, BybitDesk.Start), desk.Accepted(BybitDesk.Short()));
    }

    [Fact]
    public void Fills_and_log_are_waited_for()
    {
        var desk = new BybitDesk();
        var account = desk.Exchange.Account;
        (account.VisibleAfter, account.FilledAfter, account.ExecutionsAfter, account.LogAfter) =
            (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9));
        var outcome = desk.Accepted(BybitDesk.Short());

        Assert.Equal((0.2m, -5.5m), (outcome.Filled, outcome.CashChange));
        Assert.InRange(desk.Passed, TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(14));
        Assert.Equal(1, desk.Exchange.Sendings);
    }

    [Fact]
    public void An_order_that_is_only_in_the_history_is_found()
    {
        var desk = new BybitDesk();
        desk.Exchange.Account.HasRestarted = true;

        Assert.Equal(0.2m, desk.Accepted(BybitDesk.Short()).Filled);
    }

    [Fact]
    public void An_order_that_never_ends_is_left_unresolved_after_two_minutes()
    {
        var desk = new BybitDesk();
        desk.Exchange.Account.FilledAfter = TimeSpan.FromDays(1);

        Assert.Contains("Working", Assert.IsType<OrderOutcome.Unresolved>(desk.Place(BybitDesk.Short())).Reason, StringComparison.Ordinal);
        Assert.InRange(desk.Passed, TimeSpan.FromSeconds(110), TimeSpan.FromSeconds(125));
    }

    [Fact]
    public void The_matching_engines_refusal_is_a_rejection()
    {
        var desk = new BybitDesk();
        desk.Exchange.Account.RejectsAfterwards = true;
        var error = Assert.IsType<OrderOutcome.Rejected>(desk.Place(BybitDesk.Short())).Error;

        Assert.Equal("EXI-001", error.Code);
        Assert.Contains("EC_NoImmediateQtyToFill", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Product.Spot, true, 3, false, "EXEC-004", "170131")] // 150 000 USDT of 100 000
    [InlineData(Product.Perpetual, true, 1, true, "EXEC-004", "110017")] // nothing to reduce
    public void A_refusal_is_a_rejection_with_the_exchanges_reason(Product product, bool isBuy, int quantity, bool reduceOnly, string code, string said)
    {
        var desk = new BybitDesk();
        var error = Assert.IsType<OrderOutcome.Rejected>(desk.Place(BybitDesk.Order(product, isBuy, quantity, reduceOnly))).Error;

        Assert.Equal((code, "EXI-001", BybitDesk.Id), (error.Code, error.SubCode, error.Where));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, desk.Exchange.Sendings);
    }

    [Theory]
    [InlineData(Product.Perpetual, "0.2005", "multiples of 0.001")]
    [InlineData(Product.Perpetual, "0.0005", "smallest quantity is 0.001")]
    [InlineData(Product.Perpetual, "0.001", "worth 50.0105 USDT and the smallest order 60")]
    [InlineData(Product.Spot, "0.000099", "worth 4.95 USDT and the smallest order 5")]
    [InlineData(Product.Spot, "0", "smallest quantity")]
    [InlineData(Product.Spot, "-1", "smallest quantity")]
    public void An_order_that_breaks_the_filter_is_not_sent(Product product, string quantity, string why)
    {
        var desk = new BybitDesk();
        var error = Assert.IsType<OrderOutcome.Denied>(
            desk.Place(BybitDesk.Order(product, isBuy: true, decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture)))).Error;

        Assert.Equal("EXEC-004", error.Code);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, desk.Exchange.Sendings);
    }

    [Theory]
    [InlineData("a&b")]
    [InlineData("")]
    [InlineData("1234567890123456789012345678901234567")]
    public void An_id_that_the_exchange_would_not_take_is_not_sent(string id)
    {
        var desk = new BybitDesk();

        Assert.Equal("EXEC-003", Assert.IsType<OrderOutcome.Denied>(desk.Place(BybitDesk.Short() with { ClientOrderId = id }, mayHaveBeenSent: true)).Error.Code);
        Assert.Empty(desk.Exchange.Requests);
    }

    [Fact]
    public void Nothing_is_sent_to_an_exchange_whose_filters_cannot_be_read()
    {
        var desk = new BybitDesk().ReadFaults([.. Enumerable.Repeat(Fault.Http502Before, 1_000)]);

        Assert.Equal("EXI-003", Assert.IsType<OrderOutcome.Denied>(desk.Place(BybitDesk.Short())).Error.Code);
        Assert.Equal(0, desk.Exchange.Sendings);
    }
}
