using BasisActors.Domain.Configuration;
using BasisActors.Domain.Risk;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Risk;

/// <summary>What opens the circuit breaker, for how long, and what closes it (domain reference §6, §11.4).</summary>
public class CircuitBreakerTests
{
    private static readonly DateTimeOffset Now = MarketBuilder.Start;
    private static readonly RiskLimits Limits = Configurations.Limits;

    [Theory]
    [InlineData("0.0225", null)]
    [InlineData("0.022501", "peg_discount")]
    [InlineData("-0.05", null)] // a premium
    public void A_discount_of_the_staked_token_opens_it(string discount, string? reason)
    {
        var breaker = default(CircuitBreaker).Observe(Now, Risk(2_000m, Number(discount)), Limits);

        Assert.Equal((reason, reason is not null), (breaker.Reason, breaker.IsOpen(Now)));
    }

    [Theory]
    [InlineData(2_300, null)] // 15 %
    [InlineData(2_301, "price_jump")]
    [InlineData(1_700, null)]
    [InlineData(1_699, "price_jump")] // either way
    public void A_jump_of_the_price_between_two_ticks_opens_it(int price, string? reason) =>
        Assert.Equal(reason, default(CircuitBreaker).Observe(Now, Risk(2_000m), Limits).Observe(Now.AddHours(1), Risk(price), Limits).Reason);

    [Fact]
    public void The_first_price_is_no_jump_and_a_missing_one_keeps_the_last()
    {
        var breaker = default(CircuitBreaker).Observe(Now, Risk(2_000m), Limits);
        var blind = breaker.Observe(Now.AddHours(1), Risk(0m), Limits);

        Assert.Equal((2_000m, 2_000m, null), (breaker.LastPrice, blind.LastPrice, blind.Reason));
        Assert.Equal("price_jump", blind.Observe(Now.AddHours(2), Risk(2_400m), Limits).Reason);
    }

    [Fact]
    public void Three_failed_plans_in_a_row_open_it_and_a_complete_one_starts_the_count_again()
    {
        var twice = default(CircuitBreaker).Executed(false).Executed(false);
        var three = twice.Executed(false).Observe(Now, Risk(2_000m), Limits);

        Assert.Null(twice.Observe(Now, Risk(2_000m), Limits).Reason);
        Assert.Equal(("failed_plans", 0), (three.Reason, three.FailedPlans)); // counted once
        Assert.Null(twice.Executed(true).Executed(false).Observe(Now, Risk(2_000m), Limits).Reason);
    }

    [Fact]
    public void A_peg_discount_is_told_first_and_leaves_the_failures_counted()
    {
        var breaker = default(CircuitBreaker).Executed(false).Executed(false).Executed(false).Observe(Now, Risk(2_000m, 0.03m), Limits);

        Assert.Equal(("peg_discount", 3, 2_000m), (breaker.Reason, breaker.FailedPlans, breaker.LastPrice));
    }

    [Fact]
    public void It_closes_once_nothing_has_been_wrong_for_the_hours()
    {
        var breaker = default(CircuitBreaker).Observe(Now, Risk(2_000m, 0.03m), Limits); // 24 hours

        Assert.True(breaker.IsOpen(Now.AddHours(24).AddTicks(-1)));
        Assert.False(breaker.IsOpen(Now.AddHours(24)));
        Assert.True(breaker.Observe(Now.AddHours(5), Risk(2_000m, 0.03m), Limits).IsOpen(Now.AddHours(28))); // a new reason starts the time again
        Assert.False(breaker.Observe(Now.AddHours(5), Risk(2_000m), Limits).IsOpen(Now.AddHours(28)));
        Assert.Equal("peg_discount", breaker.Observe(Now.AddHours(5), Risk(2_000m), Limits).Reason); // why it opened last
    }

    [Fact]
    public void Switched_off_it_only_remembers_the_price()
    {
        var breaker = default(CircuitBreaker).Executed(false).Executed(false).Executed(false).Observe(Now, Risk(2_000m, 0.5m), Limits with { BreakerEnabled = false });

        Assert.Equal((2_000m, null, false), (breaker.LastPrice, breaker.Reason, breaker.IsOpen(Now)));
    }

    private static RiskAssessment Risk(decimal price, decimal? discount = null) =>
        new() { Timestamp = Now, Limits = Limits, History = RiskHistory.Start, StopLossReached = false, Spot = price, PegDiscount = discount };

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
