using BasisActors.Domain.Errors;
using BasisActors.Domain.Perpetuals;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Perpetuals;

/// <summary>Liquidation prices and what is left (domain reference §5.6, §5.12).</summary>
public class PerpLiquidationTests
{
    private static readonly Gen<decimal> Size = Draw.Decimal(1, 1_000, 0.01m);
    private static readonly Gen<decimal> MaintenanceRate = Draw.Decimal(0, 200, 0.001m);

    // Short 15 at 3300 with 49 500: 99 000 / 16.5 and 99 000 / 15.075.
    public static TheoryData<decimal, decimal> ShortPrices => new() { { 0.10m, 6000.00m }, { 0.005m, 6567.16m } };

    // (1 − m) / (1 + m)
    public static TheoryData<decimal, decimal> Rises => new() { { 0.30m, 53.8m }, { 0.20m, 66.7m }, { 0.12m, 78.6m }, { 0.10m, 81.8m }, { 1m, 0m } };

    [Theory]
    [MemberData(nameof(ShortPrices))]
    public void A_short_is_liquidated_at_the_golden_price(decimal maintenanceRate, decimal price) =>
        Assert.Equal(price, decimal.Round(PerpLiquidation.ShortPrice(49_500m, 15m, 3300m, maintenanceRate), 2));

    [Fact]
    public void A_long_is_liquidated_below_its_entry()
    {
        Assert.Equal(2750m, PerpLiquidation.LongPrice(12_375m, 15m, 3300m, 0.10m)); // (49 500 − 12 375) / (15 × 0.9) = 37 125 / 13.5
        Assert.Equal(0m, PerpLiquidation.LongPrice(49_500m, 15m, 3300m, 0.10m)); // paid in full: never
    }

    [Theory]
    [MemberData(nameof(Rises))]
    public void A_fully_margined_short_reaches_a_ratio_after_the_golden_rise(decimal ratio, decimal percent) =>
        Assert.Equal(percent, decimal.Round(PerpLiquidation.PriceRiseTo(1m, ratio) * 100, 1));

    [Fact]
    public void A_ratio_above_the_present_one_needs_a_fall() => Assert.Equal(-0.25m, PerpLiquidation.PriceRiseTo(0.5m, 1m)); // (0.5 − 1) / 2

    [Fact]
    public void A_liquidated_short_realises_its_loss_and_pays_a_fee()
    {
        var position = default(PerpetualPosition).OpenShort(15m, 3300m);

        // 15 × (3300 − 6000); 15 × 6000 × 0.5 %
        Assert.Equal(new ClosedPosition(-40_500m, 450m), PerpLiquidation.Close(position, 6000m, 0.005m));
        Assert.Equal(new ClosedPosition(4_500m, 0m), PerpLiquidation.Close(position, 3000m, 0m));
    }

    [Fact]
    public void Inputs_without_meaning_are_refused()
    {
        var position = default(PerpetualPosition).OpenShort(1m, 3300m);
        Action[] calls =
        [
            () => PerpLiquidation.ShortPrice(1m, 0m, 1m, 0.1m), () => PerpLiquidation.LongPrice(1m, -1m, 1m, 0.1m),
            () => PerpLiquidation.LongPrice(1m, 1m, 1m, 1m),
            () => PerpLiquidation.PriceRiseTo(1m, -0.1m), () => PerpLiquidation.Close(default, 1m, 0m), () => PerpLiquidation.Close(position, 1m, -0.1m),
            () => PerpLiquidation.Close(new PerpetualPosition(1m, -3300m), 3300m, 0m),
        ];

        Assert.All(calls, call => Assert.Equal("MTH-003", Assert.Throws<BasisException>(call).Error.Code));
    }

    [Fact]
    public void At_its_liquidation_price_a_position_has_exactly_its_maintenance_margin() =>
        Gen.Select(Gen.Select(Draw.Money, Size), Draw.Price, MaintenanceRate).Sample((account, entry, rate) =>
        {
            var (wallet, size) = account;
            var up = PerpLiquidation.ShortPrice(wallet, size, entry, rate);
            Near(size * up * rate, wallet + size * (entry - up));
            var down = PerpLiquidation.LongPrice(wallet, size, entry, rate);
            Near(size * down * rate, wallet + size * (down - entry));
        });

    [Fact]
    public void After_the_rise_the_ratio_is_reached() => Gen.Select(Draw.Decimal(100, 2_000, 0.001m), Draw.Decimal(0, 2_000, 0.001m)).Sample((now, then) =>
    {
        var rise = PerpLiquidation.PriceRiseTo(now, then);
        Near(then * (1 + rise), now - rise); // for each dollar of notional
    });

    [Fact]
    public void A_closed_short_realises_what_was_unrealised() => Gen.Select(Draw.Quantity, Draw.Price, Draw.Price).Sample((size, entry, price) =>
    {
        var position = default(PerpetualPosition).OpenShort(size, entry);
        Assert.Equal(position.UnrealisedPnl(price), PerpLiquidation.Close(position, price, 0.001m).Realised);
    });

    private static void Near(decimal expected, decimal actual) => Assert.InRange(actual, expected - 1e-15m, expected + 1e-15m);
}
