using System.Collections.Immutable;
using BasisActors.Host.Backtests.Queued;
using BasisActors.Host.Configuration;

namespace BasisActors.Host.Http.Config;

/// <summary>The environment variables of this program. A value is told only where it is known to hold no secret.</summary>
internal static class KnownVariables
{
    private const string Ours = "BASIS_", Settings = "BASIS__", File = "_FILE";

    private static readonly ImmutableArray<string> Open =
    [
        "BASIS_API__HOSTS", .. new[] { "HEALTH", "BACKTEST", "LIVE", "CAPITAL", "READ", "LOGIN", "STREAMS" }.Select(k => $"BASIS_API__LIMIT_{k}"),
        BacktestQueueOptions.ConcurrentVariable, BacktestQueueOptions.WaitingVariable,
        ConfigurationDirectory.Variable, "BASIS_DATA_MODE", "BASIS_ENVIRONMENT", "BASIS_EXECUTION_MODE", "BASIS_RESULTS_DIR",
        .. new[] { "CIRCUIT_BREAKER_ENABLED", "EMERGENCY_STOP_LOSS_PCT", "ENABLED", "HEARTBEAT_TIMEOUT_SECONDS", "MAX_TRADE_SIZE_USD", "READ_ONLY", "RECONCILIATION_TOLERANCE" }.Select(l => $"BASIS_LIVE_TRADING__{l}"),
    ];

    /// <summary>A database's address may hold a password, and the data's folder may be such an address.</summary>
    private static readonly ImmutableArray<string> Closed =
        ["BASIS_API__READ_KEY", "BASIS_API__OPERATE_KEY", "BASIS_API__ADMIN_KEY", "BASIS_DATA_CONNECTION", "BASIS_DATA_DIR", "BASIS_JOURNAL"];

    public static ImmutableArray<EnvironmentVariable> Of(IReadOnlyDictionary<string, string> environment) =>
    [
        .. Open.Concat(Closed).Concat(environment.Keys.Where(n => n.StartsWith(Ours, StringComparison.OrdinalIgnoreCase)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => Describe(name, environment.GetValueOrDefault(name, ""))),
    ];

    private static EnvironmentVariable Describe(string name, string value)
    {
        var isTold = Open.Contains(name) || name.EndsWith(File, StringComparison.Ordinal) || (name.StartsWith(Settings, StringComparison.OrdinalIgnoreCase) && !Redaction.IsSecret(name));
        return new EnvironmentVariable(name, value.Length > 0, isTold && value.Length > 0 ? value : null, !isTold);
    }
}
