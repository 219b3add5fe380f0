using BasisActors.Domain.Errors;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Numerics;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Lending;

/// <summary>Scaled balances (domain reference §5.1, golden vectors of §5.12; D-03 never 1:1).</summary>
public class LendingIndexTests
{
    [Fact]
    public void A_supply_of_100_weETH_grows_with_the_liquidity_index()
    {
        var scaled = LendingIndex.Scaled(100m, 1.05m); // 100 / 1.05
        var underlying = LendingIndex.Underlying(scaled, 1.10m); // 95.238095 × 1.10

        Assert.Equal(95.238095m, decimal.Round(scaled, 6));
        Assert.Equal(104.761905m, decimal.Round(underlying, 6));
        // 104.761905 weETH × 1.0256 = 107.443810 ETH; × 3305.20 = 355,123.28 USD
        Assert.Equal(107.443810m, decimal.Round(Amount.Value(underlying, 1.0256m), 6));
        Assert.Equal(355_123.28m, decimal.Round(Amount.Value(underlying, UnitPrice.Combine(1.0256m, 3305.20m)), 2));
    }

    [Fact]
    public void A_debt_of_50_WETH_grows_with_the_borrow_index()
    {
        var scaled = LendingIndex.Scaled(50m, 1.02m); // 50 / 1.02

        Assert.Equal(49.019608m, decimal.Round(scaled, 6));
        Assert.Equal(52.941176m, decimal.Round(LendingIndex.Underlying(scaled, 1.08m), 6)); // 49.019608 × 1.08
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_index_is_never_assumed(int index)
    {
        Assert.Equal("EXP-002", Assert.Throws<BasisException>(() => LendingIndex.Scaled(100m, index)).Error.Code);
        Assert.Equal("EXP-002", Assert.Throws<BasisException>(() => LendingIndex.Underlying(100m, index)).Error.Code);
    }

    [Fact]
    public void There_and_back_loses_at_most_the_last_kept_decimals() => Gen.Select(Draw.Money, Draw.Index).Sample((underlying, index) =>
    {
        var back = LendingIndex.Underlying(LendingIndex.Scaled(underlying, index), index);
        // half a unit of the 12th decimal on the scaled balance, times the index, and half a unit on the way back
        var bound = 0.0000000000005m * index + 0.0000000000005m;
        Assert.InRange(back, underlying - bound, underlying + bound);
    });

    [Fact]
    public void A_position_never_shrinks_while_its_index_grows() => Gen.Select(Draw.Money, Draw.Index, Draw.Index).Sample((underlying, a, b) =>
    {
        var scaled = LendingIndex.Scaled(underlying, Math.Min(a, b));
        Assert.True(LendingIndex.Underlying(scaled, Math.Max(a, b)) >= LendingIndex.Underlying(scaled, Math.Min(a, b)));
    });
}
