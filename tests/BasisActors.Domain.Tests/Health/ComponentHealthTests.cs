using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;

namespace BasisActors.Domain.Tests.Health;

/// <summary>A component by what is heard of it (domain reference §9.3: three rounds without an answer, errors at once).</summary>
public class ComponentHealthTests
{
    private static readonly ComponentHealth Unheard = new("ledger");
    private static readonly ComponentHealth Sound = Unheard.Answered(Report(HealthState.Healthy));

    [Fact]
    public void One_that_has_not_been_heard_of_is_not_ready() => Assert.Equal((HealthState.NotReady, false), (Unheard.State, Unheard.Checks["has_reported"]));

    [Theory]
    [InlineData(0, HealthState.Healthy)]
    [InlineData(1, HealthState.Degraded)]
    [InlineData(2, HealthState.Degraded)]
    [InlineData(3, HealthState.Unhealthy)]
    [InlineData(4, HealthState.Unhealthy)]
    public void Three_rounds_missed_in_a_row_are_unhealthy(int missed, HealthState state)
    {
        var component = Missed(Sound, missed);

        Assert.Equal((state, missed == 0), (component.State, component.Checks["answers"]));
        Assert.Equal(missed == 0 ? null : "HES-001", component.LastError?.Code);
    }

    [Fact]
    public void A_missed_round_makes_none_better_that_was_worse() =>
        Assert.Equal(HealthState.Unhealthy, Missed(Unheard.Answered(Report(HealthState.Unhealthy)), 1).State);

    [Fact]
    public void An_answer_begins_the_count_again()
    {
        var component = Missed(Missed(Sound, 2).Answered(Report(HealthState.Healthy)), 2);

        Assert.Equal((2, HealthState.Degraded), (component.Missed, component.State));
        Assert.Equal((HealthState.Healthy, (BasisError?)null), (component.Answered(Report(HealthState.Healthy)).State, component.Answered(Report(HealthState.Healthy)).LastError));
    }

    [Theory]
    [InlineData("POS-005", HealthState.Unhealthy)] // critical
    [InlineData("RST-001", HealthState.Degraded)] // high
    [InlineData("EXEC-004", HealthState.Healthy)] // medium
    public void An_error_counts_at_once_by_its_severity(string code, HealthState state)
    {
        var component = Sound.Failed(new BasisError(code, "Injected."));

        Assert.Equal((state, code), (component.State, component.LastError?.Code));
    }

    [Fact]
    public void A_lesser_error_after_a_critical_one_makes_it_no_better() =>
        Assert.Equal(HealthState.Unhealthy, Sound.Failed(new BasisError("POS-005", "a")).Failed(new BasisError("RST-001", "b")).State);

    [Fact]
    public void What_somebody_else_says_of_it_counts_until_it_is_said_otherwise()
    {
        var away = Unheard.Is(HealthState.Degraded, new BasisError("EXI-003", "away"));

        Assert.Equal((HealthState.Degraded, "EXI-003", true), (away.State, away.LastError?.Code, away.Checks["has_reported"]));
        Assert.Equal((HealthState.Healthy, (string?)null), (away.Is(HealthState.Healthy, null).State, away.Is(HealthState.Healthy, null).LastError?.Code));
    }

    private static ComponentHealth Missed(ComponentHealth component, int rounds) => Enumerable.Range(0, rounds).Aggregate(component, (c, _) => c.MissedRound());

    private static ComponentReport Report(HealthState state) => new("ledger", state, null, ImmutableArray<BasisError>.Empty, 1, 0, 0);
}
