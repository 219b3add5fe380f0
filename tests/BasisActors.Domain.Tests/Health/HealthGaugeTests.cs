using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Health;

/// <summary>One component judged by its last updates (S-198…S-201, C-33).</summary>
public class HealthGaugeTests
{
    private static readonly BasisError High = new("STRAT-001", "high");
    private static readonly BasisError Medium = new("EXEC-004", "medium");
    private static readonly BasisError Critical = new("POS-005", "critical");

    [Fact]
    public void Before_its_first_update_a_component_is_not_ready() => Assert.Equal(HealthState.NotReady, new HealthGauge("ledger").State);

    [Fact]
    public void Updates_without_an_error_are_healthy() => Assert.Equal(HealthState.Healthy, After(g => Succeed(g, 1)).State);

    [Fact]
    public void An_isolated_error_degrades_until_a_hundred_updates_went_well() // S-199, S-200
    {
        Assert.Equal(HealthState.Degraded, After(g => g.Failure(High)).State);
        Assert.Equal(HealthState.Degraded, After(g => { g.Failure(High); Succeed(g, 99); }).State);
        Assert.Equal(HealthState.Healthy, After(g => { g.Failure(High); Succeed(g, 100); }).State);
    }

    [Fact]
    public void A_critical_error_is_unhealthy_until_a_hundred_updates_went_well() // S-201
    {
        Assert.Equal(HealthState.Unhealthy, After(g => g.Failure(Critical)).State);
        Assert.Equal(HealthState.Unhealthy, After(g => { g.Failure(Critical); Succeed(g, 99); }).State);
        Assert.Equal(HealthState.Healthy, After(g => { g.Failure(Critical); Succeed(g, 100); }).State);
    }

    [Fact]
    public void A_lesser_error_after_a_critical_one_does_not_make_it_better() =>
        Assert.Equal(HealthState.Unhealthy, After(g => { g.Failure(Critical); Succeed(g, 10); g.Failure(Medium); Succeed(g, 99); }).State);

    [Fact]
    public void A_critical_error_that_was_recovered_from_is_forgotten() =>
        Assert.Equal(HealthState.Degraded, After(g => { g.Failure(Critical); Succeed(g, 100); g.Failure(Medium); }).State);

    [Fact]
    public void Work_that_stopped_is_unhealthy_whatever_happened_before() =>
        Assert.Equal(HealthState.Unhealthy, After(g => { Succeed(g, 1_000); g.Stopped(); }).State);

    [Theory]
    [InlineData(99.9, HealthState.Healthy)]
    [InlineData(100, HealthState.Degraded)]
    public void Handling_is_slow_from_the_limit_on(double milliseconds, HealthState state) =>
        Assert.Equal(state, After(g => { Succeed(g, 1); g.Measured(milliseconds); }).State);

    [Fact]
    public void A_fast_measurement_after_a_slow_one_restores() =>
        Assert.Equal(HealthState.Healthy, After(g => { Succeed(g, 1); g.Measured(500); g.Measured(1); }).State);

    [Fact]
    public void A_limit_of_ones_own_counts()
    {
        var gauge = new HealthGauge("market-data", limitMilliseconds: 10);
        Succeed(gauge, 1);
        gauge.Measured(11);

        Assert.Equal(HealthState.Degraded, gauge.State);
    }

    [Fact]
    public void A_report_tells_updates_error_rate_and_mean_time()
    {
        var report = After(g => { Succeed(g, 3); g.Failure(High); g.Measured(10); g.Measured(20); }).Report();

        Assert.Equal(("ledger", HealthState.Degraded, MarketBuilder.Hour(2), 4L, 15d, 0.25d), (report.Component, report.State, report.LastUpdate, report.UpdateCount, report.AverageProcessingMilliseconds, report.ErrorRate));
        Assert.Equal([High], report.LastErrors.ToArray());
    }

    [Fact]
    public void A_report_before_any_update_divides_by_nothing()
    {
        var report = new HealthGauge("ledger").Report();

        Assert.Equal((0L, 0d, 0d, null), (report.UpdateCount, report.AverageProcessingMilliseconds, report.ErrorRate, report.LastUpdate));
    }

    [Fact]
    public void The_last_ten_errors_are_kept() // S-198
    {
        var report = After(g =>
        {
            for (var i = 0; i < 12; i++)
                g.Failure(High with { Message = $"{i}" });
        }).Report();

        Assert.Equal(Enumerable.Range(2, 10).Select(i => $"{i}"), report.LastErrors.Select(e => e.Message));
        Assert.Equal(1d, report.ErrorRate);
    }

    private static HealthGauge After(Action<HealthGauge> history)
    {
        var gauge = new HealthGauge("ledger");
        history(gauge);
        return gauge;
    }

    private static void Succeed(HealthGauge gauge, int times)
    {
        for (var i = 0; i < times; i++)
            gauge.Success(MarketBuilder.Hour(i));
    }
}
