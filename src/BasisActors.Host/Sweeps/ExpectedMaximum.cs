using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace BasisActors.Host.Sweeps;

/// <summary>
/// The Sharpe ratio that the best of N trials is expected to show when none has any skill:
/// √V · ((1 − γ) · Φ⁻¹(1 − 1/N) + γ · Φ⁻¹(1 − 1/(N·e))), V the variance of the trials' Sharpe ratios, γ the Euler–Mascheroni constant, Φ the standard normal distribution.
/// Source: D. H. Bailey, M. López de Prado, "The Deflated Sharpe Ratio: Correcting for Selection Bias, Backtest Overfitting and Non-Normality",
/// The Journal of Portfolio Management 40 (5), 2014. It takes trials for independent; points of a grid are alike, so it is on the high side in N and, because alike points spread little, on the low side in V.
/// </summary>
public static class ExpectedMaximum
{
    private const double EulerMascheroni = 0.57721566490153286;

    /// <param name="sharpes">Sharpe ratios of all trials; the result has their unit (annualised when they are).</param>
    /// <returns>Null below two trials: nothing was selected, and there is no variance.</returns>
    public static decimal? Sharpe(IReadOnlyList<decimal> sharpes)
    {
        if (sharpes.Count < 2)
            return null;
        double n = sharpes.Count;
        var deviation = sharpes.Select(s => (double)s).StandardDeviation();
        return (decimal)(deviation * ((1 - EulerMascheroni) * Normal.InvCDF(0, 1, 1 - 1 / n) + EulerMascheroni * Normal.InvCDF(0, 1, 1 - 1 / (n * Math.E))));
    }
}
