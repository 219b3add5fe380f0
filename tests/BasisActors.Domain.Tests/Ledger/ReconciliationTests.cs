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

    // live: 1 % of what the ledger has, at least the token's floor; twice that is far
    public static TheoryData<string, decimal, decimal, DifferenceGrade> Grades => new()
    {
        { "bybit:BaseToken:BTC", 2m, 0m, DifferenceGrade.None },
        { "bybit:BaseToken:BTC", 2m, 0.000000000001m, DifferenceGrade.Within },
        { "bybit:BaseToken:BTC", 2m, -0.02m, DifferenceGrade.Within },
        { "bybit:BaseToken:BTC", 2m, 0.02000001m, DifferenceGrade.Above },
        { "bybit:BaseToken:BTC", 2m, -0.04m, DifferenceGrade.Above },
        { "bybit:BaseToken:BTC", 2m, -0.04000001m, DifferenceGrade.FarAbove },
        { "bybit:Perp:BTCUSDT", -2m, 0.02m, DifferenceGrade.Within },
        { "bybit:Perp:BTCUSDT", 0m, -0.00001m, DifferenceGrade.Within },
        { "bybit:Perp:BTCUSDT", 0m, -0.00002m, DifferenceGrade.Above },
        { "bybit:Perp:BTCUSDT", 0m, -0.000021m, DifferenceGrade.FarAbove },
        { "wallet:BaseToken:USDT", 20m, 1m, DifferenceGrade.Within },
        { "wallet:BaseToken:USDT", 20m, 2.01m, DifferenceGrade.FarAbove },
        { "wallet:BaseToken:EIGEN", 0m, 0.00000003m, DifferenceGrade.FarAbove },
    };

    [Theory]
    [MemberData(nameof(Grades))]
    public void A_difference_is_judged_by_one_percent_or_the_floor_of_the_token(string position, decimal ledger, decimal difference, DifferenceGrade grade) =>
        Assert.Equal(grade, Reconciliation.Grade(PositionKey.Parse(position), ledger, difference, Reconciliation.RelativeTolerance));

    [Fact]
    public void Ledger_and_venue_agree_to_eight_decimals_and_no_further()
    {
        Assert.True(Reconciliation.Agrees(100_000m, 100_000.00000001m));
        Assert.False(Reconciliation.Agrees(100_000m, 99_999.999999989m));
        Assert.False(Reconciliation.Agrees(100_000.000000011m, 100_000m));
    }
}
