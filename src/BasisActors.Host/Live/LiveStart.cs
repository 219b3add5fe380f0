using System.Collections.Immutable;
using System.Globalization;

namespace BasisActors.Host.Live;

/// <summary>A run on paper that a program or the dashboard asks for.</summary>
public sealed record LiveStart
{
    public required string Mode { get; init; }

    /// <summary>Name of the run; null gives it one. A run that exists and is not up is taken up where it was.</summary>
    public string? Id { get; init; }

    /// <summary>USDT or ETH; null is the mode's.</summary>
    public string? ShareClass { get; init; }

    /// <summary>Share-class currency; null is the configuration's.</summary>
    public decimal? InitialCapital { get; init; }

    /// <summary>Largest order that adds to a position, USD; null is no limit.</summary>
    public decimal? MaxTradeSizeUsd { get; init; }

    /// <summary>Loss since the start at which everything is closed, a fraction; null is the configuration's.</summary>
    public decimal? StopLossPct { get; init; }

    /// <summary>Configuration keys with their values, as after <c>--set</c>.</summary>
    public ImmutableSortedDictionary<string, string> Overrides { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Limits of the risk monitor by name, such as <c>margin_warning_threshold</c>.</summary>
    public ImmutableSortedDictionary<string, string> RiskLimits { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Address of the paper exchange.</summary>
    public required Uri Paper { get; init; }

    /// <summary>Key of an account there; each run needs one of its own.</summary>
    public required string Account { get; init; }

    /// <summary>Between two ticks.</summary>
    public int EverySeconds { get; init; } = 30;

    /// <summary>Plans are logged and nothing is sent.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>As a host carries it.</summary>
    /// <param name="id">Its name.</param>
    public WantedRun Wanted(string id) => new()
    {
        Mode = Mode,
        Id = id,
        Sets = [.. Sets()],
        Paper = Paper,
        Account = Account,
        EverySeconds = EverySeconds,
        SnapshotEvery = 1_000,
        ReadOnly = ReadOnly,
        MaxTradeSizeUsd = MaxTradeSizeUsd,
    };

    /// <summary>What has a field of its own comes last and counts.</summary>
    private IEnumerable<string> Sets()
    {
        const string risk = "component_config.risk_monitor.";
        foreach (var (key, value) in Overrides)
            yield return $"{key}={value}";
        foreach (var (name, value) in RiskLimits)
            yield return $"{risk}{name}={value}";
        if (ShareClass is { } shareClass)
            yield return $"share_class={shareClass}";
        if (InitialCapital is { } capital)
            yield return string.Create(CultureInfo.InvariantCulture, $"initial_capital={capital}");
        if (StopLossPct is { } stop)
            yield return string.Create(CultureInfo.InvariantCulture, $"{risk}emergency_stop_loss_pct={stop}");
    }
}
