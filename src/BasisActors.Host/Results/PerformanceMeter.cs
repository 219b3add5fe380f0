using MathNet.Numerics.Statistics;

namespace BasisActors.Host.Results;

/// <summary>Performance of a run. Fractions; null where a figure is not defined.</summary>
/// <param name="TotalReturn">Time-weighted and flow-adjusted.</param>
/// <param name="Apy">The same as a yearly rate.</param>
/// <param name="Volatility">Annualised.</param>
/// <param name="Sharpe">Risk-free rate 0.</param>
/// <param name="Sortino">Target 0.</param>
/// <param name="Calmar">APY over maximum drawdown.</param>
/// <param name="MaxDrawdown">Largest fall of growth below its peak, positive; stale ticks left out.</param>
/// <param name="MaxDrawdownDuration">Longest time from a peak until it was reached again or the run ended.</param>
public sealed record Performance(
    decimal TotalReturn, decimal? Apy, decimal? Volatility, decimal? Sharpe, decimal? Sortino, decimal? Calmar, decimal MaxDrawdown, TimeSpan MaxDrawdownDuration);

/// <summary>Takes equity tick by tick and keeps a handful of sums, however long the run. Growth is exact in <see cref="decimal"/>; a step return is floating point.</summary>
/// <param name="stepSeconds">Distance of two ticks.</param>
public sealed class PerformanceMeter(int stepSeconds)
{
    private readonly RunningStatistics _steps = new();
    private double _downside;
    private decimal _growth = 1;
    private decimal _growthAtFlow = 1;
    private decimal _equityAtFlow;
    private decimal _peak = 1;
    private decimal _maxDrawdown;
    private TimeSpan _maxDuration;
    private DateTimeOffset? _first;
    private DateTimeOffset _last;
    private DateTimeOffset _peakAt;
    private bool _underWater;

    /// <summary>Growth of one unit of capital since the start.</summary>
    public decimal Growth => _growth;

    /// <summary>1 − growth / peak; 0 at a peak and while stale marks are above it.</summary>
    public decimal Drawdown => _growth < _peak ? 1 - _growth / _peak : 0;

    /// <param name="at">Time of the tick; later than the one before.</param>
    /// <param name="before">Equity at the end of the previous tick.</param>
    /// <param name="flow">Capital subscribed (+) or paid out (−) in the tick.</param>
    /// <param name="after">Equity at the end of the tick.</param>
    /// <param name="stale">True when the marks are carried over a hole: a peak or a fall on them is not real.</param>
    public void Add(DateTimeOffset at, decimal before, decimal flow, decimal after, bool stale)
    {
        if (_first is null)
            (_first, _peakAt) = (at, at);
        _last = at;
        if (Metrics.StepReturn(before, flow, after) is { } stepReturn)
        {
            Grow(flow, after);
            _steps.Push(stepReturn);
            if (stepReturn < 0)
                _downside += stepReturn * stepReturn;
        }
        else
        {
            (_growthAtFlow, _equityAtFlow) = (_growth, after); // no capital was at work; whatever came is the new start
        }

        if (!stale)
            Judge(at);
    }

    /// <summary>The figures so far.</summary>
    public Performance Measure()
    {
        var totalReturn = _growth - 1;
        var apy = Metrics.Apy(totalReturn, _first is { } first ? _last - first : TimeSpan.Zero);
        var steps = new StepStatistics(
            _steps.Count, (double)Metrics.SecondsPerYear / stepSeconds, _steps.Mean, _steps.StandardDeviation, Math.Sqrt(_downside / Math.Max(1, _steps.Count)));
        return new Performance(
            totalReturn, apy, Metrics.Volatility(steps), Metrics.Sharpe(steps), Metrics.Sortino(steps), Metrics.Calmar(apy, _maxDrawdown), _maxDrawdown, Duration());
    }

    /// <summary>Between two flows the steps' product is a single quotient; taken as one, it gathers no rounding.</summary>
    private void Grow(decimal flow, decimal after)
    {
        _growth = _equityAtFlow > 0 ? _growthAtFlow * (after - flow) / _equityAtFlow : _growthAtFlow * after / flow;
        if (flow != 0)
            (_growthAtFlow, _equityAtFlow) = (_growth, after);
    }

    private void Judge(DateTimeOffset at)
    {
        if (_growth < _peak)
        {
            _underWater = true;
            _maxDrawdown = Math.Max(_maxDrawdown, Drawdown);
            return;
        }

        _maxDuration = _underWater ? Longer(_maxDuration, at - _peakAt) : _maxDuration;
        _underWater = false;
        _peak = _growth;
        _peakAt = at;
    }

    /// <summary>A drawdown that is still open lasts until the last tick.</summary>
    private TimeSpan Duration() => _underWater ? Longer(_maxDuration, _last - _peakAt) : _maxDuration;

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
