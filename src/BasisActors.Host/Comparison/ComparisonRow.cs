using BasisActors.Host.Reports;
using BasisActors.Host.Results;

namespace BasisActors.Host.Comparison;

/// <summary>A run or a benchmark over the common period.</summary>
public sealed record ComparisonRow
{
    /// <summary>Id of the result or name of the benchmark.</summary>
    public required string Name { get; init; }

    public bool IsBenchmark => Mode is null;

    /// <summary>Null for a benchmark.</summary>
    public required string? Mode { get; init; }

    /// <summary>What growth is measured in: the share class of a run, the token of a benchmark.</summary>
    public required string Unit { get; init; }

    /// <summary>First tick of the run itself.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Last tick of the run itself.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Over the common period. Statistics of steps are null for a benchmark that moves once a day.</summary>
    public required Performance Performance { get; init; }

    /// <summary>Fees, gas and slippage in the common period; null for a benchmark.</summary>
    public decimal? Costs { get; init; }

    public decimal? MinHealthFactor { get; init; }

    public decimal? MinMarginRatio { get; init; }

    /// <summary>How the run ended; null for a benchmark.</summary>
    public string? Status { get; init; }

    /// <summary>Growth of one unit since the start of the common period, beginning with 1; stale ticks left out.</summary>
    public required MinMaxSeries Growth { get; init; }

    /// <summary>1 − growth / peak; stale ticks left out.</summary>
    public required MinMaxSeries Drawdown { get; init; }
}
