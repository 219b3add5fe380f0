using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Perpetuals;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Perpetuals;

/// <summary>Average entry and realised P&amp;L of a short (domain reference §5.6).</summary>
public class PerpetualPositionTests
{
    private static readonly PerpetualPosition Flat = default;

    [Fact]
    public void A_new_short_is_negative_and_worth_nothing_at_its_entry()
    {
        var position = Flat.OpenShort(2m, 50_000m);

        Assert.Equal(new PerpetualPosition(-2m, 100_000m), position);
        Assert.Equal(50_000m, position.AverageEntry);
        Assert.Equal(0m, position.UnrealisedPnl(50_000m));
    }

    [Fact]
    public void A_book_that_declares_no_such_contract_holds_none_of_it()
    {
        var chart = new ChartOfAccounts(Configurations.PureLending.PositionSubscriptions);

        Assert.Equal(default, PerpetualPosition.Of(Book.Open(chart), Keys.Perp("binance")));
    }

    [Fact]
    public void A_short_earns_when_the_mark_falls_and_loses_when_it_rises()
    {
        var position = Flat.OpenShort(2m, 50_000m);

        Assert.Equal(2_000m, position.UnrealisedPnl(49_000m));
        Assert.Equal(-2_000m, position.UnrealisedPnl(51_000m));
    }

    [Fact]
    public void Extending_a_short_averages_its_entry_by_size()
    {
        var position = Flat.OpenShort(1m, 50_000m).OpenShort(3m, 54_000m);

        Assert.Equal(-4m, position.Size);
        Assert.Equal(53_000m, position.AverageEntry); // (50 000 + 3 × 54 000) / 4
    }

    [Fact]
    public void Reducing_a_short_keeps_its_average_and_realises_the_difference()
    {
        var position = Flat.OpenShort(4m, 53_000m).ReduceShort(1m, 51_000m, out var realised);

        Assert.Equal(2_000m, realised); // 1 × (53 000 − 51 000)
        Assert.Equal(-3m, position.Size);
        Assert.Equal(53_000m, position.AverageEntry);
    }

    [Fact]
    public void Buying_back_above_the_entry_realises_a_loss()
    {
        Flat.OpenShort(4m, 53_000m).ReduceShort(1m, 54_000m, out var realised);

        Assert.Equal(-1_000m, realised);
    }

    [Fact]
    public void Closing_a_short_leaves_nothing_behind_even_when_the_average_does_not_divide()
    {
        var position = Flat.OpenShort(0.3m, 50_000.01m).OpenShort(0.4m, 50_000.02m).ReduceShort(0.7m, 49_000m, out var realised);

        Assert.Equal(new PerpetualPosition(0m, 0m), position);
        Assert.Equal(0m, position.AverageEntry);
        Assert.Equal(700.011m, realised); // 15 000.003 + 20 000.008 − 34 300
    }

    [Fact]
    public void Sizes_that_make_no_sense_are_refused()
    {
        var position = Flat.OpenShort(1m, 50_000m);

        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => Flat.OpenShort(0m, 50_000m)).Error.Code);
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => new PerpetualPosition(1m, -50_000m).OpenShort(1m, 50_000m)).Error.Code);
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => position.ReduceShort(0m, 50_000m, out _)).Error.Code);
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => position.ReduceShort(1.00000001m, 50_000m, out _)).Error.Code);
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => Flat.ReduceShort(1m, 50_000m, out _)).Error.Code);
    }

    /// <summary>
    /// Whatever the order of sales and purchases: what was realised plus what is unrealised is the cash that went through, marked to market.
    /// </summary>
    [Fact]
    public void Realised_and_unrealised_always_add_up_to_the_cash_that_was_traded() =>
        Gen.Select(Gen.Select(Gen.Bool, Gen.Int[1, 100], Draw.Price).Array[1, 20], Draw.Price).Sample((trades, mark) =>
        {
            var position = Flat;
            decimal realised = 0, sold = 0, bought = 0;
            foreach (var (opens, percent, price) in trades)
            {
                if (opens || position.Size == 0)
                {
                    var quantity = percent * 0.0137m;
                    position = position.OpenShort(quantity, price);
                    sold += Amount.Value(quantity, price);
                    continue;
                }

                var closed = percent == 100 ? -position.Size : Amount.Round(-position.Size * percent / 100m);
                position = position.ReduceShort(closed, price, out var gain);
                realised += gain;
                bought += Amount.Value(closed, price);
            }

            Assert.Equal(sold - bought + Amount.Value(position.Size, mark), realised + position.UnrealisedPnl(mark));
        });
}
