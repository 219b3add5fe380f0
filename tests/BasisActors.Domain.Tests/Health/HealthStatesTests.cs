using BasisActors.Domain.Health;

namespace BasisActors.Domain.Tests.Health;

/// <summary>The whole is as well as its parts (domain reference §9.3).</summary>
public class HealthStatesTests
{
    public static TheoryData<HealthState[], HealthState> Rows => new()
    {
        { [], HealthState.Unknown },
        { [HealthState.NotConfigured], HealthState.Unknown },
        { [HealthState.Healthy, HealthState.Healthy], HealthState.Healthy },
        { [HealthState.Healthy, HealthState.NotConfigured], HealthState.Healthy },
        { [HealthState.Healthy, HealthState.Degraded], HealthState.Degraded },
        { [HealthState.NotReady, HealthState.Healthy], HealthState.Degraded },
        { [HealthState.Unknown, HealthState.Healthy], HealthState.Degraded },
        { [HealthState.Degraded, HealthState.Unhealthy, HealthState.Healthy], HealthState.Unhealthy },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_worst_part_decides(HealthState[] parts, HealthState whole) => Assert.Equal(whole, HealthStates.Aggregate(parts.Select(p => (p, true))));

    [Theory]
    [InlineData(HealthState.Unhealthy, HealthState.Degraded)]
    [InlineData(HealthState.Degraded, HealthState.Degraded)]
    [InlineData(HealthState.NotReady, HealthState.Degraded)]
    [InlineData(HealthState.NotConfigured, HealthState.Healthy)]
    [InlineData(HealthState.Healthy, HealthState.Healthy)]
    public void One_that_is_not_required_can_only_degrade(HealthState optional, HealthState whole) =>
        Assert.Equal(whole, HealthStates.Aggregate([(HealthState.Healthy, true), (optional, false)]));

    [Fact]
    public void States_have_the_names_of_the_reference() => Assert.Equal(
        ["not_ready", "healthy", "degraded", "unhealthy", "unknown", "not_configured"], Enum.GetValues<HealthState>().Select(s => s.Name()));
}
