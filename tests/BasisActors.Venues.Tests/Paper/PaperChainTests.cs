using BasisActors.Venues.Paper;

namespace BasisActors.Venues.Tests.Paper;

/// <summary>The simulated wallet outside the exchange.</summary>
public class PaperChainTests
{
    [Fact]
    public void Money_moves_between_wallet_and_exchange_and_both_sides_know()
    {
        var desk = PaperDesk.Funded(1_000m);

        Assert.Null(desk.Chain.Transfer(PaperDesk.Move("out", 400m), "bybit", toExchange: false).Error);
        Assert.Null(desk.Chain.PayOut(PaperDesk.Move("pay", 150m)).Error);

        Assert.Equal((250m, 600m), (desk.Chain.Wallet(PaperDesk.Key)["USDT"], desk.Account.Cash));
        Assert.Equal([(LogKind.TransferIn, 1_000m, "in"), (LogKind.TransferOut, -400m, "out")], desk.Log.Select(e => (e.Kind, e.Change, e.Reference)));
    }

    [Fact]
    public void An_id_is_done_once_and_answered_alike()
    {
        var desk = PaperDesk.Funded(1_000m);

        Assert.Null(desk.Chain.Transfer(PaperDesk.Move("in", 1_000m), "bybit", toExchange: true).Error);
        var refused = desk.Chain.PayOut(PaperDesk.Move("pay", 10m));
        desk.Chain.Fund(PaperDesk.Move("more", 100m));

        Assert.NotNull(refused.Error);
        Assert.Equal(refused, desk.Chain.PayOut(PaperDesk.Move("pay", 10m))); // although there is money now
        Assert.Equal((100m, 1_000m), (desk.Chain.Wallet(PaperDesk.Key)["USDT"], desk.Account.Cash));
    }

    [Fact]
    public void Nothing_goes_below_zero_and_margin_stays()
    {
        var desk = PaperDesk.Funded(1_000m);
        desk.Short(1m); // binds 500; fee 30

        Assert.NotNull(desk.Chain.Transfer(PaperDesk.Move("a", 471m), "bybit", toExchange: false).Error);
        Assert.NotNull(desk.Chain.Transfer(PaperDesk.Move("b", 1m), "bybit", toExchange: true).Error);
        Assert.NotNull(desk.Chain.Transfer(PaperDesk.Move("c", 1m, "BTC"), "bybit", toExchange: false).Error);
        Assert.Null(desk.Chain.Transfer(PaperDesk.Move("d", 470m), "bybit", toExchange: false).Error);
        Assert.Equal((470m, 500m), (desk.Chain.Wallet(PaperDesk.Key)["USDT"], desk.Account.Cash));
    }

    [Fact]
    public void Coins_can_be_moved_too()
    {
        var desk = PaperDesk.Funded();
        desk.Buy(1m);

        Assert.Null(desk.Chain.Transfer(PaperDesk.Move("a", 0.25m, "BTC"), "bybit", toExchange: false).Error);

        Assert.Equal((0.25m, 0.75m), (desk.Chain.Wallet(PaperDesk.Key)["BTC"], desk.Account.Coins["BTC"]));
    }

    [Fact]
    public void An_account_that_is_not_there_gets_nothing() =>
        Assert.NotNull(PaperDesk.Funded().Chain.Fund(new ChainMovement("x", "nobody", "USDT", 1m)).Error);
}
