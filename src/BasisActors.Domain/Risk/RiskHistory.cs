namespace BasisActors.Domain.Risk;

/// <summary>
/// Flow-adjusted performance since start: growth of one unit of capital, and its peak. Observations of one tick replace each other until the next tick begins.
/// </summary>
public sealed record RiskHistory
{
    public static readonly RiskHistory Start = new();

    private long _tick = -1;
    private decimal _openGrowth = 1, _openPeak = 1, _openEquity;

    /// <summary>Growth of one unit subscribed at the start, net of flows.</summary>
    public decimal Growth { get; private init; } = 1;

    public decimal Peak { get; private init; } = 1;

    /// <summary>1 − growth / peak; 0 at a new peak.</summary>
    public decimal Drawdown => 1 - Growth / Peak;

    /// <summary>1 − growth: positive is a loss since start.</summary>
    public decimal Loss => 1 - Growth;

    private decimal Equity { get; init; }

    /// <summary>Records equity at a tick.</summary>
    /// <param name="tick">Sequence of the tick.</param>
    /// <param name="equity">Equity now.</param>
    /// <param name="flows">Capital subscribed (+) or paid out (−) so far in this tick.</param>
    /// <param name="stale">True when the marks are carried over a hole: growth is kept, peaks are not judged on it.</param>
    public RiskHistory Observe(long tick, decimal equity, decimal flows, bool stale)
    {
        var open = tick == _tick ? (_openGrowth, _openPeak, _openEquity) : (Growth, Peak, Equity);
        var (growth, peak, previous) = open;
        if (previous > 0)
            growth *= (equity - flows) / previous;
        else if (flows > 0)
            growth *= equity / flows;
        return this with
        {
            _tick = tick,
            _openGrowth = open.Item1,
            _openPeak = open.Item2,
            _openEquity = open.Item3,
            Growth = growth,
            Peak = stale ? peak : Math.Max(peak, growth),
            Equity = equity,
        };
    }
}
