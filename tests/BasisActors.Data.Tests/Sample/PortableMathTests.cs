using BasisActors.Data.Sample;
using CsCheck;

namespace BasisActors.Data.Tests.Sample;

public sealed class PortableMathTests
{
    [Fact]
    public void The_logarithm_agrees_with_the_platform() =>
        Gen.Double[1e-12, 1e12].Sample(x => Math.Abs(PortableMath.Ln(x) - Math.Log(x)) <= 1e-15 + (4e-16 * Math.Abs(Math.Log(x))));

    [Fact]
    public void The_exponential_agrees_with_the_platform() =>
        Gen.Double[-50, 50].Sample(x => Math.Abs((PortableMath.Exp(x) / Math.Exp(x)) - 1) <= 1e-14);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841345)]
    [InlineData(-1.959964, 0.025)]
    [InlineData(2.326348, 0.99)]
    public void The_rank_of_a_normal_score_is_close_to_the_table(double score, double share) =>
        Assert.Equal(share, PortableMath.NormalRank(score), 0.0002);

    [Theory]
    [InlineData(42283.584999, 2, 4228358)]
    [InlineData(-0.00000004, 8, -4)]
    [InlineData(0.5, 0, 1)]
    [InlineData(-0.5, 0, 0)]
    public void A_value_is_rounded_to_the_unit(double value, int decimals, long units) => Assert.Equal(units, PortableMath.Scaled(value, decimals));

    [Fact]
    public void Streams_of_two_series_have_nothing_in_common()
    {
        var one = new RandomStream(1, "BTC/returns");
        var other = new RandomStream(1, "ETH/returns");
        var same = new RandomStream(1, "BTC/returns");
        for (var i = 0; i < 100; i++)
        {
            var bits = one.NextBits();
            Assert.Equal(bits, same.NextBits());
            Assert.NotEqual(bits, other.NextBits());
        }
    }

    [Fact]
    public void Fat_tailed_draws_have_unit_variance()
    {
        var random = new RandomStream(1, "test");
        var squares = Enumerable.Range(0, 200_000).Average(_ => Math.Pow(random.FatTailed(), 2));
        Assert.InRange(squares, 0.95, 1.05);
    }
}
