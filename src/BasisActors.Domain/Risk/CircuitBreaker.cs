using BasisActors.Domain.Configuration;

namespace BasisActors.Domain.Risk;

/// <summary>
/// Stops new risk for a while when the market or our own execution is not in order (domain reference §11.4): a discount of the staked token, a jump of the
/// price between two ticks, several failed plans in a row. What reduces risk goes on. Closes by itself once nothing has been wrong for some hours,
/// which stands for the operator's resume.
/// </summary>
/// <param name="LastPrice">Price of the mode's asset at the last tick; 0 before the first.</param>
/// <param name="FailedPlans">Plans in a row that failed.</param>
/// <param name="OpenUntil">Open before this time.</param>
/// <param name="Reason">Why it opened last; null when it never did.</param>
public readonly record struct CircuitBreaker(decimal LastPrice, int FailedPlans, DateTimeOffset OpenUntil, string? Reason)
{
    public const string PegDiscount = "peg_discount", PriceJump = "price_jump", Failures = "failed_plans";

    public bool IsOpen(DateTimeOffset now) => now < OpenUntil;

    /// <summary>Judges one tick.</summary>
    public CircuitBreaker Observe(DateTimeOffset now, RiskAssessment risk, RiskLimits limits)
    {
        var price = risk.Spot == 0 ? LastPrice : risk.Spot;
        if (!limits.BreakerEnabled)
            return this with { LastPrice = price };
        var jump = LastPrice > 0 && Math.Abs(price - LastPrice) > limits.PriceJump * LastPrice;
        var reason = risk.PegDiscount > limits.PegCritical ? PegDiscount
            : jump ? PriceJump
            : FailedPlans >= limits.MaxFailedPlans ? Failures
            : null;
        return reason is null
            ? this with { LastPrice = price }
            : new CircuitBreaker(price, reason == Failures ? 0 : FailedPlans, now.AddHours(limits.BreakerHours), reason);
    }

    /// <summary>After a plan was executed.</summary>
    public CircuitBreaker Executed(bool complete) => this with { FailedPlans = complete ? 0 : FailedPlans + 1 };
}
