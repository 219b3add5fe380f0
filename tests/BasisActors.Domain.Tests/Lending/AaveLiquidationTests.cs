using BasisActors.Domain.Lending;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Lending;

/// <summary>Liquidation of a lending account (domain reference §5.5).</summary>
public class AaveLiquidationTests
{
    private static readonly ReserveParameters EMode = new(0.93m, 0.95m, 0.01m);

    // Collateral 100: HF = 95 / debt.
    public static TheoryData<decimal, decimal, decimal, decimal> Rows => new()
    {
        { 95m, 0m, 0m, 0m }, // HF 1 stands
        { 96m, 48m, 48.48m, 0.48m }, // HF 0.9896: half, 48 × 1.01
        { 99.9m, 49.95m, 50.4495m, 0.4995m }, // HF 0.95095: still half
        { 100m, 99.009901m, 100m, 0.990099m }, // HF 0.95: all, but 101 is not there, 100 / 1.01 is repaid
        { 120m, 99.009901m, 100m, 0.990099m },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_liquidation_takes_what_the_health_factor_allows(decimal debt, decimal repaid, decimal seized, decimal loss)
    {
        var result = AaveLiquidation.Of(new LendingAccount(100m, debt, EMode));

        Assert.Equal((repaid, seized, loss), (decimal.Round(result.Repaid, 6), result.Seized, decimal.Round(result.Loss, 6)));
    }

    [Fact]
    public void A_low_threshold_lets_the_whole_debt_be_repaid() // WBTC: LT 0.78, bonus 5 %; HF 78 / 85 = 0.918; 85 × 1.05 = 89.25 of 100
        => Assert.Equal(
            new LiquidationResult(85m, 89.25m, 4.25m),
            AaveLiquidation.Of(new LendingAccount(100m, 85m, new ReserveParameters(0.73m, 0.78m, 0.05m))));

    [Fact]
    public void Without_collateral_nothing_can_be_seized() => Assert.Equal(default, AaveLiquidation.Of(new LendingAccount(0m, 5m, EMode)));

    [Fact]
    public void A_liquidation_never_takes_more_than_there_is_and_loses_what_the_liquidator_gains() =>
        Gen.Select(Draw.Money, Draw.Decimal(0, 1_500, 0.001m), Draw.Decimal(0, 100, 0.001m)).Sample((collateral, ltv, bonus) =>
        {
            var account = new LendingAccount(collateral, collateral * ltv, EMode with { LiquidationBonus = bonus });
            var result = AaveLiquidation.Of(account);

            Assert.InRange(result.Seized, 0m, account.Collateral);
            Assert.InRange(result.Repaid, 0m, account.Debt);
            Assert.InRange(result.Seized - result.Repaid, result.Loss - 1e-18m, result.Loss + 1e-18m);
            Assert.Equal(account.IsLiquidatable, result.Repaid > 0);
        });
}
