using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Ledger;

/// <summary>What falls due by the clock alone: index growth and funding (D-04).</summary>
public class PeriodicSettlementTests
{
    private static readonly PositionKey Debt = new("aave_v3", PositionType.DebtToken, "debtUSDT");
    private static readonly SeriesKey BorrowIndex = new(SeriesKind.BorrowIndex, "aave_v3", "USDT");

    [Fact]
    public void A_supply_earns_the_growth_of_the_liquidity_index()
    {
        var desk = new Desk(Configurations.PureLending, Markets.Lending(rows: 2).Set(Keys.LiquidityIndex, 1.10m, 1.21m));
        var book = desk.Holdings().Supplied(1_100m, 1.10m).Book;

        var posting = Assert.Single(Settlement(desk).Accruals(book, desk.At(1)));

        Assert.Equal((Cause.LendingInterest, "aave_v3:aToken:aUSDT"), (posting.Cause, posting.Source));
        Assert.Equal(1_210m, book.Post(posting).Underlying(Keys.AaveUsdt)); // 1000 scaled × 1.21
        Assert.Equal(1_000m, book.Post(posting).Quantity(Keys.AaveUsdt));
    }

    [Fact]
    public void A_debt_grows_with_the_borrow_index()
    {
        var chart = new ChartOfAccounts([Keys.Wallet, Debt]);
        var market = new MarketBuilder().Set(BorrowIndex, 1.08m).Build();
        var book = Book.Open(chart).Post(Posting.Balanced(
            chart, Cause.CapitalFlow, "loan", new Leg(chart.Own(Debt), 50m), new Leg(chart.Own(Debt, AccountRole.Underlying), -51m)));

        var posting = Assert.Single(new PeriodicSettlement(chart, market).Accruals(book, market.At(MarketBuilder.Start)));

        Assert.Equal(Cause.BorrowInterest, posting.Cause);
        Assert.Equal(-54m, book.Post(posting).Underlying(Debt)); // −(50 × 1.08)
    }

    [Fact]
    public void An_index_that_stands_still_and_an_empty_position_post_nothing()
    {
        var desk = new Desk(Configurations.PureLending, Markets.Lending(1.1m));

        Assert.Empty(Settlement(desk).Accruals(desk.Holdings().Supplied(1_100m, 1.1m).Book, desk.At(0)));
        Assert.Empty(Settlement(desk).Accruals(desk.Holdings().Cash("wallet", 5m).Book, desk.At(0)));
    }

    [Fact]
    public void A_missing_index_is_an_error_and_never_one()
    {
        var desk = new Desk(Configurations.PureLending, new MarketBuilder().Set(Keys.SupplyRate, 0.05m));

        Assert.Equal("EXP-003", Assert.Throws<BasisException>(() => Settlement(desk).Accruals(desk.Holdings().Supplied(1m, 1m).Book, desk.At(0))).Error.Code);
    }

    [Fact]
    public void A_short_is_paid_at_the_settlement_and_at_no_other_hour()
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis(rows: 9).Observe(Keys.Funding("binance"), Markets.EightHours, (0, 0.0001m), (8, 0.0002m)));
        var book = desk.Holdings().Cash("binance", 100m).Short("binance", 1.5m, 48_000m).Book;
        var settlement = Settlement(desk);

        var posting = Assert.Single(settlement.FundingDue(book, desk.At(8)));

        Assert.Equal((Cause.Funding, "binance:Perp:BTCUSDT"), (posting.Cause, posting.Source));
        Assert.Equal(115m, book.Post(posting).Quantity(Keys.Cash("binance"))); // 100 + 1.5 × 50 000 × 0.0002, at the mark and not at the entry
        Assert.Empty(settlement.FundingDue(book, desk.At(7)));
        Assert.Empty(settlement.FundingDue(desk.Holdings().Cash("binance", 100m).Book, desk.At(8)));
    }

    [Fact]
    public void Negative_funding_is_taken_from_the_venue_that_holds_the_short()
    {
        var desk = new Desk(Configurations.BtcBasisOnThreeVenues, Markets.Basis().Observe(Keys.Funding("okx"), Markets.EightHours, (0, -0.0001m)));
        var book = desk.Holdings().Cash("binance", 100m).Cash("okx", 100m).Short("binance", 1m, 50_000m).Short("okx", 2m, 50_000m).Book;

        var after = book.Post(Settlement(desk).FundingDue(book, desk.At(0)));

        Assert.Equal(110m, after.Quantity(Keys.Cash("binance"))); // +1 × 50 000 × 0.0002
        Assert.Equal(90m, after.Quantity(Keys.Cash("okx"))); // −2 × 50 000 × 0.0001
    }

    [Fact]
    public void A_rate_of_zero_posts_nothing()
    {
        var desk = new Desk(Configurations.BtcBasis, Markets.Basis(funding: 0m));

        Assert.Empty(Settlement(desk).FundingDue(desk.Holdings().Short("binance", 1m, 50_000m).Book, desk.At(0)));
    }

    private static PeriodicSettlement Settlement(Desk desk) => new(desk.Chart, desk.Market);
}
