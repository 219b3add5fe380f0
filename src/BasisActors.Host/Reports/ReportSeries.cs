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
    /// <summary>Ratios beyond this are drawn as this: a debt without collateral.</summary>
    private const decimal HighestRatio = 2m;

    /// <summary>A distance of 100 % or more is drawn as this: it is far from any failure.</summary>
    private const decimal HighestDistance = 1m;

    /// <summary>Debt / collateral below which a debt is what rounding left of a loan that was repaid.</summary>
    private const decimal SmallestLoan = 0.001m;

    private readonly BookComposition _composition;
    private Book? _book;
    private DateTimeOffset? _skipped;

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

    /// <summary>Debt / collateral at which the loan is liquidated; null when nothing was borrowed.</summary>
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

    /// <summary>Works out what was skipped at the last tick.</summary>
    internal void Complete()
    {
        if (_book is not null && _skipped is { } at)
            Composition.End(at, _composition.Of(_book, at));
    }

    private void AddComposition(DateTimeOffset at)
    {
        var keeps = _book is not null && Composition.KeepsNext;
        if (keeps)
            Composition.Add(at, _composition.Of(_book!, at));
        else
            Composition.Skip();
        _skipped = keeps ? null : at;
    }

    private void AddRisk(in TickRow row, RiskExtremes risk)
    {
        if (row.MinMarginRatio is { } ratio)
            MarginRatio.Add(row.Timestamp, ratio);
        if (risk.Joint.PriceRiseToMarginFailure is { } rise)
            PriceRise.Add(row.Timestamp, Math.Min(rise, HighestDistance));
        if (row.Loan is not { Debt: > 0 } loan || loan.LoanToValue < SmallestLoan)
            return;
        LiquidationThreshold = loan.Parameters.LiquidationThreshold;
        LoanToValue.Add(row.Timestamp, Math.Min(loan.LoanToValue, HighestRatio));
        HealthFactor.Add(row.Timestamp, Math.Min(row.HealthFactor ?? HighestRatio, HighestRatio));
        if (risk.Joint.OracleFallToLiquidation is { } fall)
            OracleFall.Add(row.Timestamp, Math.Max(fall, -HighestDistance));
    }
}
