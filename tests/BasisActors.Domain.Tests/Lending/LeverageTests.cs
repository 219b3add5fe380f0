using BasisActors.Domain.Errors;
using BasisActors.Domain.Lending;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Lending;

/// <summary>Entry and re-leverage (domain reference §5.3, §5.4, §5.12).</summary>
public class LeverageTests
{
    private const decimal Equity = 50_000m / 3_300m; // 15.151515 ETH
    private static readonly Gen<decimal> Ltv = Draw.Decimal(0, 950, 0.001m);
    private static readonly Gen<decimal> Cost = Draw.Decimal(0, 100, 0.0001m);

    [Fact]
    public void A_costless_entry_at_91_percent_has_the_golden_sizes()
    {
        var entry = Leverage.Enter(Equity, 0.91m, 0m, 0m); // F = D = 0.91 × 15.151515 / 0.09, C = 15.151515 / 0.09

        Assert.Equal((153.198653m, 168.350168m, 153.198653m), Rounded(entry));
        Assert.Equal(1.043956m, decimal.Round(Account(entry).HealthFactor!.Value, 6)); // 0.95 / 0.91
    }

    [Fact]
    public void A_flash_fee_of_5_bps_makes_the_golden_entry_smaller()
    {
        var entry = Leverage.Enter(Equity, 0.91m, 0.0005m, 0m); // F = 0.91 × 15.151515 / (1.0005 − 0.91)

        Assert.Equal((152.352252m, 167.503767m, 152.428428m), Rounded(entry));
        Assert.Equal(0.91m, decimal.Round(Account(entry).LoanToValue, 20));
    }

    [Fact]
    public void Without_leverage_nothing_is_borrowed()
    {
        Assert.Equal(new LeverageEntry(0m, 10m, 0m), Leverage.Enter(10m, 0m, 0.0005m, 0m));
        Assert.Equal(new LeverageEntry(0m, 9.99m, 0m), Leverage.Enter(10m, 0m, 0m, 0.001m)); // the mint loss stays
    }

    [Fact]
    public void Twenty_three_loops_come_close_to_one_flash_loan() // ℓ 0.8996 and 90 % of the final collateral
    {
        var loops = Leverage.SequentialLoops(Equity, 0.91m, 23);

        Assert.Equal(0.8996m, decimal.Round(Account(loops).LoanToValue, 4));
        Assert.Equal(0.90m, decimal.Round(loops.Collateral / Leverage.Enter(Equity, 0.91m, 0m, 0m).Collateral, 2));
    }

    [Fact]
    public void Loops_add_up_one_by_one()
    {
        Assert.Equal(new LeverageEntry(0m, 10m, 0m), Leverage.SequentialLoops(10m, 0.5m, 0));
        Assert.Equal(new LeverageEntry(0m, 15m, 5m), Leverage.SequentialLoops(10m, 0.5m, 1)); // borrow 5
        Assert.Equal(new LeverageEntry(0m, 17.5m, 7.5m), Leverage.SequentialLoops(10m, 0.5m, 2)); // borrow 2.5
    }

    [Fact]
    public void The_leverage_ratio_is_collateral_over_equity()
    {
        Assert.Equal(1m, Leverage.Ratio(0m));
        Assert.Equal(4m, Leverage.Ratio(0.75m));
        Assert.Equal(11.111111m, decimal.Round(Leverage.Ratio(0.91m), 6));
    }

    [Fact]
    public void Inputs_without_meaning_are_refused()
    {
        Action[] calls =
        [
            () => Leverage.Enter(-1m, 0.9m, 0m, 0m), () => Leverage.Enter(1m, 1m, 0m, 0m), () => Leverage.Enter(1m, -0.1m, 0m, 0m),
            () => Leverage.Enter(1m, 0.9m, -0.1m, 0m), () => Leverage.Enter(1m, 0.9m, 0m, 1m), () => Leverage.SequentialLoops(1m, 0.9m, -1),
            () => Leverage.SequentialLoops(1m, 1m, 1), () => Leverage.Ratio(1m),
        ];

        Assert.All(calls, call => Assert.Equal("MTH-003", Assert.Throws<BasisException>(call).Error.Code));
    }

    [Fact]
    public void An_entry_meets_its_target_and_pays_exactly_its_costs() => Gen.Select(Draw.Quantity, Ltv, Cost, Cost).Sample((equity, ltv, fee, loss) =>
    {
        var entry = Leverage.Enter(equity, ltv, fee, loss);
        Near(ltv * entry.Collateral, entry.Debt);
        // what is missing from the equity is the fee of the loan and the loss on all that was minted
        Near(equity - fee * entry.FlashLoan - loss * (equity + entry.FlashLoan), entry.Collateral - entry.Debt);
    });

    [Fact]
    public void A_costless_entry_keeps_the_equity() => Gen.Select(Draw.Quantity, Ltv).Sample((equity, ltv) =>
    {
        var entry = Leverage.Enter(equity, ltv, 0m, 0m);
        Near(equity, entry.Collateral - entry.Debt);
        Near(equity * Leverage.Ratio(ltv), entry.Collateral);
    });

    [Fact]
    public void Loops_keep_the_equity_and_stay_below_the_flash_loan() => Gen.Select(Draw.Quantity, Ltv, Gen.Int[0, 40]).Sample((equity, ltv, loops) =>
    {
        var (looped, entry) = (Leverage.SequentialLoops(equity, ltv, loops), Leverage.Enter(equity, ltv, 0m, 0m));
        Near(equity, looped.Collateral - looped.Debt);
        Assert.True(looped.Debt <= entry.Debt + 1e-20m);
    });

    private static void Near(decimal expected, decimal actual) => Assert.InRange(actual, expected - 1e-20m, expected + 1e-20m);

    private static LendingAccount Account(LeverageEntry entry) => new(entry.Collateral, entry.Debt, new ReserveParameters(0.93m, 0.95m, 0.01m));

    private static (decimal FlashLoan, decimal Collateral, decimal Debt) Rounded(LeverageEntry entry) =>
        (decimal.Round(entry.FlashLoan, 6), decimal.Round(entry.Collateral, 6), decimal.Round(entry.Debt, 6));
}
