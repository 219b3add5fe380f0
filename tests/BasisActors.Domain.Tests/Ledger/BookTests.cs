using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Ledger;

/// <summary>Double entry: balanced, bounded below, immutable.</summary>
public class BookTests
{
    private static readonly ChartOfAccounts Chart = new([.. Configurations.BtcBasisOnThreeVenues.PositionSubscriptions, Keys.AaveUsdt]);
    private static readonly int Wallet = Chart.Own(Keys.Wallet);
    private static readonly int Cash = Chart.Own(Keys.Cash("binance"));

    [Fact]
    public void A_posting_changes_the_book_it_returns_and_not_the_one_it_came_from()
    {
        var empty = Book.Open(Chart);
        var after = empty.Post(Capital(100m));

        Assert.Equal((0m, 100m), (empty.Quantity(Keys.Wallet), after.Quantity(Keys.Wallet)));
        Assert.Equal(-100m, after[Chart.World(Cause.CapitalFlow, 0)]);
    }

    [Fact]
    public void Several_postings_are_posted_in_order()
    {
        var book = Book.Open(Chart).Post([Capital(100m), Posting.Balanced(Chart, Cause.Transfer, "t", new Leg(Wallet, -100m), new Leg(Cash, 100m))]);

        Assert.Equal((0m, 100m), (book.Quantity(Keys.Wallet), book.Quantity(Keys.Cash("binance"))));
    }

    [Fact]
    public void Legs_that_do_not_sum_to_zero_are_POS_002()
    {
        var posting = new Posting(Cause.Transfer, "t-7", [new Leg(Wallet, -100m), new Leg(Cash, 99.999999999999m)]);

        var error = Assert.Throws<BasisException>(() => Book.Open(Chart).Post(posting)).Error;

        Assert.Equal(("POS-002", "t-7"), (error.Code, error.Where));
    }

    [Fact]
    public void Units_are_balanced_one_by_one_and_never_against_each_other()
    {
        var posting = new Posting(Cause.Trade, "t", [new Leg(Chart.Own(Keys.Coins("binance")), 1m), new Leg(Wallet, -1m)]);

        Assert.Equal("POS-002", Assert.Throws<BasisException>(() => Book.Open(Chart).Post(posting)).Error.Code);
    }

    [Fact]
    public void Spending_more_than_there_is_is_POS_003_and_spending_all_is_not()
    {
        var book = Book.Open(Chart).Post(Capital(100m));

        Assert.Equal(0m, book.Post(Capital(-100m)).Quantity(Keys.Wallet));
        Assert.Equal("POS-003", Assert.Throws<BasisException>(() => book.Post(Capital(-100.000000000001m))).Error.Code);
    }

    [Fact]
    public void Contracts_may_be_negative_and_so_may_the_other_side()
    {
        var book = new Holdings(Chart).Short("binance", 1m, 50_000m).Book;

        Assert.Equal(-1m, book.Quantity(Keys.Perp("binance")));
        Assert.Equal(50_000m, book[Chart.Own(Keys.Perp("binance"), AccountRole.EntryNotional)]);
    }

    [Fact]
    public void A_supply_counts_scaled_balance_and_underlying_apart()
    {
        var book = new Holdings(Chart).Supplied(110m, 1.1m).Book;

        Assert.Equal((100m, 110m), (book.Quantity(Keys.AaveUsdt), book.Underlying(Keys.AaveUsdt)));
    }

    [Fact]
    public void Every_unit_sums_to_zero_after_any_postings()
    {
        var leg = Gen.Select(Gen.Int[0, Chart.OwnCount - 1], Draw.Money).Select(t => new Leg(t.Item1, t.Item2));
        var posting = Gen.Select(Gen.Enum<Cause>(), leg.Array[1, 5]).Select(t => Posting.Balanced(Chart, t.Item1, "random", t.Item2));
        posting.Array[1, 30].Sample(postings =>
        {
            var book = Book.Open(Chart).Post([.. postings]);
            Assert.All(SumsByUnit(book), sum => Assert.Equal(0m, sum));
        });
    }

    private static IEnumerable<decimal> SumsByUnit(Book book) => Chart.Accounts.GroupBy(a => a.Unit).Select(unit => unit.Sum(a => book[a.Index]));

    private static Posting Capital(decimal amount) => Posting.Balanced(Chart, Cause.CapitalFlow, "capital", new Leg(Wallet, amount));
}
