using System.Collections.Immutable;

namespace BasisActors.Host.Sweeps;

/// <summary>What was learnt in a window and what came of it.</summary>
/// <param name="Window">The window.</param>
/// <param name="Best">The point that was best in training; null when none completed with the metric.</param>
/// <param name="Test">That point over the test; null without one.</param>
/// <param name="Trials">Training runs that had a Sharpe ratio.</param>
/// <param name="ExpectedMaximum">What the best Sharpe ratio of as many trials without skill is expected to be.</param>
public sealed record WindowResult(WalkForwardWindow Window, PointResult? Best, PointResult? Test, int Trials, decimal? ExpectedMaximum);

/// <summary>A finished sweep.</summary>
public sealed record SweepResult
{
    public required string Id { get; init; }

    public required SweepRequest Request { get; init; }

    public required string InputsHash { get; init; }

    /// <summary>Every point over the whole period, or with walk-forward every point over every training, in the order of windows and grid.</summary>
    public required ImmutableArray<PointResult> Rows { get; init; }

    /// <summary>With walk-forward only.</summary>
    public ImmutableArray<WindowResult> Windows { get; init; } = [];

    /// <summary>What a reader must know of the data.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>The best of all rows; null when none completed with the metric, and with walk-forward, where each window has its own.</summary>
    public PointResult? Best => Request.WalkForward is null ? Request.Metric.Best(Rows) : null;

    /// <summary>Rows by status; every status is there.</summary>
    public IEnumerable<(PointStatus Status, int Count)> Counts => Enum.GetValues<PointStatus>().Select(s => (s, Rows.Count(r => r.Status == s)));

    /// <summary>Sharpe ratios of all rows that have one.</summary>
    public ImmutableArray<decimal> Sharpes => [.. SharpesOf(Rows)];

    /// <summary>Total return of the tests one after the other: Π(1 + R) − 1. A window without a test stands for a time without a position.</summary>
    public decimal ChainedReturn => Windows.Aggregate(1m, (growth, w) => growth * (1 + (w.Test?.Get("total_return") ?? 0))) - 1;

    internal static IEnumerable<decimal> SharpesOf(IEnumerable<PointResult> rows) =>
        rows.Where(r => r.Status == PointStatus.Completed).Select(r => r.Get("sharpe")).OfType<decimal>();
}
