using BasisActors.Domain.Errors;
using BasisActors.Domain.Lending;

namespace BasisActors.Domain.Tests.Lending;

/// <summary>Others have supplied 1000 and borrowed 600: at a utilisation of 0.6 borrowing costs 0.01 + 0.04 × 0.6 / 0.8 = 0.04, supplying earns 0.04 × 0.6 × 0.9 = 0.0216.</summary>
public class OwnSizeEffectTests
{
    private static readonly RateCurve Curve = new(0.01m, 0.04m, 0.8m, 0.8m, 0.1m);

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(200, 0, 0.01, 0.0144)] // 0.8: 0.05, and 0.05 × 0.8 × 0.9 = 0.036
    [InlineData(280, 0, 0.33, 0.27144)] // 0.88: 0.05 + 0.8 × 0.08 / 0.2 = 0.37, and 0.37 × 0.88 × 0.9 = 0.29304
    [InlineData(0, 500, -0.01, -0.0108)] // 0.4: 0.03, and 0.03 × 0.4 × 0.9 = 0.0108
    [InlineData(300, 500, 0, 0)] // 900 of 1500 is 0.6 again
    public void Debt_raises_the_rates_and_supply_lowers_them(decimal debt, decimal supply, decimal borrow, decimal earn) =>
        Assert.Equal((borrow, earn), OwnSizeEffect.RateChange(Curve, 600m, 1_000m, debt, supply));

    [Fact]
    public void A_reserve_cannot_lend_more_than_it_has() =>
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => OwnSizeEffect.RateChange(Curve, 600m, 1_000m, 401m, 0m)).Error.Code);
}
