using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Costs;

/// <summary>Slippage by size: 5, 7 and 13 bps at 10 k, 100 k and 1 M (domain reference §5.9).</summary>
public class SlippageCurveTests
{
    private static readonly ImmutableArray<SlippagePoint> Curve = Configurations.SpotCurve;

    public static TheoryData<decimal, decimal> Points => new()
    {
        { 0m, 5m }, // flat below the first point
        { 9_999m, 5m },
        { 10_000m, 5m },
        { 31_622.776601683793m, 6m }, // 10^4.5 is half way on the logarithm
        { 50_000m, 6.397940008672m }, // 5 + 2 × log10(5)
        { 100_000m, 7m },
        { 316_227.766016837933m, 10m }, // half way from 7 to 13
        { 1_000_000m, 13m },
        { 4_000_000m, 26m }, // 13 × √4
        { 9_000_000m, 39m }, // 13 × √9
    };

    [Theory]
    [MemberData(nameof(Points))]
    public void Slippage_follows_the_logarithm_between_the_points_and_the_root_beyond(decimal notional, decimal bps) =>
        Assert.Equal(bps, SlippageCurve.Bps(Curve, notional));

    [Fact]
    public void Without_points_there_is_no_slippage()
    {
        Assert.Equal(0m, SlippageCurve.Bps([], 50_000m));
        Assert.Equal(0m, SlippageCurve.Bps(default, 50_000m));
    }

    [Fact]
    public void A_single_point_is_flat_below_and_grows_above()
    {
        Assert.Equal(4m, SlippageCurve.Bps([new(10_000m, 4m)], 5_000m));
        Assert.Equal(8m, SlippageCurve.Bps([new(10_000m, 4m)], 40_000m));
    }

    [Fact]
    public void A_larger_trade_never_slips_less() => Gen.Select(Draw.Money, Draw.Money).Sample((a, b) =>
        Assert.True(SlippageCurve.Bps(Curve, Math.Min(a, b)) <= SlippageCurve.Bps(Curve, Math.Max(a, b))));
}
