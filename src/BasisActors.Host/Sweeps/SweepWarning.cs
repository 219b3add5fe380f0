using System.Globalization;

namespace BasisActors.Host.Sweeps;

/// <summary>What stands beside the best figure of a sweep, so that nobody takes the best of many tries for one try.</summary>
internal static class SweepWarning
{
    /// <summary>One or two sentences.</summary>
    public static string Of(SweepResult result)
    {
        var metric = result.Request.Metric;
        if (result.Request.WalkForward is not null)
            return $"The training figures are the best of up to {Number(result.Request.Grid.Count)} trials each and no forecast; the test figures were not selected.";
        var trials = result.Rows.Count(r => metric.Of(r) is not null);
        var best = $"The best of {Number(trials)} trials is chosen with hindsight and no forecast.";
        return metric.Name == "sharpe" && ExpectedMaximum.Sharpe(result.Sharpes) is { } expected
            ? string.Create(CultureInfo.InvariantCulture, $"{best} Of {Number(trials)} independent trials without any skill and with the spread seen here, the best Sharpe ratio is expected to be {expected:0.00} (Bailey & López de Prado 2014); only what is above it can be a sign of skill.")
            : best;
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
