using System.Collections.Immutable;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Instructions;
using BasisActors.Host.Results;

namespace BasisActors.Host.Reports;

/// <summary>
/// The series of a run that its report draws, thinned while the run goes on: their size does not grow with its length. Values at marks that are carried over
/// a hole of the data are not real and are left out.
/// </summary>
public sealed class ReportSeries
{
    internal ReportSeries(int stepSeconds, ImmutableArray<string> hedgeVenues)
    {
        HedgeVenues = hedgeVenues;
        Equity = new MinMaxSeries(stepSeconds, bridgesHoles: true);
        Drawdown = new MinMaxSeries(stepSeconds, bridgesHoles: true);
        MarginRatio = new MinMaxSeries(stepSeconds);
        Attribution = new SampledSeries(AttributionBuckets.Count);
        Funding = new SampledSeries(hedgeVenues.Length);
    }

    public ImmutableArray<string> HedgeVenues { get; }

    /// <summary>USDT; stale ticks left out.</summary>
    public MinMaxSeries Equity { get; }

    /// <summary>Fraction below the peak, positive; stale ticks left out.</summary>
    public MinMaxSeries Drawdown { get; }

    /// <summary>Smallest margin balance over notional of all exchanges, while a position is open.</summary>
    public MinMaxSeries MarginRatio { get; }

    /// <summary>Cumulative USDT by bucket; stale ticks left out.</summary>
    public SampledSeries Attribution { get; }

    /// <summary>Cumulative USDT by hedge venue; stale ticks left out.</summary>
    public SampledSeries Funding { get; }

    public MarkSeries Entries { get; } = new();

    public MarkSeries Exits { get; } = new();

    public MarkSeries Rebalances { get; } = new();

    internal void Add(in TickRow row, RunTotals totals)
    {
        var at = row.Timestamp;
        if (!row.IsStale)
        {
            Equity.Add(at, row.Equity);
            Drawdown.Add(at, totals.Meter.Drawdown);
            Attribution.Add(at, totals.Buckets);
            Funding.Add(at, totals.Funding);
        }

        if (row.MinMarginRatio is { } ratio)
            MarginRatio.Add(at, ratio);
        if (row.Plan is { } plan)
            MarksOf(plan).Add(at);
    }

    private MarkSeries MarksOf(Plan plan) => plan switch
    {
        { Change: ChangeType.Rebalance, Action: not StrategyAction.ExitFull } => Rebalances,
        { Action: StrategyAction.ExitFull or StrategyAction.ExitPartial } => Exits,
        _ => Entries,
    };
}
