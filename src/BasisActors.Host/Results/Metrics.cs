namespace BasisActors.Host.Results;

/// <summary>
/// The performance figures of a run; formulas with an example each are in docs/metrics.md. The one place where results are computed in floating point:
/// nothing that a run decides depends on it. A figure that is not defined is null, never NaN or infinite.
/// </summary>
public static class Metrics
{
    /// <summary>A deviation this far below the mean is the rounding of equal returns.</summary>
    private const double Resolution = 1e-12;

    private const double DaysPerYear = 365;

    /// <summary>Seconds of the 365-day year by which everything is annualised; hourly steps make 8,760 of it.</summary>
    public const long SecondsPerYear = 365L * 86_400;

    /// <summary>
    /// Return of one step: (equity − flow) / equity before − 1; at the first subscription equity / flow − 1. The gain is exact, only its quotient is floating point.
    /// Null when there was no capital.
    /// </summary>
    /// <param name="before">Equity at the end of the previous step.</param>
    /// <param name="flow">Capital subscribed (+) or paid out (−) in the step.</param>
    /// <param name="after">Equity at the end of the step.</param>
    public static double? StepReturn(decimal before, decimal flow, decimal after)
    {
        if (before > 0)
            return (double)(after - flow - before) / (double)before;
        return flow > 0 ? (double)(after - flow) / (double)flow : null;
    }

    /// <summary>Total return as a yearly rate: (1 + R)^(365 / days) − 1. Null without time or after a total loss.</summary>
    public static decimal? Apy(decimal totalReturn, TimeSpan time) =>
        time <= TimeSpan.Zero || totalReturn <= -1 ? null : Finite(Math.Pow((double)(1 + totalReturn), DaysPerYear / time.TotalDays) - 1);

    /// <summary>Sample standard deviation of step returns × √(steps per year). Null below two steps.</summary>
    public static decimal? Volatility(in StepStatistics steps) => steps.Count < 2 ? null : Finite(steps.Deviation * Math.Sqrt(steps.PerYear));

    /// <summary>Mean step return / sample standard deviation × √(steps per year), risk-free rate 0. Null below two steps or when they are all equal.</summary>
    public static decimal? Sharpe(in StepStatistics steps) => Ratio(steps, steps.Deviation);

    /// <summary>Mean step return / downside deviation × √(steps per year), target 0: √(Σ min(r, 0)² / n) over all n steps. Null when no step lost.</summary>
    public static decimal? Sortino(in StepStatistics steps) => Ratio(steps, steps.DownsideDeviation);

    /// <summary>APY / maximum drawdown. Null without a drawdown.</summary>
    public static decimal? Calmar(decimal? apy, decimal maxDrawdown) => maxDrawdown == 0 || apy is not { } rate ? null : Finite((double)rate / (double)maxDrawdown);

    private static decimal? Ratio(in StepStatistics steps, double deviation) =>
        steps.Count < 2 || !(deviation > Resolution * Math.Abs(steps.Mean)) ? null : Finite(steps.Mean / deviation * Math.Sqrt(steps.PerYear));

    private static decimal? Finite(double value) => Math.Abs(value) < (double)decimal.MaxValue ? (decimal)value : null;
}

/// <summary>What is known of the step returns of a run.</summary>
/// <param name="Count">Number of steps.</param>
/// <param name="PerYear">Steps in a year.</param>
/// <param name="Mean">Mean return of a step.</param>
/// <param name="Deviation">Sample standard deviation (n − 1); not a number below two steps.</param>
/// <param name="DownsideDeviation">√(Σ min(r, 0)² / n).</param>
public readonly record struct StepStatistics(long Count, double PerYear, double Mean, double Deviation, double DownsideDeviation);
