using BasisActors.Domain.Lending;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Lending;

/// <summary>Loan-to-value and health factor (domain reference §5.5).</summary>
public class LendingAccountTests
{
    private static readonly ReserveParameters EMode = new(0.93m, 0.95m, 0.01m);

    // Collateral 100, HF = 95 / debt, buffer = 1 − ℓ / 0.95: 4.2 % at 0.91 and 31.6 % at 0.65.
    public static TheoryData<decimal, decimal, decimal, decimal> Golden => new()
    {
        { 91m, 0.91m, 1.043956m, 0.042m },
        { 65m, 0.65m, 1.461538m, 0.316m },
        { 95m, 0.95m, 1m, 0m },
        { 100m, 1m, 0.95m, -0.053m },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Ratios_are_the_golden_ones(decimal debt, decimal ltv, decimal healthFactor, decimal buffer)
    {
        var account = Account(100m, debt);

        Assert.Equal(ltv, account.LoanToValue);
        Assert.Equal(healthFactor, decimal.Round(account.HealthFactor!.Value, 6));
        Assert.Equal(buffer, decimal.Round(account.OracleBuffer, 3));
    }

    [Fact]
    public void Without_debt_there_is_no_health_factor_and_nothing_to_liquidate()
    {
        var account = Account(100m, 0m);

        Assert.Null(account.HealthFactor);
        Assert.Equal((0m, 1m, false), (account.LoanToValue, account.OracleBuffer, account.IsLiquidatable));
        Assert.False(Account(0m, 0m).IsLiquidatable);
    }

    [Fact]
    public void A_debt_without_collateral_is_beyond_every_limit()
    {
        var account = Account(0m, 0.01m);

        Assert.Equal((LendingAccount.Uncovered, 0m, true), (account.LoanToValue, account.HealthFactor, account.IsLiquidatable));
        Assert.Equal(1 - LendingAccount.Uncovered, account.OracleBuffer);
        Assert.Equal(LendingAccount.Uncovered, Account(0.000000000001m, 1_000_000m).LoanToValue); // 10^18 times its dust
    }

    [Fact]
    public void At_a_health_factor_of_exactly_one_the_account_stands()
    {
        Assert.False(Account(100m, 95m).IsLiquidatable);
        Assert.True(Account(100m, 95.000000000001m).IsLiquidatable);
    }

    [Fact]
    public void The_health_factor_falls_as_debt_grows() => Gen.Select(Draw.Money, Draw.Money, Draw.Money).Sample((collateral, debt, more) =>
    {
        var (before, after) = (Account(collateral, debt), Account(collateral, debt + more));
        Assert.True(after.HealthFactor < before.HealthFactor);
        Assert.True(after.LoanToValue >= before.LoanToValue && after.OracleBuffer <= before.OracleBuffer);
    });

    [Fact]
    public void The_three_measures_of_distance_agree() => Gen.Select(Draw.Money, Draw.Money).Sample((collateral, debt) =>
    {
        var account = Account(collateral, debt);
        Assert.Equal(account.HealthFactor < 1, account.IsLiquidatable);
        Assert.Equal(account.OracleBuffer < 0, account.IsLiquidatable);
    });

    private static LendingAccount Account(decimal collateral, decimal debt) => new(collateral, debt, EMode);
}
