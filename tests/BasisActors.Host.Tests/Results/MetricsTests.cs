using BasisActors.Host.Results;

namespace BasisActors.Host.Tests.Results;

/// <summary>The examples of docs/metrics.md, worked out there by hand.</summary>
public sealed class MetricsTests
{
    private static readonly DateTimeOffset Start = TestRuns.Start;

    [Fact]
    public void Total_return_is_the_product_of_the_steps()
    {
        var performance = Measure((1000, 1000), (0, 1010), (0, 999.9m), (0, 1009.899m));

        Assert.Equal(0.009899m, performance.TotalReturn);
    }

    [Fact]
    public void The_first_step_is_what_is_left_of_the_first_subscription()
    {
        Assert.Equal(-0.002m, Measure((1000, 998)).TotalReturn);
    }

    [Fact]
    public void A_deposit_is_neither_a_gain_nor_does_it_weigh_the_steps()
    {
        // +10 %, then 1,100 arrive and nothing is earned, then −10 %: 1.1 × 1 × 0.9 − 1, although more was lost than gained.
        var performance = Measure((1000, 1000), (0, 1100), (1100, 2200), (0, 1980));

        Assert.Equal(-0.01m, performance.TotalReturn);
    }

    [Fact]
    public void A_withdrawal_of_everything_ends_the_steps()
    {
        var performance = Measure((1000, 1000), (0, 1050), (-1050, 0), (0, 0), (500, 500), (0, 510));

        Assert.Equal(1.05m * 1.02m - 1, performance.TotalReturn);
    }

    [Fact]
    public void Apy_compounds_the_total_return_to_a_year() => AssertClose(0.1025m, Metrics.Apy(0.05m, TimeSpan.FromDays(182.5)));

    [Fact]
    public void Volatility_is_the_sample_deviation_of_the_steps_annualised() =>
        AssertClose(0.896102673m, Measure((1000, 1000), (0, 1010), (0, 999.9m), (0, 1009.899m)).Volatility);

    [Fact]
    public void Sharpe_is_the_mean_step_over_its_deviation_annualised() =>
        AssertClose(24.4391638m, Measure((1000, 1000), (0, 1010), (0, 999.9m), (0, 1009.899m)).Sharpe);

    [Fact]
    public void Sortino_counts_losing_steps_only_but_divides_by_all() =>
        AssertClose(46.7974358m, Measure((1000, 1000), (0, 1010), (0, 999.9m), (0, 1009.899m)).Sortino);

    [Fact]
    public void Calmar_is_apy_over_maximum_drawdown() => AssertClose(5.125m, Metrics.Calmar(0.1025m, 0.02m));

    [Fact]
    public void Drawdown_is_the_largest_fall_below_the_peak()
    {
        var performance = Measure((1000, 1000), (0, 1100), (0, 990), (0, 1045), (0, 1210), (0, 1150));

        Assert.Equal(0.1m, performance.MaxDrawdown);
    }

    [Fact]
    public void A_drawdown_lasts_from_the_peak_until_it_is_reached_again()
    {
        Assert.Equal(TimeSpan.FromHours(3), Measure((1000, 1000), (0, 1100), (0, 990), (0, 1045), (0, 1210), (0, 1150)).MaxDrawdownDuration);
    }

    [Fact]
    public void A_drawdown_that_is_still_open_lasts_until_the_end()
    {
        Assert.Equal(TimeSpan.FromHours(2), Measure((1000, 1000), (0, 1010), (0, 999.9m), (0, 1009.899m)).MaxDrawdownDuration);
    }

    [Fact]
    public void A_stale_tick_makes_neither_a_peak_nor_a_drawdown()
    {
        var meter = new PerformanceMeter(3600);
        meter.Add(Start, 0, 1000, 1000, stale: false);
        meter.Add(Start.AddHours(1), 1000, 0, 1200, stale: true);
        meter.Add(Start.AddHours(2), 1200, 0, 800, stale: true);
        meter.Add(Start.AddHours(3), 800, 0, 990, stale: false);

        Assert.Equal(0.01m, meter.Measure().MaxDrawdown);
    }

    [Fact]
    public void One_tick_has_a_return_and_nothing_else()
    {
        var performance = Measure((1000, 999));

        Assert.Equal(new Performance(-0.001m, null, null, null, null, null, 0.001m, TimeSpan.Zero), performance);
    }

    [Fact]
    public void Equal_steps_have_no_sharpe_and_gains_alone_no_sortino_and_no_calmar()
    {
        var performance = Measure((1000, 1010), (0, 1020.1m), (0, 1030.301m));

        Assert.Equal(0, performance.Volatility!.Value, 12);
        Assert.Null(performance.Sharpe);
        Assert.Null(performance.Sortino);
        Assert.Null(performance.Calmar);
    }

    [Fact]
    public void A_total_loss_has_no_apy() => Assert.Null(Metrics.Apy(-1, TimeSpan.FromDays(10)));

    [Fact]
    public void A_rate_too_large_for_a_number_is_null() => Assert.Null(Metrics.Apy(1000, TimeSpan.FromHours(1)));

    /// <summary>Hourly steps, each a flow and the equity after it.</summary>
    private static Performance Measure(params ReadOnlySpan<(decimal Flow, decimal Equity)> steps)
    {
        var meter = new PerformanceMeter(3600);
        decimal before = 0;
        for (var i = 0; i < steps.Length; i++)
        {
            meter.Add(Start.AddHours(i), before, steps[i].Flow, steps[i].Equity, stale: false);
            before = steps[i].Equity;
        }

        return meter.Measure();
    }

    private static void AssertClose(decimal expected, decimal? actual)
    {
        Assert.NotNull(actual);
        Assert.InRange(actual.Value / expected, 1 - 0.0000001m, 1 + 0.0000001m);
    }
}
