using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Venues.Tests.Simulated;

/// <summary>Transfers of 90 minutes on an hourly grid, and liquidation at an exchange. Gas 20 gwei, ETH 3300: 6.60 a transfer.</summary>
public class SlowTransferTests
{
    private static readonly PositionKey Cash = Keys.Cash("binance");
    private static readonly PositionKey UnderWay = PositionKey.InTransit("USDT");

    [Fact]
    public void What_is_sent_to_an_exchange_is_under_way_until_the_first_tick_at_or_after_its_time()
    {
        var outside = Slow(1_000m);

        var report = outside.Send(Operation.TransferToCex, "binance", 500m);

        StakingDesk.Confirmed(report, new Delta(Keys.Wallet, -506.6m), new Delta(UnderWay, 500m));
        Assert.Equal(MarketBuilder.Start.AddMinutes(90), report.DueAt);
        Assert.Equal((493.4m, 500m, 0m), Held(outside));
        outside.Advance(1);
        Assert.Equal((493.4m, 500m, 0m), Held(outside));
        outside.Advance(2);
        outside.Advance(2);
        Assert.Equal((493.4m, 0m, 500m), Held(outside));
    }

    [Fact]
    public void What_leaves_an_exchange_pays_its_gas_out_of_what_is_sent() // the wallet is empty: 506.60 were sent there
    {
        var outside = Slow(506.6m);
        outside.Send(Operation.TransferToCex, "binance", 500m);
        outside.Advance(2);

        var report = outside.Send(Operation.TransferFromCex, "binance", 100m, hour: 2);

        StakingDesk.Confirmed(report, new Delta(Cash, -100m), new Delta(UnderWay, 93.4m));
        Assert.Equal((0m, 93.4m, 400m), Held(outside));
        outside.Advance(3);
        Assert.Equal((0m, 93.4m, 400m), Held(outside));
        outside.Advance(4);
        Assert.Equal((93.4m, 0m, 400m), Held(outside));
    }

    [Fact]
    public void What_does_not_pay_its_own_gas_is_not_sent()
    {
        var outside = Slow(506.6m);
        outside.Send(Operation.TransferToCex, "binance", 500m);
        outside.Advance(2);

        SimulatedExchangeTests.Refused("EXEC-004", "does not pay its gas", outside.Send(Operation.TransferFromCex, "binance", 6.59m, hour: 2));
        Assert.Equal((0m, 0m, 500m), Held(outside));
    }

    [Fact]
    public void The_ledger_books_a_slow_transfer_as_a_receivable_that_arrives_by_itself()
    {
        var market = Markets.Basis(rows: 5);
        var (outside, desk) = (Slow(1_000m, market), new Desk(Configuration, market));
        var book = desk.Holdings().Cash("wallet", 1_000m).Book;
        var settlement = new PeriodicSettlement(desk.Chart, desk.Market);

        book = book.Post(ReportPostings.For(book, outside.Send(Operation.TransferToCex, "binance", 500m)));
        Assert.Equal(new Receivable("i-1", UnderWay, Cash, 500m, MarketBuilder.Start.AddMinutes(90)), Assert.Single(book.Receivables));
        Assert.Empty(settlement.Arrivals(book, desk.At(1)));
        book = book.Post(settlement.Arrivals(book, desk.At(2)));
        outside.Advance(2);
        Assert.Empty(book.Receivables);
        book = book.Post(ReportPostings.For(book, outside.Send(Operation.TransferFromCex, "binance", 100m, hour: 2)));

        Assert.Equal(93.4m, Assert.Single(book.Receivables).Amount);
        Assert.Equal(Held(outside), (book.Quantity(Keys.Wallet), book.Quantity(UnderWay), book.Quantity(Cash)));
    }

    [Fact]
    public void An_exchange_takes_over_a_short_at_maintenance_and_keeps_its_fee()
    {
        // 6000 of cash, a short from 50 000: at 51 000 the balance is 6000 − 25 − 1000 = 4975 of 5100 wanted; the fee is 1 % of 51 000
        var configuration = Configuration with { Costs = Configurations.FeesOnly, Venues = [Configurations.Binance with { LiquidationFee = 0.01m }, .. Configuration.Venues.Where(v => v.Name != "binance")] };
        var outside = new Outside(configuration, Markets.Basis(rows: 3).Set(Keys.Mark("binance"), 50_000m, 50_800m, 51_000m), (0, 6_000m));
        outside.Send(Operation.TransferToCex, "binance", 6_000m);
        outside.Send(Operation.PerpOpenShort, "binance", 1m);

        outside.Advance(1); // 5175 of 5080 wanted
        Assert.Equal((-1m, 5_975m), (outside.Holds(Keys.Perp("binance")), outside.Holds(Cash)));
        outside.Advance(2);
        outside.Advance(2);
        Assert.Equal((0m, 4_465m), (outside.Holds(Keys.Perp("binance")), outside.Holds(Cash)));
    }

    [Fact]
    public void What_a_liquidated_account_cannot_pay_is_not_owed() // 6000 − 25 − 10 000
    {
        var outside = new Outside(Configuration with { Costs = Configurations.FeesOnly, Venues = Configurations.BtcBasis.Venues }, Markets.Basis(rows: 2).Set(Keys.Mark("binance"), 50_000m, 60_000m), (0, 6_000m));
        outside.Send(Operation.TransferToCex, "binance", 6_000m);
        outside.Send(Operation.PerpOpenShort, "binance", 1m);

        outside.Advance(1);
        Assert.Equal((0m, 0m), (outside.Holds(Keys.Perp("binance")), outside.Holds(Cash)));
    }

    private static readonly RunConfiguration Configuration = Configurations.BtcBasis with
    {
        Costs = new CostSettings(CostModel.Fees, null, true, true),
        PositionSubscriptions = [.. Configurations.BtcBasis.PositionSubscriptions, UnderWay],
        Venues = [Configurations.Binance with { TransferTime = TimeSpan.FromMinutes(90) }, .. Configurations.BtcBasis.Venues.Where(v => v.Name != "binance")],
    };

    private static Outside Slow(decimal wallet, MarketBuilder? market = null) => new(Configuration, market ?? Markets.Basis(rows: 5), (0, wallet));

    private static (decimal Wallet, decimal UnderWay, decimal Exchange) Held(Outside outside) => (outside.Holds(Keys.Wallet), outside.Holds(UnderWay), outside.Holds(Cash));
}
