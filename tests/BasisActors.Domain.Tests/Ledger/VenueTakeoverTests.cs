using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Ledger;

/// <summary>What an exchange has closed by itself, by hand. A short of 2 BTC, opened at 60,000: entry notional 120,000.</summary>
public class VenueTakeoverTests
{
    private static readonly PositionKey Short = Keys.Perp("binance");
    private static readonly Desk Basis = new(Configurations.BtcBasis, Markets.Basis(61_000m));

    [Theory]
    [InlineData(TakeoverKind.Liquidation, 2, 0, 0, Cause.Liquidation, "binance:Perp:BTCUSDT")]
    [InlineData(TakeoverKind.Liquidation, 0.5, -1.5, 90_000, Cause.Liquidation, "binance:Perp:BTCUSDT")]
    [InlineData(TakeoverKind.AutoDeleveraging, 0.5, -1.5, 90_000, Cause.Trade, "adl binance/7")]
    [InlineData(TakeoverKind.Liquidation, 3, 1, -62_000, Cause.Liquidation, "binance:Perp:BTCUSDT")] // one more than the ledger knew of, at the price of the log
    public void Contracts_go_at_their_entry_and_the_cash_is_that_of_the_log(TakeoverKind kind, double quantity, double left, double entry, Cause cause, string source)
    {
        var book = Basis.Holdings().Cash("binance", 5_000m).Short("binance", 2m, 60_000m).Book;

        var posting = new VenueTakeover(Short, "binance/7", kind, (decimal)quantity, 62_000m, -1_234.5m, MarketBuilder.Start).Book(book);

        var after = book.Post(posting);
        Assert.Equal((cause, source), (posting.Cause, posting.Source));
        Assert.Equal(((decimal)left, (decimal)entry, 3_765.5m), (after.Quantity(Short), after[after.Chart.Own(Short, AccountRole.EntryNotional)], after.Quantity(Keys.Cash("binance"))));
    }
}
