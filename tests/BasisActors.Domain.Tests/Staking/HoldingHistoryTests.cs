using BasisActors.Domain.Staking;
using CsCheck;

namespace BasisActors.Domain.Tests.Staking;

public class HoldingHistoryTests
{
    private static readonly DateTimeOffset Monday = new(2024, 6, 3, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_average_of_days_is_that_of_their_hours()
    {
        var held = Hold(HoldingHistory.Empty, Monday, (24, 10m), (12, 4m), (12, 8m), (24, 100m));

        Assert.Equal(10m, held.Over(Monday, Monday).Average);
        Assert.Equal(6m, held.Over(Monday.AddDays(1), Monday.AddDays(1)).Average); // (12 × 4 + 12 × 8) / 24
        Assert.Equal(8m, held.Over(Monday, Monday.AddDays(1)).Average); // (240 + 48 + 96) / 48
    }

    [Fact]
    public void Before_the_run_nothing_was_held()
    {
        var held = Hold(HoldingHistory.Empty, Monday, (48, 12m));

        Assert.Equal(4m, held.Over(Monday.AddDays(-2), Monday).Average); // 24 of 72 hours
        Assert.Equal(0m, held.Over(Monday.AddDays(-7), Monday.AddDays(-1)).Average);
    }

    [Fact]
    public void A_run_may_begin_within_a_day() =>
        Assert.Equal(3m, Hold(HoldingHistory.Empty, Monday.AddHours(18), (6, 12m)).Over(Monday, Monday).Average); // 6 of 24 hours

    [Fact]
    public void A_run_that_has_seen_no_midnight_has_no_average() =>
        Assert.Equal(0m, Hold(HoldingHistory.Empty, Monday.AddHours(1), (6, 12m)).Over(Monday.AddDays(-1), Monday.AddDays(-1)).Average);

    [Fact]
    public void Time_without_a_holding_dilutes()
    {
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20]).Sample((days, empty) =>
        {
            var held = Hold(HoldingHistory.Empty, Monday, (24 * days, 5m), (24 * empty, 0m));
            Assert.Equal(5m * days / (days + empty), held.Over(Monday, Monday.AddDays(days + empty - 1)).Average);
        });
    }

    private static HoldingHistory Hold(HoldingHistory held, DateTimeOffset from, params ReadOnlySpan<(int Hours, decimal Amount)> steps)
    {
        var now = from;
        foreach (var (hours, amount) in steps)
        {
            for (var hour = 0; hour < hours; hour++)
            {
                now = now.AddHours(1);
                held = held.Add(amount, 3_600, now);
            }
        }

        return held;
    }
}
