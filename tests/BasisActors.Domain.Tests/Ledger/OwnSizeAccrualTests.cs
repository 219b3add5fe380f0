using System.Collections.Immutable;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Ledger;

/// <summary>The curve and the reserve of the tests of the effect itself: 500 of our own lower the supply rate by 0.0108, 200 of debt raise the borrow rate by 0.01.</summary>
public class OwnSizeAccrualTests
{
    private static readonly ImmutableSortedDictionary<string, RateCurve> Curves =
        ImmutableSortedDictionary<string, RateCurve>.Empty.Add("USDT", new(0.01m, 0.04m, 0.8m, 0.8m, 0.1m)).Add("WETH", new(0.01m, 0.04m, 0.8m, 0.8m, 0.1m));

    [Fact]
    public void A_supply_earns_less_by_the_hour()
    {
        var desk = new Desk(Configurations.PureLending, Reserve(Markets.Lending(1.1m), "USDT"));
        var book = desk.Holdings().Supplied(500m, 1.1m).Book;

        var posting = Assert.Single(new PeriodicSettlement(desk.Chart, desk.Market, Curves).Accruals(book, desk.At(0)));
        var after = book.Post(posting);

        // 454.545454545455 scaled × 0.0108 / 8760 h; the balance follows at 1.1
        Assert.Equal(Cause.LendingInterest, posting.Cause);
        Assert.Equal(454.545454545455m - 0.000560398506m, after.Quantity(Keys.AaveUsdt));
        Assert.Equal(500m - 0.000616438356m, after.Underlying(Keys.AaveUsdt));
    }

    [Fact]
    public void A_debt_costs_more_by_the_hour()
    {
        var chart = new ChartOfAccounts([Keys.Wallet, AavePositions.Debt]);
        var market = Reserve(new MarketBuilder().Set(new SeriesKey(SeriesKind.BorrowIndex, "aave_v3", "WETH"), 1m), "WETH").Build();
        var book = Book.Open(chart).Post(Posting.Balanced(
            chart, Cause.CapitalFlow, "loan", new Leg(chart.Own(AavePositions.Debt), 200m), new Leg(chart.Own(AavePositions.Debt, AccountRole.Underlying), -200m)));

        var posting = Assert.Single(new PeriodicSettlement(chart, market, Curves).Accruals(book, market.At(MarketBuilder.Start)));

        Assert.Equal(Cause.BorrowInterest, posting.Cause);
        Assert.Equal(-200.000228310502m, book.Post(posting).Underlying(AavePositions.Debt)); // 200 × 0.01 / 8760
        Assert.Equal(200.000228310502m, book.Post(posting).Quantity(AavePositions.Debt));
    }

    [Fact]
    public void Without_curves_nothing_is_posted()
    {
        var desk = new Desk(Configurations.PureLending, Reserve(Markets.Lending(1.1m), "USDT"));

        Assert.Empty(new PeriodicSettlement(desk.Chart, desk.Market).Accruals(desk.Holdings().Supplied(500m, 1.1m).Book, desk.At(0)));
    }

    private static MarketBuilder Reserve(MarketBuilder market, string token) => market
        .Set(new SeriesKey(SeriesKind.TotalSupplied, "aave_v3", token), 1_000m).Set(new SeriesKey(SeriesKind.TotalBorrowed, "aave_v3", token), 600m);
}
