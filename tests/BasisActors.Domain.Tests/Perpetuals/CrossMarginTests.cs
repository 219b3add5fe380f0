using BasisActors.Domain.Perpetuals;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Perpetuals;

/// <summary>Margin of one exchange account (domain reference §5.6, §5.12; D-05: higher is safer).</summary>
public class CrossMarginTests
{
    // Short 15 at 3300 with 49 500 of margin: (49 500 + 15 × 3300) / (15 × (1 + mmr)) = 99 000 / 16.5 and 99 000 / 15.075.
    public static TheoryData<decimal, decimal> LiquidationPrices => new() { { 0.10m, 6000.00m }, { 0.005m, 6567.16m } };

    // From ratio 1.0 the ratio is m after a rise of (1 − m) / (1 + m).
    public static TheoryData<decimal, decimal> Rises => new() { { 0.30m, 53.8m }, { 0.20m, 66.7m }, { 0.12m, 78.6m }, { 0.10m, 81.8m } };

    [Theory]
    [MemberData(nameof(LiquidationPrices))]
    public void A_short_is_liquidated_at_the_golden_price(decimal maintenanceRate, decimal price) =>
        Assert.Equal(price, decimal.Round(PerpLiquidation.ShortPrice(49_500m, 15m, 3300m, maintenanceRate), 2));

    [Theory]
    [MemberData(nameof(Rises))]
    public void A_fully_margined_short_falls_to_a_ratio_after_the_known_rise(decimal ratio, decimal risePercent)
    {
        var short1 = default(PerpetualPosition).OpenShort(1m, 50_000m);
        var rise = (1 - ratio) / (1 + ratio);
        Assert.Equal(risePercent, decimal.Round(rise * 100, 1));

        var mark = 50_000m * (1 + rise);
        var margin = new CrossMargin("binance", 50_000m + short1.UnrealisedPnl(mark), mark, short1.UnrealisedPnl(mark));

        Assert.Equal(ratio, decimal.Round(margin.Ratio!.Value, 9));
    }

    [Fact]
    public void Without_a_position_there_is_no_ratio()
    {
        var margin = new CrossMargin("binance", 0m, 0m, 0m);

        Assert.Null(margin.Ratio);
    }

    [Fact]
    public void At_its_liquidation_price_a_short_has_exactly_the_maintenance_ratio() =>
        Gen.Select(Draw.Money, Draw.Decimal(1, 1_000, 0.01m), Draw.Price).Sample((wallet, size, entry) =>
        {
            var price = PerpLiquidation.ShortPrice(wallet, size, entry, 0.10m);
            var balance = wallet + size * (entry - price);
            Assert.InRange(balance / (size * price), 0.10m - 1e-12m, 0.10m + 1e-12m);
        });
}
