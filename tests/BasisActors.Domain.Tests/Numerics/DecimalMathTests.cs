using BasisActors.Domain.Numerics;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Numerics;

public class DecimalMathTests
{
    private const decimal Tolerance = 1e-20m;

    // The right-hand sides are the first 28 digits of the mathematical constants.
    public static TheoryData<decimal, decimal> Roots => new()
    {
        { 0m, 0m },
        { 1m, 1m },
        { 2m, 1.414213562373095048801688724m },
        { 3m, 1.732050807568877293527446342m },
        { 10m, 3.162277660168379331998893544m },
        { 0.5m, 0.7071067811865475244008443621m },
        { 0.0001m, 0.01m },
        { 1_000_000m, 1_000m },
        { 100_000_000_000_000_000_000m, 10_000_000_000m },
    };

    public static TheoryData<decimal, decimal> Logarithms => new()
    {
        { 1m, 0m },
        { 2m, 0.6931471805599453094172321215m },
        { 3m, 1.098612288668109691395245237m },
        { 10m, 2.302585092994045684017991455m },
        { 0.5m, -0.6931471805599453094172321215m },
        { 0.1m, -2.302585092994045684017991455m },
        { 1.5m, 0.4054651081081643819780131155m },
        { 0.75m, -0.2876820724517809274392190060m },
        { 1_000_000m, 13.81551055796427410410794873m },
        { 0.000001m, -13.81551055796427410410794873m },
        { 2.718281828459045235360287471m, 1m },
    };

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_square_root_is_right_to_twenty_decimals(decimal x, decimal expected) => Assert.InRange(DecimalMath.Sqrt(x), expected - Tolerance, expected + Tolerance);

    [Theory]
    [MemberData(nameof(Logarithms))]
    public void A_logarithm_is_right_to_twenty_decimals(decimal x, decimal expected) => Assert.InRange(DecimalMath.Ln(x), expected - Tolerance, expected + Tolerance);

    [Fact]
    public void Roots_and_logarithms_refuse_numbers_outside_their_domain()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DecimalMath.Sqrt(-0.000001m));
        Assert.Throws<ArgumentOutOfRangeException>(() => DecimalMath.Ln(0m));
        Assert.Throws<ArgumentOutOfRangeException>(() => DecimalMath.Ln(-1m));
    }

    [Fact]
    public void The_root_of_a_square_is_the_number() => Draw.Money.Sample(x =>
        Assert.InRange(DecimalMath.Sqrt(x * x), x - 1e-18m, x + 1e-18m));

    [Fact]
    public void The_logarithm_of_a_product_is_the_sum_of_the_logarithms() => Gen.Select(Draw.Money, Draw.Money).Sample((x, y) =>
    {
        var sum = DecimalMath.Ln(x) + DecimalMath.Ln(y);
        Assert.InRange(DecimalMath.Ln(x * y), sum - Tolerance, sum + Tolerance);
    });
}
