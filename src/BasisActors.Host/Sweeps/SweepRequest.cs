using BasisActors.Host.Backtests;

namespace BasisActors.Host.Sweeps;

/// <summary>What a user asks for.</summary>
public sealed record SweepRequest
{
    /// <summary>Mode, period, data, overrides and folder, as for one backtest.</summary>
    public required BacktestRequest Run { get; init; }

    public required ParameterGrid Grid { get; init; }

    public required SweepMetric Metric { get; init; }

    /// <summary>Runs at the same time.</summary>
    public required int Lanes { get; init; }

    /// <summary>Null runs every point over the whole period.</summary>
    public WalkForward? WalkForward { get; init; }
}
