using BasisActors.Domain.Errors;
using BasisActors.Domain.Lending;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Lending;

/// <summary>Taking leverage back (domain reference §5.4, §5.12).</summary>
public class DeleverageTests
{
    private const decimal Freed = 9_124.50m / 3_300m; // 2.765 ETH

    private static readonly Gen<decimal> Ltv = Draw.Decimal(0, 940, 0.001m);
    private static readonly Gen<decimal> FlashFee = Draw.Decimal(0, 10, 0.0001m);
    private static readonly Gen<decimal> Loss = Draw.Decimal(-50, 400, 0.0001m);

    [Fact]
    public void The_margin_gap_of_9124_dollars_frees_the_golden_sizes()
    {
        // at ℓ = λ: W = X / 0.09, R = 0.91 W; with 24 bps W = X / (0.9976 − 0.91)
        Assert.Equal((27.957222m, 30.722222m), Rounded(Deleverage.Free(Freed, 168.350168m, 168.350168m * 0.91m, 0.91m, 0m, 0m)));
        var lossy = Deleverage.Free(Freed, 168.350168m, 168.350168m * 0.91m, 0.91m, 0m, 0.0024m);
        Assert.Equal((28.723174m, 31.563927m), Rounded(lossy));
        Assert.Equal(249.99m, decimal.Round(lossy.Withdraw * 0.0024m * 3_300m, 2)); // what the swap costs
    }

    [Fact]
    public void Freeing_above_the_target_pays_for_the_excess_too() // W = (1 + 1.1 × 10) / (0.8 − 0.5 × 1.1), R = 10 + 0.5 W; 48 × 0.8 = 34 × 1.1 + 1
        => Assert.Equal(new DeleverageSize(34m, 48m), Deleverage.Free(1m, 100m, 60m, 0.5m, 0.1m, 0.2m));

    [Fact]
    public void An_excess_of_three_points_is_cut_by_the_golden_sizes()
    {
        Assert.Equal((33.333333m, 33.333333m), Rounded(Deleverage.ToLtv(100m, 94m, 0.91m, 0m, 0m))); // 3 / 0.09
        Assert.Equal((34.164384m, 34.246575m), Rounded(Deleverage.ToLtv(100m, 94m, 0.91m, 0m, 0.0024m))); // 3 / (1 − 0.91 / 0.9976)
    }

    [Fact]
    public void At_or_below_the_target_nothing_is_cut()
    {
        Assert.Equal(default, Deleverage.ToLtv(100m, 91m, 0.91m, 0.0005m, 0.0024m));
        Assert.Equal(default, Deleverage.ToLtv(100m, 50m, 0.91m, 0.0005m, 0.6m)); // even when it could not be sold for its debt
        Assert.Equal(default, Deleverage.ToLtv(0m, 0m, 0.91m, 0m, 0m));
    }

    [Fact]
    public void Freeing_below_the_target_sells_without_repaying()
    {
        Assert.Equal(new DeleverageSize(0m, 12.5m), Deleverage.Free(10m, 100m, 50m, 0.91m, 0m, 0.2m)); // 12.5 × 0.8 = 10; 50 / 87.5 is below 0.91
        Assert.Equal(new DeleverageSize(0m, 100m), Deleverage.Free(100m, 100m, 0m, 0.91m, 0m, 0m));
    }

    [Fact]
    public void More_than_there_is_frees_everything() // 100 × 0.9976 − 91 × 1.0005 = 8.7145 arrives
    {
        Assert.Equal(new DeleverageSize(91m, 100m), Deleverage.Free(8.7145m, 100m, 91m, 0.91m, 0.0005m, 0.0024m));
        Assert.Equal(new DeleverageSize(91m, 100m), Deleverage.Free(20m, 100m, 91m, 0.91m, 0.0005m, 0.0024m));
        Assert.Equal(new DeleverageSize(0m, 100m), Deleverage.Free(101m, 100m, 0m, 0.91m, 0m, 0m));
    }

    [Fact]
    public void A_close_repays_and_withdraws_everything()
    {
        Assert.Equal(new DeleverageSize(91m, 100m), Deleverage.Close(100m, 91m, 0.0005m, 0.0024m, out var net));
        Assert.Equal(8.7145m, net); // 99.76 − 91.0455
        Deleverage.Close(100m, 91m, 0m, 0.10m, out net);
        Assert.Equal(-1m, net); // 90 − 91: must be brought along
    }

    [Fact]
    public void A_target_out_of_reach_is_a_no_and_never_a_sale() // 100 sells for 90, the debt is 94
    {
        Assert.False(Deleverage.TryToLtv(100m, 94m, 0.91m, 0m, 0.10m, out var size));
        Assert.Equal(default, size);
        Assert.False(Deleverage.TryFree(1m, 100m, 94m, 0.91m, 0m, 0.10m, out _));
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => Deleverage.ToLtv(100m, 94m, 0.91m, 0m, 0.10m)).Error.Code);
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => Deleverage.Free(1m, 100m, 94m, 0.91m, 0m, 0.10m)).Error.Code);
    }

    [Fact]
    public void A_sale_loses_the_peg_discount_and_its_cost()
    {
        Assert.Equal(0.0024m, Deleverage.SaleLoss(1.05m, 1.05m, 0.0024m));
        Assert.Equal(0.0298m, Deleverage.SaleLoss(0.98m, 1m, 0.01m)); // 1 − 0.98 × 0.99
        Assert.Equal(-0.01m, Deleverage.SaleLoss(1.01m, 1m, 0m)); // a premium
    }

    [Fact]
    public void Inputs_without_meaning_are_refused()
    {
        Action[] calls =
        [
            () => Deleverage.ToLtv(-1m, 0m, 0.9m, 0m, 0m), () => Deleverage.ToLtv(1m, -1m, 0.9m, 0m, 0m), () => Deleverage.ToLtv(1m, 1m, 1m, 0m, 0m),
            () => Deleverage.ToLtv(1m, 1m, 0.9m, -0.1m, 0m), () => Deleverage.ToLtv(1m, 1m, 0.9m, 0m, 1m), () => Deleverage.Free(-1m, 1m, 0m, 0.9m, 0m, 0m),
            () => Deleverage.SaleLoss(0m, 1m, 0m), () => Deleverage.SaleLoss(1m, 0m, 0m), () => Deleverage.SaleLoss(1m, 1m, 1m),
        ];

        Assert.All(calls, call => Assert.Equal("MTH-003", Assert.Throws<BasisException>(call).Error.Code));
    }

    [Fact]
    public void After_freeing_the_target_is_met_and_the_amount_arrives() =>
        Gen.Select(Gen.Select(Draw.Quantity, Ltv, Ltv), Draw.Decimal(0, 1_200, 0.001m), FlashFee, Loss).Sample((book, share, fee, loss) =>
        {
            var (collateral, now, target) = book;
            var debt = collateral * now;
            Deleverage.Close(collateral, debt, fee, loss, out var net);
            var amount = Math.Max(0, net) * share;
            if (!Deleverage.TryFree(amount, collateral, debt, target, fee, loss, out var size))
            {
                Assert.True(net < 0 && now > 0);
                return;
            }

            var (debtLeft, collateralLeft) = (debt - size.Repay, collateral - size.Withdraw);
            Assert.True(debtLeft >= 0 && collateralLeft >= 0 && size.Repay >= 0 && size.Withdraw >= 0);
            Near(Math.Min(amount, Math.Max(net, 0)), size.Withdraw * (1 - loss) - size.Repay * (1 + fee));
            if (size.Repay > 0 && amount < net)
                Near(target * collateralLeft, debtLeft);
            else
                Assert.True(debtLeft <= target * collateralLeft + 1e-18m);
        });

    [Fact]
    public void A_target_is_out_of_reach_only_when_a_sale_would_raise_the_LTV() =>
        Gen.Select(Draw.Quantity, Ltv, Ltv, Loss).Sample((collateral, now, target, loss) =>
        {
            var debt = collateral * now;
            if (Deleverage.TryToLtv(collateral, debt, target, 0m, loss, out _))
                return;
            var sold = collateral / 2;
            Assert.True((debt - sold * (1 - loss)) / (collateral - sold) > now);
        });

    [Fact]
    public void Freeing_all_that_a_close_yields_is_the_close() => Gen.Select(Draw.Quantity, Ltv, FlashFee).Sample((collateral, ltv, fee) =>
    {
        var close = Deleverage.Close(collateral, collateral * ltv, fee, 0.0024m, out var net);
        if (net > 0 && ltv > 0)
            Assert.Equal(close, Deleverage.Free(net, collateral, collateral * ltv, 0m, fee, 0.0024m));
    });

    private static void Near(decimal expected, decimal actual) => Assert.InRange(actual, expected - 1e-18m, expected + 1e-18m);

    private static (decimal Repay, decimal Withdraw) Rounded(DeleverageSize size) => (decimal.Round(size.Repay, 6), decimal.Round(size.Withdraw, 6));
}
