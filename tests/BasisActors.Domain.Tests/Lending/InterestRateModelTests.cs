using BasisActors.Domain.Errors;
using BasisActors.Domain.Lending;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Lending;

/// <summary>Rates by utilisation and index growth by a rate (domain reference §5.1).</summary>
public class InterestRateModelTests
{
    private const decimal Year = 31_536_000m;
    private static readonly Gen<decimal> Seconds = Draw.Decimal(2, 31_536_000, 1m);

    /// <summary>Base 1 %, 4 % more up to a utilisation of 0.8, 60 % more from there; the protocol keeps 10 %.</summary>
    private static readonly RateCurve Curve = new(0.01m, 0.04m, 0.60m, 0.80m, 0.10m);

    public static TheoryData<decimal, decimal, decimal> Rates => new()
    {
        { 0m, 0.01m, 0m },
        { 0.4m, 0.03m, 0.0108m }, // 0.01 + 0.04 / 2; × 0.4 × 0.9
        { 0.8m, 0.05m, 0.036m }, // 0.01 + 0.04; × 0.8 × 0.9
        { 0.9m, 0.35m, 0.2835m }, // 0.05 + 0.60 / 2; × 0.9 × 0.9
        { 1m, 0.65m, 0.585m }, // 0.05 + 0.60; × 0.9
    };

    // (1 + rate / 31 536 000)^seconds to 26 digits
    public static TheoryData<decimal, decimal, decimal> Growths => new()
    {
        { 0m, Year, 1m },
        { 0.0267m, 0m, 1m },
        { 0.0267m, 3_600m, 1.0000030479498491788815412039m },
        { 0.0267m, Year, 1.0270596386379800142538711602m },
        { 1m, Year, 2.7182817853609708212635582663m },
        { 0.4m, 10 * Year, 54.598148648107484158096540465m },
        { 0.0267m, 100 * Year, 14.439969176481677633278426317m },
    };

    [Theory]
    [MemberData(nameof(Rates))]
    public void Rates_follow_the_kinked_curve(decimal utilisation, decimal borrow, decimal supply)
    {
        Assert.Equal(borrow, Curve.BorrowRate(utilisation));
        Assert.Equal(supply, Curve.SupplyRate(utilisation));
    }

    [Theory]
    [MemberData(nameof(Growths))]
    public void A_borrow_index_compounds_every_second(decimal rate, decimal seconds, decimal growth)
    {
        var tolerance = 1e-24m * growth;
        Assert.InRange(InterestRateModel.GrowCompounded(1m, rate, seconds), growth - tolerance, growth + tolerance);
        Assert.InRange(InterestRateModel.GrowCompounded(1.5m, rate, seconds), 1.5m * (growth - tolerance), 1.5m * (growth + tolerance));
    }

    [Fact]
    public void A_power_of_few_seconds_is_the_product() // rate 3.1536 % is 1e-9 a second: (1 + 1e-9)³
        => Assert.Equal(1.000000003000000003000000001m, InterestRateModel.GrowCompounded(1m, 0.031536m, 3m));

    [Fact]
    public void A_liquidity_index_grows_linearly_between_updates()
    {
        Assert.Equal(1.134m, InterestRateModel.GrowLinear(1.08m, 0.05m, Year)); // 1.08 × 1.05
        Assert.Equal(1.107m, InterestRateModel.GrowLinear(1.08m, 0.05m, Year / 2)); // 1.08 × 1.025
    }

    [Fact]
    public void Utilisation_is_the_share_that_is_lent()
    {
        Assert.Equal(0.75m, InterestRateModel.Utilisation(75m, 100m));
        Assert.Equal(0.76m, InterestRateModel.Utilisation(76m, 100m)); // our own debt of 1 on top
        Assert.Equal(0m, InterestRateModel.Utilisation(0m, 0m));
    }

    [Fact]
    public void Inputs_without_meaning_are_refused()
    {
        Action[] calls =
        [
            () => InterestRateModel.Utilisation(101m, 100m), () => InterestRateModel.Utilisation(-1m, 100m), () => Curve.BorrowRate(1.01m),
            () => Curve.SupplyRate(-0.01m),
            () => (Curve with { OptimalUtilisation = 0m }).BorrowRate(0m), () => (Curve with { OptimalUtilisation = 1m }).BorrowRate(0m),
            () => InterestRateModel.GrowLinear(0m, 0.1m, 1m), () => InterestRateModel.GrowLinear(1m, -0.1m, 1m),
            () => InterestRateModel.GrowLinear(1m, 0.1m, -1m),
            () => InterestRateModel.GrowCompounded(0m, 0.1m, 1m), () => InterestRateModel.GrowCompounded(1m, -0.1m, 1m),
            () => InterestRateModel.GrowCompounded(1m, 0.1m, -1m), () => InterestRateModel.GrowCompounded(1m, 1m, 67 * Year),
        ];

        Assert.All(calls, call => Assert.Equal("MTH-003", Assert.Throws<BasisException>(call).Error.Code));
    }

    [Fact]
    public void Borrowers_never_pay_less_at_a_higher_utilisation_and_suppliers_never_earn_more_than_they_pay() =>
        Gen.Select(Draw.Decimal(0, 10_000, 0.0001m), Draw.Decimal(0, 10_000, 0.0001m)).Sample((a, b) =>
        {
            Assert.True(Curve.BorrowRate(Math.Max(a, b)) >= Curve.BorrowRate(Math.Min(a, b)));
            Assert.True(Curve.SupplyRate(a) <= Curve.BorrowRate(a) * a);
        });

    [Fact]
    public void Compounding_in_two_steps_is_compounding_in_one_and_beats_growing_linearly() =>
        Gen.Select(Draw.Index, Draw.Decimal(1, 4_000, 0.0001m), Seconds, Seconds).Sample((index, rate, first, second) =>
        {
            var once = InterestRateModel.GrowCompounded(index, rate, first + second);
            var twice = InterestRateModel.GrowCompounded(InterestRateModel.GrowCompounded(index, rate, first), rate, second);
            Assert.InRange(twice, once - 1e-24m, once + 1e-24m);
            Assert.True(once > InterestRateModel.GrowLinear(index, rate, first + second));
        });
}
