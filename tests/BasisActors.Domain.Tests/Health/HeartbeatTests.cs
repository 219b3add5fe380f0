using BasisActors.Domain.Health;

namespace BasisActors.Domain.Tests.Health;

/// <summary>A live run by the time since its last tick (domain reference §9.3: none for 300 s is unhealthy).</summary>
public class HeartbeatTests
{
    [Theory]
    [InlineData(30, 0, HealthState.Healthy)]
    [InlineData(30, 60, HealthState.Healthy)]
    [InlineData(30, 61, HealthState.Degraded)]
    [InlineData(30, 300, HealthState.Degraded)]
    [InlineData(30, 301, HealthState.Unhealthy)]
    [InlineData(1, 10, HealthState.Healthy)] // ten seconds where ticks come faster
    [InlineData(1, 11, HealthState.Degraded)]
    [InlineData(3600, 301, HealthState.Healthy)] // a tick an hour is silent for an hour
    [InlineData(3600, 7201, HealthState.Unhealthy)]
    public void Silence_is_judged_by_the_interval_and_by_the_limit(int interval, int silence, HealthState state) =>
        Assert.Equal(state, Of(interval).Judge(TimeSpan.FromSeconds(silence), hasBeaten: true).State);

    [Theory]
    [InlineData(0, HealthState.NotReady)]
    [InlineData(300, HealthState.NotReady)]
    [InlineData(301, HealthState.Unhealthy)]
    public void Before_its_first_tick_a_run_is_not_ready_but_not_for_ever(int silence, HealthState state) =>
        Assert.Equal(state, Of(30).Judge(TimeSpan.FromSeconds(silence), hasBeaten: false).State);

    [Fact]
    public void It_says_why()
    {
        Assert.Equal("CLK-001", Of(30).Judge(TimeSpan.FromSeconds(100), hasBeaten: true).Why?.Code);
        Assert.Equal("HES-003", Of(30).Judge(TimeSpan.FromSeconds(400), hasBeaten: true).Why?.Code);
        Assert.Null(Of(30).Judge(TimeSpan.FromSeconds(1), hasBeaten: true).Why);
    }

    private static Heartbeat Of(int seconds) => new(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(300));
}
