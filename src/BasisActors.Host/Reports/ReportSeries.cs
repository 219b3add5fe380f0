using System.Collections.Immutable;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Ledger;
using BasisActors.Host.Results;

namespace BasisActors.Host.Reports;

/// <summary>
/// The series of a run that its report draws, thinned while the run goes on: their size does not grow with its length. Values at marks that are carried over
/// a hole of the data are not real and are left out. Amounts are in share-class currency.
/// </summary>
public sealed class ReportSeries
{
    /// <summary>Ratios beyond this are drawn as this: a debt without collateral, a short that hardly exists.</summary>
    public const decimal Highest = 2m;

    private readonly BookComposition _composition;
    private Book? _book;

    internal ReportSeries(RecordedRun run)
    {
        var step = run.Market.StepSeconds;
        HedgeVenues = run.HedgeVenues;
        Equity = new MinMaxSeries(step, bridgesHoles: true);
        Drawdown = new MinMaxSeries(step, bridgesHoles: true);
        (MarginRatio, LoanToValue, HealthFactor) = (new MinMaxSeries(step), new MinMaxSeries(step), new MinMaxSeries(step));
        (PriceRise, OracleFall) = (new MinMaxSeries(step), new MinMaxSeries(step));
        Deltas = [.. run.Assets.Select(asset => (asset, new MinMaxSeries(step, bridgesHoles: true)))];
        Attribution = new SampledSeries(AttributionBuckets.Count);
        Funding = new SampledSeries(HedgeVenues.Length);
        Composition = new SampledSeries(BookComposition.Kinds.Length);
        _composition = new BookComposition(run);
    }

    public ImmutableArray<string> HedgeVenues { get; }

    /// <summary>Stale ticks left out.</summary>
    public MinMaxSeries Equity { get; }

    /// <summary>Fraction below the peak, positive; stale ticks left out.</summary>
    public MinMaxSeries Drawdown { get; }

    /// <summary>Smallest margin balance over notional of all exchanges, while a position is open.</summary>
    public MinMaxSeries MarginRatio { get; }

    /// <summary>Debt / collateral while there is debt.</summary>
    public MinMaxSeries LoanToValue { get; }

    /// <summary>Health factor while there is debt.</summary>
    public MinMaxSeries HealthFactor { get; }

    /// <summary>Rise of the coin that liquidates the tightest short.</summary>
    public MinMaxSeries PriceRise { get; }

    /// <summary>Fall of the oracle rate that liquidates the loan.</summary>
    public MinMaxSeries OracleFall { get; }

    /// <summary>Debt / collateral at which the loan is liquidated; null when nothing was ever supplied in a mode that borrows.</summary>
    public decimal? LiquidationThreshold { get; private set; }

    /// <summary>Net units by asset; stale ticks left out.</summary>
    public ImmutableArray<(string Asset, MinMaxSeries Series)> Deltas { get; }

    /// <summary>Cumulative amounts by bucket; stale ticks left out.</summary>
    public SampledSeries Attribution { get; }

    /// <summary>Cumulative amounts by hedge venue; stale ticks left out.</summary>
    public SampledSeries Funding { get; }

    /// <summary>Equity by kind of position; stale ticks left out.</summary>
    public SampledSeries Composition { get; }

    public PlanTimeline Plans { get; } = new();

    internal void Add(in TickRow row, ReadOnlySpan<decimal> deltas, RunTotals totals)
    {
        var at = row.Timestamp;
        _book = row.Book ?? _book;
        if (!row.IsStale)
        {
            Equity.Add(at, row.Equity);
            Drawdown.Add(at, totals.Meter.Drawdown);
            Attribution.Add(at, totals.Buckets);
            Funding.Add(at, totals.Funding);
            for (var i = 0; i < deltas.Length; i++)
                Deltas[i].Series.Add(at, deltas[i]);
            AddComposition(at);
        }

        AddRisk(row, totals.Risk);
        if (row.Plan is { } plan)
            Plans.Add(at, plan);
    }

    private void AddComposition(DateTimeOffset at)
    {
        if (_book is not null && Composition.KeepsNext)
            Composition.Add(at, _composition.Of(_book, at));
        else
            Composition.Skip();
    }

    private void AddRisk(in TickRow row, RiskExtremes risk)
    {
        if (row.MinMarginRatio is { } ratio)
            MarginRatio.Add(row.Timestamp, ratio);
        if (risk.Joint.PriceRiseToMarginFailure is { } rise)
            PriceRise.Add(row.Timestamp, Math.Min(rise, Highest));
        if (row.Loan is not { Debt: > 0 } loan)
            return;
        LiquidationThreshold = loan.Parameters.LiquidationThreshold;
        LoanToValue.Add(row.Timestamp, Math.Min(loan.LoanToValue, Highest));
        HealthFactor.Add(row.Timestamp, Math.Min(row.HealthFactor ?? Highest, Highest));
        if (risk.Joint.OracleFallToLiquidation is { } fall)
            OracleFall.Add(row.Timestamp, Math.Max(fall, -Highest));
    }
}
