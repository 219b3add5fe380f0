using BasisActors.Domain.Errors;
using BasisActors.Domain.Risk;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Risk;

/// <summary>Steady-state yield (domain reference §5.5).</summary>
public class NetCarryTests
{
    private static readonly Gen<decimal> Rate = Draw.Decimal(-500, 2_000, 0.0001m);

    // y 2.82 %, b 2.67 %: (2.82 − 2.67 × 0.65) / 0.35 and (2.82 − 2.67 × 0.91) / 0.09.
    public static TheoryData<decimal, decimal> Golden => new() { { 0m, 2.8m }, { 0.65m, 3.1m }, { 0.91m, 4.3m } };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Leverage_lifts_a_positive_carry_to_the_golden_yield(decimal ltv, decimal percent) =>
        Assert.Equal(percent, decimal.Round(NetCarry.Levered(0.0282m, 0.0267m, ltv) * 100, 1));

    [Fact]
    public void One_ETH_earns_what_it_yields_less_what_it_costs() => Assert.Equal(0.0022m, NetCarry.Unlevered(0.0282m, 0.0007m, 0.0267m));

    [Fact]
    public void A_hedged_book_adds_funding_on_its_staked_share_and_pays_its_costs() // 0.5 × (0.03 − 0.02 × 0.5) / 0.5 + 0.5 × 0.1 − 0.004
        => Assert.Equal(0.066m, NetCarry.MarketNeutral(0.5m, 0.03m, 0.02m, 0.5m, 0.10m, 0.004m));

    [Fact]
    public void Inputs_without_meaning_are_refused()
    {
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => NetCarry.Levered(0.03m, 0.02m, 1m)).Error.Code);
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => NetCarry.MarketNeutral(-0.1m, 0.03m, 0.02m, 0.5m, 0m, 0m)).Error.Code);
    }

    [Fact]
    public void Leverage_helps_exactly_when_the_yield_is_above_the_borrow_rate() =>
        Gen.Select(Rate, Rate, Draw.Decimal(1, 950, 0.001m)).Sample((yield, borrow, ltv) =>
        {
            // the gain over holding is (y − b)λ/(1−λ)
            var expected = yield + (yield - borrow) * ltv / (1 - ltv);
            Assert.InRange(NetCarry.Levered(yield, borrow, ltv), expected - 1e-20m, expected + 1e-20m);
        });
}
