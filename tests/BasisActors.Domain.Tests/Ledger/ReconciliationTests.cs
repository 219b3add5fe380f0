using BasisActors.Domain.Ledger;

namespace BasisActors.Domain.Tests.Ledger;

public class ReconciliationTests
{
    // 1 % of the expected change, but never less than the rounding of the last kept decimals
    public static TheoryData<decimal, decimal, bool> Expectations => new()
    {
        { 100m, 101m, true },
        { 100m, 101.000001m, false },
        { 100m, 99m, true },
        { 100m, 98.999999m, false },
        { -100m, -101m, true },
        { -100m, 100m, false },
        { 0m, 0.00000001m, true },
        { 0m, 0.000000011m, false },
    };

    [Theory]
    [MemberData(nameof(Expectations))]
    public void A_change_is_as_expected_within_one_percent(decimal expected, decimal actual, bool agrees) =>
        Assert.Equal(agrees, Reconciliation.IsAsExpected(expected, actual));

    [Fact]
    public void Ledger_and_venue_agree_to_eight_decimals_and_no_further()
    {
        Assert.True(Reconciliation.Agrees(100_000m, 100_000.00000001m));
        Assert.False(Reconciliation.Agrees(100_000m, 99_999.999999989m));
        Assert.False(Reconciliation.Agrees(100_000.000000011m, 100_000m));
    }
}
