using BasisActors.Domain.Errors;
using BasisActors.Domain.Numerics;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Numerics;

public class ExponentialTests
{
    private static readonly Gen<decimal> Exponent = Draw.Decimal(-20_000, 20_000, 0.001m);

    // The right-hand sides are the first digits of the mathematical values.
    public static TheoryData<decimal, decimal> Values => new()
    {
        { 0m, 1m },
        { 1m, 2.7182818284590452353602874714m },
        { -1m, 0.3678794411714423215955237702m },
        { 0.5m, 1.6487212707001281468486507878m },
        { -0.25m, 0.7788007830714048682451702670m },
        { 0.000001m, 1.0000010000005000001666667083m },
        { 10m, 22026.465794806716516957900645m },
        { -10m, 0.0000453999297624848515355916m },
        { 50m, 5184705528587072464087.453323m },
        { 66m, 46071866343312915426773184428m },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void An_exponential_is_right_to_twenty_five_digits(decimal x, decimal expected)
    {
        var tolerance = 1e-25m * Math.Max(1, expected);
        Assert.InRange(Exponential.Of(x), expected - tolerance, expected + tolerance);
    }

    [Fact]
    public void Beyond_the_digits_of_a_decimal_it_refuses_and_below_them_it_is_zero()
    {
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => Exponential.Of(66.6m)).Error.Code);
        Assert.Equal(0m, Exponential.Of(-70m)); // e^-70 = 4e-31
    }

    [Fact]
    public void The_exponential_of_a_logarithm_is_the_number() => Draw.Money.Sample(x =>
        Assert.InRange(Exponential.Of(DecimalMath.Ln(x)), x * (1 - 1e-24m), x * (1 + 1e-24m)));

    [Fact]
    public void The_exponential_of_a_sum_is_the_product() => Gen.Select(Exponent, Exponent).Sample((x, y) =>
    {
        var product = Exponential.Of(x) * Exponential.Of(y);
        var tolerance = 1e-19m * Math.Max(1, product); // e^-20 has 19 digits before the last decimal
        Assert.InRange(Exponential.Of(x + y), product - tolerance, product + tolerance);
    });
}
