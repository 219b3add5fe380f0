using BasisActors.Domain.Costs;
using BasisActors.Tests.Fixtures;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Paper;

namespace BasisActors.Venues.Tests.Paper;

/// <summary>Fills and refusals. Price 50 000; spot fee 0.1 %, perpetual 0.06 %, initial margin 1 %.</summary>
public class PaperExchangeTests
{
    [Fact]
    public void A_purchase_pays_price_and_fee()
    {
        var desk = PaperDesk.Funded();

        var order = Filled(desk.Buy(1m));

        Assert.Equal((1m, 50_000m, 50_000m, 50m), (order.Filled, order.Price, order.Notional, order.Fee));
        Assert.Equal((49_950m, 1m), (desk.Account.Cash, desk.Account.Coins["BTC"]));
    }

    [Fact]
    public void A_sale_receives_price_less_fee()
    {
        var desk = PaperDesk.Funded();
        desk.Buy(1m);

        Filled(desk.Sell(0.4m));

        Assert.Equal((69_930m, 0.6m), (desk.Account.Cash, desk.Account.Coins["BTC"])); // 49 950 + 20 000 − 20
    }

    [Fact]
    public void A_purchase_for_an_amount_of_quote_buys_whole_steps_of_it()
    {
        var desk = PaperDesk.Funded();

        var order = Filled(desk.Exchange.Place(PaperDesk.Key, new OrderRequest("", Product.Spot, PaperDesk.Pair, Side.Buy, 100.07m, InQuote: true)));

        Assert.Equal(0.002001m, order.Filled); // 0.0020014 on a step of 0.000001
    }

    [Fact]
    public void Reducing_a_short_realises_against_its_average()
    {
        var desk = PaperDesk.Funded(market: PaperDesk.Market(rows: 3).Set(Keys.Mark("bybit"), 50_000m, 54_000m, 51_000m));
        desk.Short(1m);
        desk.At(1);
        desk.Short(3m); // average 53 000
        desk.At(2);
        var before = desk.Account.Cash;

        Filled(desk.Reduce(1m));

        Assert.Equal(before + 2_000m - 30.6m, desk.Account.Cash);
        Assert.Equal(-3m, desk.Account.Positions[0].Position.Size);
        Assert.Equal(2_000m, desk.Log[^1].CashFlow);
    }

    [Fact]
    public void Slippage_moves_the_fill()
    {
        var desk = PaperDesk.Funded(costs: Configurations.FeesOnly with { SlippageBps = 10m });

        Assert.Equal(50_050m, Filled(desk.Buy(0.1m)).Price);
        Assert.Equal(49_950m, Filled(desk.Short(0.1m)).Price);
    }

    [Theory]
    [InlineData(Product.Spot, Side.Buy, 2, false, RefusalReason.InsufficientBalance)] // costs 100 100 of 100 000
    [InlineData(Product.Spot, Side.Sell, 1, false, RefusalReason.InsufficientBalance)]
    [InlineData(Product.Perpetual, Side.Sell, 199, false, RefusalReason.InsufficientMargin)] // 99 500 + 5970 of fee
    [InlineData(Product.Perpetual, Side.Sell, 1, true, RefusalReason.ReduceOnly)]
    [InlineData(Product.Perpetual, Side.Buy, 1, true, RefusalReason.ReduceOnly)]
    [InlineData(Product.Perpetual, Side.Buy, 1, false, RefusalReason.LongPosition)]
    [InlineData(Product.Perpetual, Side.Sell, 0.0005, false, RefusalReason.QuantityStep)]
    [InlineData(Product.Perpetual, Side.Sell, 0, false, RefusalReason.QuantityStep)]
    [InlineData(Product.Perpetual, Side.Sell, -1, false, RefusalReason.QuantityStep)]
    [InlineData(Product.Spot, Side.Buy, 0.00009, false, RefusalReason.MinimumNotional)] // 4.50
    [InlineData(Product.Spot, Side.Buy, 1001, false, RefusalReason.QuantityTooLarge)]
    public void What_cannot_be_done_is_refused_and_changes_nothing(Product product, Side side, decimal quantity, bool reduceOnly, RefusalReason reason)
    {
        var desk = PaperDesk.Funded();

        var answer = desk.Exchange.Place(PaperDesk.Key, new OrderRequest("a", product, PaperDesk.Pair, side, quantity, ReduceOnly: reduceOnly));

        Assert.Equal(reason, answer.Refusal?.Reason);
        Assert.Equal(100_000m, desk.Account.Cash);
        Assert.Empty(desk.Exchange.Orders(PaperDesk.Key));
        Assert.NotNull(desk.Short(0.1m, "a").Order); // a refused id is free
    }

    [Fact]
    public void A_symbol_without_prices_is_refused() =>
        Assert.Equal(RefusalReason.UnknownSymbol, PaperDesk.Funded().Exchange.Place(PaperDesk.Key, new OrderRequest("", Product.Spot, "ETHUSDT", Side.Buy, 1m)).Refusal?.Reason);

    [Fact]
    public void Margin_of_an_open_short_cannot_be_spent()
    {
        var desk = PaperDesk.Funded(10_000m);
        desk.Short(10m); // binds 5000; fee 300

        Assert.Equal(4_700m, desk.Account.Spendable);
        Assert.Equal(RefusalReason.InsufficientBalance, desk.Buy(0.1m).Refusal?.Reason); // 5005
        Assert.NotNull(desk.Buy(0.09m).Order);
    }

    [Fact]
    public void Less_leverage_binds_more_margin()
    {
        var desk = PaperDesk.Funded(10_000m);

        Assert.Null(desk.Exchange.SetLeverage(PaperDesk.Key, PaperDesk.Pair, 10m));
        Assert.Equal(RefusalReason.UnchangedLeverage, desk.Exchange.SetLeverage(PaperDesk.Key, PaperDesk.Pair, 10m)?.Reason);
        Assert.Equal(RefusalReason.LeverageOutOfRange, desk.Exchange.SetLeverage(PaperDesk.Key, PaperDesk.Pair, 101m)?.Reason);
        Assert.Equal(RefusalReason.InsufficientMargin, desk.Short(2m).Refusal?.Reason); // 10 000 + 60 of fee
        Assert.NotNull(desk.Short(1.9m).Order);
    }

    [Fact]
    public void An_id_is_never_free_again()
    {
        var desk = PaperDesk.Funded();
        Filled(desk.Short(0.1m, "a"));
        Filled(desk.Reduce(0.1m, "b"));

        Assert.Equal(RefusalReason.DuplicateLinkId, desk.Short(0.1m, "a").Refusal?.Reason);
        Assert.Equal(RefusalReason.DuplicateLinkId, desk.Buy(0.1m, "b").Refusal?.Reason);
    }

    [Fact]
    public void Of_many_at_once_with_one_id_one_gets_in_and_the_books_stay_right()
    {
        var desk = PaperDesk.Funded();

        Parallel.For(0, 400, i => _ = (i % 2 == 0 ? desk.Short(0.001m, "same") : desk.Buy(0.001m)).Order);

        Assert.Single(desk.Exchange.Orders(PaperDesk.Key), o => o.Request.LinkId == "same");
        Assert.Equal((0.2m, -0.001m), (desk.Account.Coins["BTC"], desk.Account.Positions[0].Position.Size));
        Assert.Equal(desk.Account.Cash, desk.Log.Sum(e => e.Change));
    }

    [Fact]
    public void A_fate_fills_in_part_by_whole_steps_and_pays_for_that_part()
    {
        var desk = PaperDesk.Funded();

        var order = desk.Exchange.Place(PaperDesk.Key, new OrderRequest("a", Product.Perpetual, PaperDesk.Pair, Side.Sell, 0.01m), new OrderFate(0.58m, false)).Order!;

        Assert.Equal((OrderEnd.PartlyFilled, 0.005m, 0.15m), (order.End, order.Filled, order.Fee));
        Assert.Equal((-0.005m, 99_999.85m), (desk.Account.Positions[0].Position.Size, desk.Account.Cash));
    }

    [Theory]
    [InlineData(0, true, OrderEnd.Rejected)]
    [InlineData(0, false, OrderEnd.Cancelled)]
    public void An_order_that_ends_without_a_fill_moves_nothing_and_is_remembered(decimal share, bool rejected, OrderEnd end)
    {
        var desk = PaperDesk.Funded();

        var order = desk.Exchange.Place(PaperDesk.Key, new OrderRequest("a", Product.Spot, PaperDesk.Pair, Side.Buy, 1m), new OrderFate(share, rejected)).Order!;

        Assert.Equal((end, 0m, 100_000m), (order.End, order.Filled, desk.Account.Cash));
        Assert.Equal(RefusalReason.DuplicateLinkId, desk.Buy(1m, "a").Refusal?.Reason);
    }

    private static PaperOrder Filled(OrderAnswer answer)
    {
        Assert.Null(answer.Refusal);
        Assert.Equal(OrderEnd.Filled, answer.Order!.End);
        return answer.Order;
    }
}
