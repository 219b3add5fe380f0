using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Ledger;

public class PostingTests
{
    private static readonly ChartOfAccounts Chart = new(Configurations.BtcBasis.PositionSubscriptions);
    private static readonly int Wallet = Chart.Own(Keys.Wallet);
    private static readonly int Cash = Chart.Own(Keys.Cash("binance"));
    private static readonly int Coins = Chart.Own(Keys.Coins("binance"));

    [Fact]
    public void The_counter_leg_of_the_cause_balances_each_unit()
    {
        var posting = Posting.Balanced(Chart, Cause.Trade, "t-1", new Leg(Coins, 1m), new Leg(Cash, -50_000m));

        Assert.Equal((Cause.Trade, "t-1"), (posting.Cause, posting.Source));
        Assert.Equal(
            [new(Coins, 1m), new(Cash, -50_000m), new(Chart.World(Cause.Trade, Chart.Accounts[Coins].Unit), -1m), new(Chart.World(Cause.Trade, Chart.Accounts[Cash].Unit), 50_000m)],
            posting.Legs.ToArray());
    }

    [Fact]
    public void A_move_between_our_own_accounts_needs_no_counter_leg() =>
        Assert.Equal([new(Wallet, -10m), new(Cash, 10m)], Posting.Balanced(Chart, Cause.Transfer, "t", new Leg(Wallet, -10m), new Leg(Cash, 10m)).Legs.ToArray());

    [Fact]
    public void What_is_left_of_a_unit_goes_to_one_counter_leg() => // −16.5 of gas on a transfer
        Assert.Equal(new Leg(Chart.World(Cause.Gas, 0), 16.5m), Posting.Balanced(Chart, Cause.Gas, "t", new Leg(Wallet, -26.5m), new Leg(Cash, 10m)).Legs[^1]);

    [Fact]
    public void Zero_legs_are_left_out() =>
        Assert.Empty(Posting.Balanced(Chart, Cause.Fee, "t", new Leg(Wallet, 0m)).Legs);
}
