using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Risk;

/// <summary>
/// Flow-adjusted performance since start. Start and peak are kept in today's capital: a deposit or withdrawal scales both, so that neither is a gain or a loss
/// and a plain comparison with equity suffices. Observations of one tick replace each other until the next tick begins.
/// </summary>
public sealed record RiskHistory
{
    public static readonly RiskHistory Start = new();

    private long _tick = -1;
    private decimal _openEquity, _openPeak, _openStart;

    /// <summary>Equity last observed.</summary>
    public decimal Equity { get; private init; }

    /// <summary>Highest equity so far, in today's capital; stale marks are not counted.</summary>
    public decimal PeakEquity { get; private init; }

    /// <summary>Equity at the start, in today's capital.</summary>
    public decimal StartEquity { get; private init; }

    /// <summary>Growth of one unit subscribed at the start, net of flows.</summary>
    public decimal Growth => StartEquity == 0 ? 1 : Equity / StartEquity;

    /// <summary>1 − equity / peak; 0 at a new peak and while stale marks are above it.</summary>
    public decimal Drawdown => PeakEquity == 0 || Equity >= PeakEquity ? 0 : 1 - Equity / PeakEquity;

    /// <summary>1 − growth: positive is a loss since start.</summary>
    public decimal Loss => 1 - Growth;

    /// <summary>True when the loss since start is at least this fraction.</summary>
    public bool HasLost(decimal fraction) => StartEquity > 0 && Equity <= StartEquity * (1 - fraction);

    /// <summary>True when equity is below its peak by at least this fraction.</summary>
    public bool HasFallen(decimal fraction) => PeakEquity > 0 && Equity <= PeakEquity * (1 - fraction);

    /// <summary>Goes on from what was observed by the end of a tick.</summary>
    /// <param name="equity">Equity then.</param>
    /// <param name="peak">Highest equity, in the capital of then.</param>
    /// <param name="start">Equity at the start, in the capital of then.</param>
    public static RiskHistory Of(decimal equity, decimal peak, decimal start) => new() { Equity = equity, PeakEquity = peak, StartEquity = start };

    /// <summary>Records equity at a tick.</summary>
    /// <param name="tick">Sequence of the tick.</param>
    /// <param name="equity">Equity now.</param>
    /// <param name="flows">Capital subscribed (+) or paid out (−) so far in this tick.</param>
    /// <param name="stale">True when the marks are carried over a hole: equity is kept, peaks are not judged on it.</param>
    public RiskHistory Observe(long tick, decimal equity, decimal flows, bool stale)
    {
        var (before, peak, start) = tick == _tick ? (_openEquity, _openPeak, _openStart) : (Equity, PeakEquity, StartEquity);
        var (openPeak, openStart) = (peak, start);
        if (before == 0)
        {
            (peak, start) = (Math.Max(flows, stale ? flows : equity), flows);
        }
        else
        {
            var earned = equity - flows;
            if (!stale && earned > peak)
                peak = earned;
            if (flows != 0 && earned > 0)
            {
                var scale = equity / earned;
                (peak, start) = (Amount.Round(peak * scale), Amount.Round(start * scale));
            }
        }

        return new RiskHistory
        {
            _tick = tick,
            _openEquity = before,
            _openPeak = openPeak,
            _openStart = openStart,
            Equity = equity,
            PeakEquity = peak,
            StartEquity = start,
        };
    }
}
