using BasisActors.Domain.Errors;
using BasisActors.Domain.Staking;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Domain.Tests.Staking;

/// <summary>Rewards on the average holding (domain reference §5.10).</summary>
public class StakingRewardsTests
{
    private static readonly Gen<(decimal Amount, decimal Seconds)[]> Steps = Gen.Select(Draw.Quantity, Draw.Decimal(1, 86_400, 1m)).Array[1, 10];

    [Fact]
    public void A_holding_counts_by_its_time() // 100 for one day, 40 for three: (100 + 120) / 4
    {
        var holding = default(HoldingAverage).Add(100m, 86_400m).Add(40m, 3 * 86_400m);

        Assert.Equal(55m, holding.Average);
        Assert.Equal(11m, StakingRewards.Units(holding, 0.2m)); // 55 × 0.2
    }

    [Fact]
    public void Time_without_a_holding_lowers_the_average() => Assert.Equal(25m, default(HoldingAverage).Add(100m, 60m).Add(0m, 180m).Average);

    [Fact]
    public void A_new_period_forgets_the_old_one()
    {
        var next = default(HoldingAverage).Add(100m, 60m).Reset();

        Assert.Equal((0m, 0m), (next.Average, StakingRewards.Units(next, 0.2m)));
        Assert.Equal(7m, next.Add(7m, 60m).Average);
    }

    [Fact]
    public void Negative_time_and_negative_rewards_are_refused()
    {
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => default(HoldingAverage).Add(1m, -1m)).Error.Code);
        Assert.Equal("MTH-003", Assert.Throws<BasisException>(() => StakingRewards.Units(default, -0.1m)).Error.Code);
    }

    [Fact]
    public void The_average_lies_between_the_smallest_and_the_largest_holding() => Steps.Sample(steps =>
        Assert.InRange(Over(steps).Average, steps.Min(s => s.Amount), steps.Max(s => s.Amount)));

    [Fact]
    public void The_order_of_the_steps_does_not_matter() => Steps.Sample(steps => Assert.Equal(Over(steps), Over(steps.Reverse())));

    private static HoldingAverage Over(IEnumerable<(decimal Amount, decimal Seconds)> steps) =>
        steps.Aggregate(default(HoldingAverage), (average, step) => average.Add(step.Amount, step.Seconds));
}
