using System.Text.Json;

namespace BasisActors.Host.Http.Live;

/// <summary>A run on paper. Real accounts are not begun over HTTP: their third lock is a typed <c>--live</c>.</summary>
/// <param name="StrategyName">Mode.</param>
/// <param name="ShareClass">USDT or ETH.</param>
/// <param name="InitialCapital">Share-class currency, above 0.</param>
/// <param name="MaxTradeSizeUsd">Largest order that adds to a position, above 0.</param>
/// <param name="EmergencyStopLossPct">Loss since the start at which everything is closed, 0.01 to 0.50.</param>
public sealed record LiveStartRequest(string StrategyName, string ShareClass, decimal InitialCapital, decimal MaxTradeSizeUsd, decimal EmergencyStopLossPct)
{
    /// <summary>Configuration keys with their values: texts, numbers, true or false.</summary>
    public IReadOnlyDictionary<string, JsonElement>? ConfigOverrides { get; init; }

    /// <summary>Limits of the risk monitor by name, such as <c>margin_warning_threshold</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement>? RiskLimits { get; init; }

    /// <summary>Name of the run; without it the run gets one. A run that exists and is not up is taken up where it was.</summary>
    public string? RunId { get; init; }

    /// <summary>Address of the paper exchange; without it the host's.</summary>
    public string? Paper { get; init; }

    /// <summary>Key of an account of the paper exchange; each run needs one of its own.</summary>
    public string Account { get; init; } = Commands.PaperCommand.DefaultKey;

    /// <summary>Seconds between two ticks.</summary>
    public int EverySeconds { get; init; } = 30;

    /// <summary>Plans are logged and nothing is sent.</summary>
    public bool ReadOnly { get; init; }
}

/// <summary>Which run shall be rebalanced.</summary>
/// <param name="StrategyId">Name of the run.</param>
public sealed record RebalanceRequest(string StrategyId)
{
    /// <summary>Ask also a run that is held or not up.</summary>
    public bool Force { get; init; }
}
