using System.Collections.Immutable;
using System.Text.Json;

namespace BasisActors.Host.Http.Results;

/// <summary>An extreme value of a run and when it was.</summary>
/// <param name="Value">Ratio.</param>
/// <param name="At">UTC.</param>
/// <param name="Venue">Null where it is not of a venue.</param>
public sealed record ResultExtreme(decimal Value, DateTimeOffset? At, string? Venue);

/// <summary>Why a run did not complete.</summary>
public sealed record ResultError(string Code, string Message, string? Where, string? Resolution);

/// <summary>
/// What a run came to, from its <c>summary.json</c> (docs/results.md says what each figure means). Amounts in share-class currency, rates and ratios as fractions; null
/// where a figure is not defined.
/// </summary>
public sealed record ResultSummary
{
    public required string Id { get; init; }

    /// <summary>completed, cancelled, halted or failed.</summary>
    public required string Status { get; init; }

    public required ResultError? Error { get; init; }

    public required string Mode { get; init; }

    public required string ShareClass { get; init; }

    public required string Currency { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required DateTimeOffset? LastTick { get; init; }

    public required long Ticks { get; init; }

    public required decimal InitialCapital { get; init; }

    public required decimal NetFlows { get; init; }

    public required decimal? FinalEquity { get; init; }

    public required decimal? FinalEquityLiquidation { get; init; }

    public required decimal NetPnl { get; init; }

    public required decimal GrossPnl { get; init; }

    public required decimal? TotalReturn { get; init; }

    public required decimal? Apy { get; init; }

    public required decimal TargetApy { get; init; }

    public required decimal? ApyVsTarget { get; init; }

    public required decimal? Volatility { get; init; }

    public required decimal? Sharpe { get; init; }

    public required decimal? Sortino { get; init; }

    public required decimal? Calmar { get; init; }

    public required decimal? MaxDrawdown { get; init; }

    public required decimal MaxDrawdownLimit { get; init; }

    /// <summary>By bucket.</summary>
    public required ImmutableDictionary<string, decimal> Attribution { get; init; }

    public required decimal AttributionResidual { get; init; }

    public required decimal Fees { get; init; }

    public required decimal Gas { get; init; }

    public required decimal Slippage { get; init; }

    public required decimal Costs { get; init; }

    public required ImmutableDictionary<string, decimal> FundingByVenue { get; init; }

    /// <summary>Ticks by chosen action.</summary>
    public required ImmutableDictionary<string, decimal> Actions { get; init; }

    public required long Blocks { get; init; }

    public required long Fills { get; init; }

    public required long Trades { get; init; }

    public required long Rebalances { get; init; }

    public required long Liquidations { get; init; }

    public required ResultExtreme? MinHealthFactor { get; init; }

    public required ResultExtreme? MinMarginRatio { get; init; }

    public required decimal? MaxAbsDeltaDrift { get; init; }

    public required ResultExtreme? MaxLtv { get; init; }

    public required ImmutableArray<string> DataNotes { get; init; }

    public required ImmutableArray<string> Scenarios { get; init; }

    public required string JournalHash { get; init; }

    public required string ConfigHash { get; init; }

    /// <exception cref="KeyNotFoundException">A field is missing.</exception>
    /// <exception cref="InvalidOperationException">A field is of another kind.</exception>
    internal static ResultSummary Of(JsonElement summary) => new()
    {
        Id = Text(summary, "backtest_id"),
        Status = Text(summary, "status"),
        Error = summary.GetProperty("error") is { ValueKind: JsonValueKind.Object } error
            ? new ResultError(Text(error, "code"), Text(error, "message"), error.GetProperty("where").GetString(), error.GetProperty("resolution").GetString())
            : null,
        Mode = Text(summary, "mode"),
        ShareClass = Text(summary, "share_class"),
        Currency = Text(summary, "currency"),
        From = summary.GetProperty("from").GetDateTimeOffset(),
        To = summary.GetProperty("to").GetDateTimeOffset(),
        LastTick = Time(summary, "last_tick"),
        Ticks = summary.GetProperty("ticks").GetInt64(),
        InitialCapital = Number(summary, "initial_capital"),
        NetFlows = Number(summary, "net_flows"),
        FinalEquity = Optional(summary, "final_equity"),
        FinalEquityLiquidation = Optional(summary, "final_equity_liquidation"),
        NetPnl = Number(summary, "net_pnl"),
        GrossPnl = Number(summary, "gross_pnl"),
        TotalReturn = Optional(summary, "total_return"),
        Apy = Optional(summary, "apy"),
        TargetApy = Number(summary, "target_apy"),
        ApyVsTarget = Optional(summary, "apy_vs_target"),
        Volatility = Optional(summary, "volatility"),
        Sharpe = Optional(summary, "sharpe"),
        Sortino = Optional(summary, "sortino"),
        Calmar = Optional(summary, "calmar"),
        MaxDrawdown = Optional(summary, "max_drawdown"),
        MaxDrawdownLimit = Number(summary, "max_drawdown_limit"),
        Attribution = Amounts(summary, "attribution"),
        AttributionResidual = Number(summary, "attribution_residual"),
        Fees = Number(summary, "fees"),
        Gas = Number(summary, "gas"),
        Slippage = Number(summary, "slippage"),
        Costs = Number(summary, "costs"),
        FundingByVenue = Amounts(summary, "funding_by_venue"),
        Actions = Amounts(summary, "actions"),
        Blocks = summary.GetProperty("blocks").GetInt64(),
        Fills = summary.GetProperty("fills").GetInt64(),
        Trades = summary.GetProperty("trades").GetInt64(),
        Rebalances = summary.GetProperty("rebalances").GetInt64(),
        Liquidations = summary.GetProperty("liquidations").GetInt64(),
        MinHealthFactor = Extreme(summary, "min_health_factor"),
        MinMarginRatio = Extreme(summary, "min_margin_ratio"),
        MaxAbsDeltaDrift = Optional(summary, "max_abs_delta_drift"),
        MaxLtv = Extreme(summary, "max_ltv"),
        DataNotes = Texts(summary, "data_notes"),
        Scenarios = Texts(summary, "scenarios"),
        JournalHash = Text(summary, "journal_hash"),
        ConfigHash = Text(summary, "config_hash"),
    };

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? throw new InvalidOperationException($"{name} is null.");

    private static decimal Number(JsonElement of, string name) => of.GetProperty(name).GetDecimal();

    private static decimal? Optional(JsonElement of, string name) => of.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetDecimal() : null;

    private static DateTimeOffset? Time(JsonElement of, string name) => of.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetDateTimeOffset() : null;

    private static ImmutableDictionary<string, decimal> Amounts(JsonElement of, string name) =>
        of.GetProperty(name).EnumerateObject().ToImmutableDictionary(a => a.Name, a => a.Value.GetDecimal(), StringComparer.Ordinal);

    private static ImmutableArray<string> Texts(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(t => t.GetString() ?? "")];

    private static ResultExtreme? Extreme(JsonElement of, string name) => of.GetProperty(name) is { ValueKind: JsonValueKind.Object } extreme
        ? new ResultExtreme(Number(extreme, "value"), Time(extreme, "at"), extreme.TryGetProperty("venue", out var venue) ? venue.GetString() : null)
        : null;
}
