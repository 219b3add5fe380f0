using BasisActors.Domain.Errors;
using BasisActors.Domain.Risk;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Risk;

/// <summary>Distance of both sides of a hedged, leveraged book from failure (domain reference §5.5, §5.6).</summary>
public class JointRiskTests
{
    // Margin ratio, LTV → rise to 0.10 and oracle fall at LT 0.95, in percent; which is nearer.
    public static TheoryData<decimal?, decimal?, decimal?, decimal?, NearestFailure> Rows => new()
    {
        { 1.0m, 0.91m, 81.8m, 4.2m, NearestFailure.Lending }, // 0.9 / 1.1; 1 − 0.91 / 0.95
        { 0.12m, 0.65m, 1.8m, 31.6m, NearestFailure.Margin }, // 0.02 / 1.1; 1 − 0.65 / 0.95
        { 0.10m, 0.95m, 0m, 0m, NearestFailure.Margin }, // both now
        { 0.20m, 0.96m, 9.1m, -1.1m, NearestFailure.Lending }, // has failed already
        { 0.20m, null, 9.1m, null, NearestFailure.Margin },
        { 0.20m, 0m, 9.1m, null, NearestFailure.Margin }, // no debt
        { null, 0.91m, null, 4.2m, NearestFailure.Lending },
        { null, null, null, null, NearestFailure.None },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_smaller_move_comes_first(decimal? margin, decimal? ltv, decimal? rise, decimal? fall, NearestFailure first)
    {
        var risk = JointRisk.Of(margin, 0.10m, ltv, 0.95m);

        Assert.Equal((rise, fall, first), (Percent(risk.PriceRiseToMarginFailure), Percent(risk.OracleFallToLiquidation), risk.First));
    }

    [Fact]
    public void A_debt_needs_a_liquidation_threshold() =>
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => JointRisk.Of(null, 0.10m, 0.5m, 0m)).Error.Code);

    [Fact]
    public void More_margin_and_less_debt_are_never_nearer_to_failure() =>
        Gen.Select(Draw.Decimal(0, 2_000, 0.001m), Draw.Decimal(1, 1_000, 0.001m), Draw.Decimal(0, 1_000, 0.001m)).Sample((margin, ltv, more) =>
        {
            var (risk, safer) = (JointRisk.Of(margin, 0.10m, ltv, 0.95m), JointRisk.Of(margin + more, 0.10m, ltv / (1 + more), 0.95m));
            Assert.True(safer.PriceRiseToMarginFailure >= risk.PriceRiseToMarginFailure && safer.OracleFallToLiquidation >= risk.OracleFallToLiquidation);
        });

    private static decimal? Percent(decimal? fraction) => fraction is { } f ? decimal.Round(f * 100, 1) : null;
}
