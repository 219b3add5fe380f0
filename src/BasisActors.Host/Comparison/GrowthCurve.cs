using BasisActors.Host.Reports;
using BasisActors.Host.Results;

namespace BasisActors.Host.Comparison;

/// <summary>Follows growth from the start of the common period and keeps what is drawn and measured of it.</summary>
internal sealed class GrowthCurve(int stepSeconds)
{
    private readonly PerformanceMeter _meter = new(stepSeconds);
    private decimal? _before;

    public MinMaxSeries Growth { get; } = new(stepSeconds, bridgesHoles: true);

    public MinMaxSeries Drawdown { get; } = new(stepSeconds, bridgesHoles: true);

    public Performance Performance => _meter.Measure();

    /// <summary>
    /// Adds a tick. What is subscribed in the first one is the unit that grows: a run that begins there has paid for its entry by the end of that tick; one that
    /// began earlier is taken as it stands, as if its equity were subscribed.
    /// </summary>
    /// <param name="at">Time of the tick.</param>
    /// <param name="equity">Equity after it.</param>
    /// <param name="flow">Subscribed (+) or paid out (−) in it.</param>
    /// <param name="stale">True when its marks are not real.</param>
    public void Add(DateTimeOffset at, decimal equity, decimal flow, bool stale)
    {
        if (_before is null)
            Growth.Add(at, 1);
        _meter.Add(at, _before ?? 0, flow, equity, stale);
        _before = equity;
        if (stale)
            return;
        Growth.Add(at, _meter.Growth);
        Drawdown.Add(at, _meter.Drawdown);
    }
}
