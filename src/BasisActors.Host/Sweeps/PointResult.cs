using System.Collections.Immutable;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;
using BasisActors.Host.Results;

namespace BasisActors.Host.Sweeps;

/// <summary>How a point of a sweep ended.</summary>
public enum PointStatus
{
    Completed,

    /// <summary>Halted by risk; its figures are those until then.</summary>
    Halted,

    /// <summary>The run or its data failed.</summary>
    Failed,

    /// <summary>Its configuration is not valid; it was not run.</summary>
    Invalid,
}

/// <summary>One run of a sweep: a point of the grid over a period.</summary>
/// <param name="Point">Number of the point in the grid, from 0.</param>
/// <param name="From">First tick.</param>
/// <param name="To">Last tick, inclusive.</param>
public readonly record struct SweepJob(int Point, DateTimeOffset From, DateTimeOffset To);

/// <summary>The row of one point.</summary>
public sealed record PointResult
{
    public required SweepJob Job { get; init; }

    public required PointStatus Status { get; init; }

    /// <summary>Code of the error that kept it from completing.</summary>
    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    /// <summary>In the order of <see cref="PointFigures.Names"/>; null where a figure is not defined.</summary>
    public ImmutableArray<decimal?> Figures { get; init; } = PointFigures.None;

    /// <summary>Hash over all decisions and postings, that of a backtest with the same inputs; null when nothing was run.</summary>
    public string? JournalHash { get; init; }

    public static PointResult Of(SweepJob job, RunSummary summary) => new()
    {
        Job = job,
        Status = summary.Status switch
        {
            RunStatus.Completed => PointStatus.Completed,
            RunStatus.Halted => PointStatus.Halted,
            _ => PointStatus.Failed,
        },
        ErrorCode = summary.Error?.Code,
        ErrorMessage = summary.Error?.Message,
        Figures = PointFigures.Of(summary),
        JournalHash = summary.JournalHash,
    };

    public static PointResult Of(SweepJob job, PointStatus status, BasisError error) =>
        new() { Job = job, Status = status, ErrorCode = error.Code, ErrorMessage = error.Message };
}

/// <summary>The figures kept of each point, by the names they have in <c>summary.json</c>.</summary>
public static class PointFigures
{
    private static readonly (string Name, Func<RunSummary, decimal?> Of)[] All =
    [
        ("ticks", s => s.Ticks),
        ("final_equity", s => s.FinalEquity),
        ("total_return", s => s.Performance.TotalReturn),
        ("apy", s => s.Performance.Apy),
        ("volatility", s => s.Performance.Volatility),
        ("sharpe", s => s.Performance.Sharpe),
        ("sortino", s => s.Performance.Sortino),
        ("calmar", s => s.Performance.Calmar),
        ("max_drawdown", s => s.Performance.MaxDrawdown),
        ("fees", s => s.Fees),
        ("gas", s => s.Gas),
        ("slippage", s => s.Slippage),
        ("min_health_factor", s => s.MinHealthFactor?.Value),
        ("min_margin_ratio", s => s.MinMarginRatio?.Value),
        ("fills", s => s.Fills),
        ("rebalances", s => s.Rebalances),
    ];

    public static ImmutableArray<string> Names { get; } = [.. All.Select(f => f.Name)];

    /// <summary>The figures of a point that was not run.</summary>
    public static ImmutableArray<decimal?> None { get; } = [.. All.Select(_ => default(decimal?))];

    public static ImmutableArray<decimal?> Of(RunSummary summary) => [.. All.Select(f => f.Of(summary))];

    public static decimal? Get(this PointResult result, string figure) => result.Figures[Names.IndexOf(figure)];
}
