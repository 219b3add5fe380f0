using BasisActors.Domain.Instructions;

namespace BasisActors.Domain.Tests.Instructions;

/// <summary>Targets are tagged, never a word in a number's place (C-05).</summary>
public class TargetValueTests
{
    public static TheoryData<TargetValue, decimal> Targets => new()
    {
        { new TargetValue.Absolute(7m), 7m },
        { new TargetValue.Increase(7m), 17m },
        { new TargetValue.Decrease(7m), 3m },
        { TargetValue.Keep, 10m },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_target_resolves_against_where_the_quantity_is(TargetValue target, decimal expected) => Assert.Equal(expected, target.Resolve(10m));

    [Fact]
    public void A_short_grows_by_a_decrease() => Assert.Equal(-1.2m, new TargetValue.Decrease(0.2m).Resolve(-1m));

    [Theory]
    [InlineData(10, 15, 5, false)]
    [InlineData(10, 16, 5, true)]
    [InlineData(10, 4, 5, true)]
    [InlineData(10, 5, 5, false)]
    [InlineData(10, 10, 0, false)]
    public void A_gap_is_open_beyond_its_threshold_in_either_direction(int current, int desired, int threshold, bool open)
    {
        var gap = new Gap("x", current, desired, threshold);

        Assert.Equal((desired - current, open), (gap.Size, gap.IsOpen));
    }
}
