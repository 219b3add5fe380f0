using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Venues.Tests.Simulated;

/// <summary>Fills, refusals and funding of a simulated exchange. Price 50 000; spot fee 0.1 %, perpetual 0.05 %, initial margin 1 %.</summary>
public class SimulatedExchangeTests
{
    private static readonly PositionKey Cash = Keys.Cash("binance");
    private static readonly PositionKey Coins = Keys.Coins("binance");
    private static readonly PositionKey Perp = Keys.Perp("binance");

    [Fact]
    public void A_purchase_pays_price_and_fee()
    {
        var outside = Funded(100_000m);
        var report = outside.Send(Operation.CexSpotBuy, "binance", 1m);

        Confirmed(report, new Delta(Coins, 1m), new Delta(Cash, -50_050m));
        Assert.Equal((50_000m, 50_000m, 50m), (report.FillPrice, report.ReferencePrice, report.Fee));
        Assert.Equal((1m, 49_950m), (outside.Holds(Coins), outside.Holds(Cash)));
    }

    [Fact]
    public void A_sale_receives_price_less_fee()
    {
        var outside = Funded(100_000m);
        outside.Send(Operation.CexSpotBuy, "binance", 1m);

        Confirmed(outside.Send(Operation.CexSpotSell, "binance", 0.4m), new Delta(Coins, -0.4m), new Delta(Cash, 19_980m)); // 20 000 − 20
        Assert.Equal((0.6m, 69_930m), (outside.Holds(Coins), outside.Holds(Cash)));
    }

    [Fact]
    public void Opening_a_short_costs_its_fee()
    {
        var outside = Funded(100_000m);

        Confirmed(outside.Send(Operation.PerpOpenShort, "binance", 1m), new Delta(Perp, -1m), new Delta(Cash, -25m));
        Assert.Equal((-1m, 99_975m), (outside.Holds(Perp), outside.Holds(Cash)));
    }

    [Fact]
    public void Reducing_a_short_realises_against_its_average()
    {
        var market = Markets.Basis(rows: 3).Set(Keys.Mark("binance"), 50_000m, 54_000m, 51_000m);
        var outside = Funded(100_000m, market);
        outside.Send(Operation.PerpOpenShort, "binance", 1m, hour: 0);
        outside.Send(Operation.PerpOpenShort, "binance", 3m, hour: 1); // average (50 000 + 3 × 54 000) / 4 = 53 000

        var report = outside.Send(Operation.PerpReduceShort, "binance", 1m, hour: 2);

        Confirmed(report, new Delta(Perp, 1m), new Delta(Cash, 1_974.5m)); // 53 000 − 51 000 − 25.50
        Assert.Equal(-3m, outside.Holds(Perp));
        Confirmed(outside.Send(Operation.PerpReduceShort, "binance", 3m, hour: 2), new Delta(Perp, 3m), new Delta(Cash, 5_923.5m)); // 6000 − 76.50
        Assert.Equal(0m, outside.Holds(Perp));
    }

    [Fact]
    public void Slippage_moves_the_fill_and_not_the_reference()
    {
        var outside = Funded(100_000m, configuration: Configurations.BtcBasis with { Costs = Configurations.FeesOnly with { SlippageBps = 10m } });

        Assert.Equal((50_050m, 50_000m, 50.05m), Fill(outside.Send(Operation.CexSpotBuy, "binance", 1m)));
        Assert.Equal((49_950m, 50_000m, 24.975m), Fill(outside.Send(Operation.PerpOpenShort, "binance", 1m)));
        Assert.Equal((50_050m, 50_000m, 25.025m), Fill(outside.Send(Operation.PerpReduceShort, "binance", 1m)));
        Assert.Equal((49_950m, 50_000m, 49.95m), Fill(outside.Send(Operation.CexSpotSell, "binance", 1m)));
    }

    [Fact]
    public void The_same_instruction_again_is_answered_alike_and_done_once()
    {
        var outside = Funded(100_000m);
        var order = outside.Order(Operation.CexSpotBuy, "binance", 1m);

        var first = outside.Send(order);

        Assert.Same(first, outside.Send(order));
        Assert.Same(first, outside.Send(order with { Amount = 0.5m }));
        Assert.Equal((1m, 49_950m), (outside.Holds(Coins), outside.Holds(Cash)));
    }

    [Fact]
    public void A_refusal_is_remembered_as_well()
    {
        var outside = Funded(1_000m);
        var order = outside.Order(Operation.CexSpotBuy, "binance", 1m);
        var refused = outside.Send(order);
        outside.World.Chain.Execute(outside.Order(Operation.TransferToCex, "binance", 80_000m), MarketBuilder.Start);

        Assert.Same(refused, outside.Send(order));
    }

    [Fact]
    public void A_purchase_beyond_the_cash_is_refused_and_one_of_all_of_it_is_not()
    {
        Refused("EXEC-004", "costs 50050", Funded(50_049.99m).Send(Operation.CexSpotBuy, "binance", 1m));
        Assert.True(Funded(50_050m).Send(Operation.CexSpotBuy, "binance", 1m).IsConfirmed);
    }

    [Fact]
    public void A_sale_beyond_the_coins_is_refused()
    {
        var outside = Funded(100_000m);
        outside.Send(Operation.CexSpotBuy, "binance", 1m);

        Refused("EXEC-004", "account holds 1", outside.Send(Operation.CexSpotSell, "binance", 1.000001m));
    }

    [Fact]
    public void A_short_beyond_the_initial_margin_is_refused() // 1 % of 50 000 = 500, and 25 of fee
    {
        Refused("EXEC-004", "needs 500 USDT of initial margin", Funded(524.99m).Send(Operation.PerpOpenShort, "binance", 1m));
        Assert.True(Funded(525m).Send(Operation.PerpOpenShort, "binance", 1m).IsConfirmed);
    }

    [Fact]
    public void The_initial_margin_counts_the_whole_short_and_its_losses()
    {
        var outside = Funded(1_600m, Markets.Basis(rows: 2).Set(Keys.Mark("binance"), 50_000m, 50_500m));
        outside.Send(Operation.PerpOpenShort, "binance", 1m); // 1575 of cash

        // a second one would need 1 % of 2 × 50 500 = 1010 from 1575 − 500 − 25.25 = 1049.75; a third of a coin more would need 1178.33 from 1041.33
        Refused("EXEC-004", "initial margin", outside.Send(Operation.PerpOpenShort, "binance", 1.33m, hour: 1));
        Assert.True(outside.Send(Operation.PerpOpenShort, "binance", 1m, hour: 1).IsConfirmed);
    }

    [Fact]
    public void A_reduction_beyond_the_short_is_refused()
    {
        var outside = Funded(100_000m);

        Refused("EXEC-004", "reduce-only order is 1; the short is 0", outside.Send(Operation.PerpReduceShort, "binance", 1m));
        outside.Send(Operation.PerpOpenShort, "binance", 1m);
        Refused("EXEC-004", "the short is 1", outside.Send(Operation.PerpReduceShort, "binance", 1.000001m));
    }

    [Fact]
    public void A_notional_below_the_minimum_is_refused() // 10 USDT
    {
        Refused("EXEC-004", "minimum is 10", Funded(100m).Send(Operation.CexSpotBuy, "binance", 0.000199m));
        Assert.True(Funded(100m).Send(Operation.CexSpotBuy, "binance", 0.0002m).IsConfirmed);
    }

    [Fact]
    public void A_pair_without_a_price_is_not_available()
    {
        var outside = Funded(100_000m, Markets.Basis(rows: 2).Observe(Keys.Spot("binance"), 3600, (1, 50_000m)));

        Refused("EXEC-002", "no price for BTCUSDT", outside.Send(Operation.CexSpotBuy, "binance", 1m, hour: 0));
        Refused("EXEC-002", "no price for SOLUSDT", outside.Send(outside.Order(Operation.CexSpotBuy, "binance", 1m) with { Symbol = "SOLUSDT" }, hour: 1));
    }

    [Fact]
    public void A_pair_that_only_another_exchange_quotes_fills_at_its_price() // ETH spot is quoted by bybit alone: 3300
    {
        var outside = Funded(100_000m);

        Assert.Equal((3_300m, 3_300m, 3.3m), Fill(outside.Send(outside.Order(Operation.CexSpotBuy, "binance", 1m) with { Symbol = "ETHUSDT" })));
    }

    [Fact]
    public void A_price_that_is_overdue_is_not_traded_on()
    {
        var outside = Funded(100_000m, Markets.Basis(rows: 2).Observe(Keys.Mark("binance"), 3600, (0, 50_000m)));

        Refused("EXEC-004", "no fresh price", outside.Send(Operation.PerpOpenShort, "binance", 1m, hour: 1));
        Assert.True(outside.Send(Operation.CexSpotBuy, "binance", 1m, hour: 1).IsConfirmed);
    }

    [Fact]
    public void An_operation_of_the_chain_is_malformed_here()
    {
        var outside = Funded(100_000m);
        var order = outside.Order(Operation.CexSpotBuy, "binance", 1m) with { Operation = Operation.AaveSupply };

        Refused("EXEC-003", "does not execute AAVE_SUPPLY", outside.Venue("binance").Execute(order, MarketBuilder.Start));
    }

    [Fact]
    public void A_perpetual_that_the_run_does_not_hold_is_malformed()
    {
        var coinsOnly = Configurations.BtcBasis with { PositionSubscriptions = [Keys.Wallet, Cash, Coins] };
        var outside = Funded(100_000m, configuration: coinsOnly with { Costs = Configurations.FeesOnly });

        Refused("EXEC-003", "BTCUSDT is not among", outside.Send(Operation.PerpOpenShort, "binance", 1m));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_amount_that_is_not_positive_is_malformed(int amount) =>
        Refused("EXEC-003", "must be above 0", Funded(100_000m).Send(Operation.CexSpotBuy, "binance", amount));

    [Fact]
    public void A_refused_order_changes_nothing()
    {
        var outside = Funded(100m);
        outside.Send(Operation.CexSpotBuy, "binance", 1m);
        outside.Send(Operation.PerpOpenShort, "binance", 10m);

        Assert.Equal((0m, 100m, 0m), (outside.Holds(Coins), outside.Holds(Cash), outside.Holds(Perp)));
    }

    [Fact]
    public void Funding_is_settled_by_the_exchange_as_the_ledger_does_it()
    {
        var market = Markets.Basis(rows: 17).Set(Keys.Mark("binance"), [.. Enumerable.Range(0, 17).Select(r => 50_000m + 123.45m * r)])
            .Observe(Keys.Funding("binance"), Markets.EightHours, (0, 0.0001m), (8, 0.00013m), (16, -0.00027m));
        var outside = Funded(10_000m, market);
        var desk = new Desk(Configurations.BtcBasis, market);
        outside.Send(Operation.PerpOpenShort, "binance", 0.777m);
        var book = desk.Holdings().Cash("binance", outside.Holds(Cash)).Short("binance", 0.777m, 50_000m).Book;
        var settlement = new PeriodicSettlement(desk.Chart, desk.Market);

        for (var hour = 1; hour < 17; hour++)
        {
            outside.Advance(hour);
            book = book.Post(settlement.FundingDue(book, desk.At(hour)));
            Assert.Equal(book.Quantity(Cash), outside.Holds(Cash));
        }

        // 0.777 × 50 987.6 × 0.00013 = 5.150257476 received; 0.777 × 51 975.2 × 0.00027 = 10.903877208 paid
        Assert.Equal(9_980.575m + 5.150257476m - 10.903877208m, outside.Holds(Cash));
    }

    [Fact]
    public void A_short_opened_at_a_settlement_is_not_paid_by_it()
    {
        var outside = Funded(100_000m, Markets.Basis(rows: 2));
        outside.Send(Operation.PerpOpenShort, "binance", 1m);
        outside.Advance(1);

        Assert.Equal(99_975m, outside.Holds(Cash));
    }

    private static Outside Funded(decimal cash, MarketBuilder? market = null, Domain.Configuration.RunConfiguration? configuration = null)
    {
        var outside = new Outside(configuration ?? Configurations.BtcBasis with { Costs = Configurations.FeesOnly }, market ?? Markets.Basis(), (0, 1_000_000m));
        Assert.True(outside.Send(Operation.TransferToCex, "binance", cash).IsConfirmed);
        return outside;
    }

    private static (decimal Price, decimal Reference, decimal Fee) Fill(ExecutionReport report)
    {
        Assert.True(report.IsConfirmed);
        return (report.FillPrice, report.ReferencePrice, report.Fee);
    }

    private static void Confirmed(ExecutionReport report, params Delta[] deltas)
    {
        Assert.Equal((ExecutionStatus.Confirmed, null, true, MarketBuilder.Start.Year), (report.Status, report.Error, report.Simulated, report.ExecutedAt.Year));
        Assert.Equal(deltas, report.ActualDeltas.ToArray());
    }

    internal static void Refused(string code, string because, ExecutionReport report)
    {
        Assert.Equal((ExecutionStatus.Failed, code, report.Instruction.Id), (report.Status, report.Error?.Code, report.Error?.Where));
        Assert.Contains(because, report.Error!.Message, StringComparison.Ordinal);
        Assert.Empty(report.ActualDeltas);
        Assert.Equal((0m, 0m, 0m), (report.Fee, report.FlashFee, report.Gas.Cost));
    }
}
