using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Ledger;

/// <summary>How a real difference is booked, by hand.</summary>
public class AdjustmentTests
{
    private static readonly PositionKey Short = Keys.Perp("binance");
    private static readonly Desk Basis = new(Configurations.BtcBasis, Markets.Basis(61_000m));

    // A short of 2 BTC, opened at 60,000: entry notional 120,000. The mark is 61,000.
    [Theory]
    [InlineData(0.5, -30_000)] // half a coin is gone, at its entry price
    [InlineData(2, -120_000)]
    [InlineData(-0.5, 30_500)] // half a coin more, at the mark
    [InlineData(3, -181_000)] // long 1 afterwards, at the mark: −61,000
    public void Contracts_that_are_gone_go_at_their_entry_and_new_ones_come_at_the_mark(double amount, double entry)
    {
        var book = BookWithShort();
        var open = OpenDifferences.None.With("binance", [new(Short, -2m, -2m + (decimal)amount)]);

        var posting = new Adjustment("1", Short, (decimal)amount, "").Book(book, open, Basis.Market.At(MarketBuilder.Start), Basis.Market, out var refusal);

        Assert.Null(refusal);
        var after = book.Post(posting!);
        Assert.Equal(-2m + (decimal)amount, after.Quantity(Short));
        Assert.Equal((decimal)entry, after[after.Chart.Own(Short, AccountRole.EntryNotional)] - 120_000m);
        Assert.Equal(book.Quantity(Keys.Cash("binance")), after.Quantity(Keys.Cash("binance")));
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(-0.5)]
    [InlineData(0)]
    public void Only_the_difference_that_stands_is_booked(double amount)
    {
        var open = OpenDifferences.None.With("binance", [new(Short, -2m, -1.5m)]);

        Assert.Null(new Adjustment("1", Short, (decimal)amount, "").Book(BookWithShort(), open, Basis.Market.At(MarketBuilder.Start), Basis.Market, out var refusal));
        Assert.Equal("LT-001", refusal!.Code);
    }

    private static Book BookWithShort() => Basis.Holdings().Short("binance", 2m, 60_000m).Book;
}
