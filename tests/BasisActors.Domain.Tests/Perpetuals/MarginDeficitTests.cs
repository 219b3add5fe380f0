using BasisActors.Domain.Errors;
using BasisActors.Domain.Perpetuals;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Perpetuals;

/// <summary>Cash that restores the margin ratio (domain reference §3.6, §5.12).</summary>
public class MarginDeficitTests
{
    // Balance 10 000, notional 60 000: (60 000 − 10 000) / 2 and (30 000 − 10 000) / 1.5.
    public static TheoryData<decimal, decimal> Golden => new() { { 1.0m, 25_000.00m }, { 0.5m, 13_333.33m }, { 0.1m, 0m } };

    [Theory]
    [MemberData(nameof(Golden))]
    public void The_deficit_is_the_golden_one(decimal target, decimal deficit) =>
        Assert.Equal(deficit, decimal.Round(MarginDeficit.Of(10_000m, 60_000m, target), 2));

    [Fact]
    public void At_or_above_the_target_nothing_is_missing()
    {
        Assert.Equal(0m, MarginDeficit.Of(60_000m, 60_000m, 1m));
        Assert.Equal(0m, MarginDeficit.Of(0m, 0m, 1m));
    }

    [Fact]
    public void Inputs_without_meaning_are_refused()
    {
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => MarginDeficit.Of(1m, -1m, 1m)).Error.Code);
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => MarginDeficit.Of(1m, 1m, -1m)).Error.Code);
    }

    [Fact]
    public void With_the_deficit_added_and_as_much_bought_back_the_target_is_met() =>
        Gen.Select(Draw.Money, Draw.Money, Draw.Decimal(1, 2_000, 0.001m)).Sample((balance, notional, target) =>
        {
            var deficit = MarginDeficit.Of(balance, notional, target);
            if (deficit == 0)
                Assert.True(balance >= target * notional);
            else
                Assert.InRange(balance + deficit - target * (notional - deficit), -1e-18m, 1e-18m);
        });
}
