using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Ledger;

/// <summary>Taking over of shorts and of collateral (domain reference §5.5, §5.6; RSK-005).</summary>
public class LiquidationsTests
{
    [Theory]
    [InlineData(90_909, false)] // margin 100 000 − 90 909 = 9 091 > 9 090.90
    [InlineData(90_910, true)] // 9 090 ≤ 9 091
    [InlineData(120_000, true)]
    public void A_short_is_taken_over_once_its_margin_is_at_the_maintenance_requirement(int mark, bool taken)
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis(mark));
        var book = desk.Holdings().Cash("binance", 50_000m).Short("binance", 1m, 50_000m).Book;

        Assert.Equal(taken, !Due(desk, book).IsEmpty);
    }

    [Fact]
    public void A_taken_over_short_is_bought_back_at_the_mark_and_pays_the_fee()
    {
        var configuration = Configurations.BtcBasis with { Venues = [Configurations.Binance with { LiquidationFee = 0.0125m }, .. Configurations.BtcBasis.Venues.Skip(1)] };
        var desk = new Desk(configuration, Markets.Basis(91_000m));
        var book = desk.Holdings().Cash("binance", 50_000m).Short("binance", 1m, 50_000m).Book;

        var after = book.Post(Due(desk, book));

        Assert.Equal(0m, after.Quantity(Keys.Perp("binance")));
        Assert.Equal(7_862.5m, after.Quantity(Keys.Cash("binance"))); // 50 000 − 41 000 lost − 91 000 × 1.25 %
        Assert.Equal(7_862.5m, desk.Exposure(after).Equity);
    }

    [Fact]
    public void A_loss_beyond_the_account_is_the_insurance_funds()
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis(120_000m));
        var book = desk.Holdings().Cash("binance", 50_000m).Short("binance", 1m, 50_000m).Book;

        Assert.Equal(0m, book.Post(Due(desk, book)).Quantity(Keys.Cash("binance"))); // 50 000 − 70 000
    }

    [Fact]
    public void A_stale_mark_liquidates_nothing()
    {
        var desk = new Desk(Configurations.BtcBasis, new MarketBuilder(2).Set(Keys.Spot("binance"), 50_000m).Set(Keys.Funding("binance"), 0m).Observe(Keys.Mark("binance"), 3600, (0, 120_000m)));
        var book = desk.Holdings().Cash("binance", 50_000m).Short("binance", 1m, 50_000m).Book;

        Assert.Empty(new Liquidations(desk.Configuration, desk.Chart, desk.Market).Due(book, desk.At(1)));
    }

    private static System.Collections.Immutable.ImmutableArray<Posting> Due(Desk desk, Book book) =>
        new Liquidations(desk.Configuration, desk.Chart, desk.Market).Due(book, desk.At(0));
}
