using BasisActors.Domain.Ledger;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Tests.Exchanges.Contract;

/// <summary>What a client keeps that tells what its exchange has closed by itself.</summary>
public abstract class TakeoverContract
{
    private protected abstract PaperVenue Venue { get; }

    [Fact]
    public void A_liquidation_is_told_as_the_log_has_it()
    {
        var desk = new ContractDesk(Venue);
        desk.Accepted(ContractDesk.Order(Product.Perpetual, isBuy: false, 2m)); // 100 020; 99 949.99 are left
        var cash = desk.Account.Cash;
        desk.Prices.MarkNow = 100_000m;
        desk.Time.Pass(TimeSpan.FromMinutes(1));

        var takeover = Assert.Single(desk.Ask(c => c.TakeoversAsync(ContractDesk.Start, default)));

        Assert.Equal((ContractDesk.Pair, TakeoverKind.Liquidation, 2m, 100_000m, desk.Account.Cash - cash), (takeover.Symbol, takeover.Kind, takeover.Quantity, takeover.Price, takeover.CashChange));
        Assert.Equal(0m, desk.Position);
        Assert.Empty(desk.Ask(c => c.TakeoversAsync(takeover.At, default)));
    }

    [Fact]
    public void An_auto_deleveraging_is_told_as_the_log_has_it_and_no_trade_is()
    {
        var desk = new ContractDesk(Venue);
        desk.Accepted(ContractDesk.Short());
        Assert.Empty(desk.Ask(c => c.TakeoversAsync(ContractDesk.Start.AddDays(-1), default)));
        desk.Prices.MarkNow = 40_010m;
        desk.Time.Pass(TimeSpan.FromMinutes(1));
        Assert.Null(desk.Exchange.Deleverage(Venue.Key, ContractDesk.Pair, 0.15m));

        var takeover = Assert.Single(desk.Ask(c => c.TakeoversAsync(ContractDesk.Start, default)));

        Assert.Equal((ContractDesk.Pair, TakeoverKind.AutoDeleveraging, 0.15m, 40_010m, 1_500m), (takeover.Symbol, takeover.Kind, takeover.Quantity, takeover.Price, takeover.CashChange));
        Assert.Equal(-0.05m, desk.Position);
        Assert.NotNull(desk.Exchange.Deleverage(Venue.Key, ContractDesk.Pair, 0.15m)); // more than there is
    }
}

public class BinanceTakeovers : TakeoverContract
{
    private protected override PaperVenue Venue { get; } = new BinanceVenue();
}

public class BybitTakeovers : TakeoverContract
{
    private protected override PaperVenue Venue { get; } = new BybitVenue();
}

public class OkxTakeovers : TakeoverContract
{
    private protected override PaperVenue Venue { get; } = new OkxVenue();
}
