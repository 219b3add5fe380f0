using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Results;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Risk;
using BasisActors.Host.EventLog.Payloads;

namespace BasisActors.Host.Live;

/// <summary>What an operator asks of a live run, as of its last tick.</summary>
public sealed record LiveStatus
{
    public required string Run { get; init; }

    public required string Mode { get; init; }

    /// <summary>running, or how it ended: completed, cancelled, halted, failed. Who is killed cannot say so, see <see cref="LiveRun"/>.</summary>
    public required string State { get; init; }

    public required long Tick { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Share-class currency.</summary>
    public required decimal Equity { get; init; }

    /// <summary>Net units of the mode's asset.</summary>
    public required decimal Delta { get; init; }

    /// <summary>|Delta| × price / equity.</summary>
    public decimal? DeltaDrift { get; init; }

    public required string Action { get; init; }

    public required string Reason { get; init; }

    /// <summary>True when the market was too old to decide on.</summary>
    public required bool Stale { get; init; }

    /// <summary>Orders that have been carried out since the run began.</summary>
    public required long Orders { get; init; }

    public required ImmutableSortedDictionary<string, decimal> Positions { get; init; }

    /// <summary>Balance over notional by exchange.</summary>
    public required ImmutableSortedDictionary<string, decimal?> MarginRatios { get; init; }

    public required ImmutableSortedDictionary<string, DateTimeOffset> NextFunding { get; init; }

    /// <summary>running, reducing or halted: what the run may do while it is up.</summary>
    public string Trading { get; init; } = "running";

    /// <summary>Why nothing is entered; null while the run is free.</summary>
    public string? HeldFor { get; init; }

    /// <summary>Since when; null while the run is free.</summary>
    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>Venue less ledger by position, where they differ now.</summary>
    public ImmutableSortedDictionary<string, decimal> Differences { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>Times that a venue began to differ from the ledger, or to differ otherwise, since the run began.</summary>
    public long DifferencesSeen { get; init; }

    /// <summary>By venue: why it refuses to put what it holds where it is margin.</summary>
    public ImmutableSortedDictionary<string, string> Refusals { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What the run waits for, such as its journal; null while it goes on.</summary>
    public string? Waiting { get; init; }

    /// <summary>The error that a run ended with; null otherwise.</summary>
    public string? Error { get; init; }

    // What follows is null, or empty, in a file that an earlier version has left.

    /// <summary>USDT or ETH: in which equity and P&amp;L are counted.</summary>
    public string? Currency { get; init; }

    /// <summary>Capital that the run was begun with.</summary>
    public decimal? InitialCapital { get; init; }

    /// <summary>Capital brought in less capital paid out since the run began, the initial one included.</summary>
    public decimal? NetCapital { get; init; }

    /// <summary>Equity less <see cref="NetCapital"/>.</summary>
    public decimal? Pnl { get; init; }

    /// <summary>Growth of a unit subscribed at the start, less 1: deposits and withdrawals are neither a gain nor a loss.</summary>
    public decimal? Return { get; init; }

    /// <summary>1 − equity / highest equity, flow-adjusted.</summary>
    public decimal? Drawdown { get; init; }

    /// <summary>Highest equity so far, in the capital of now.</summary>
    public decimal? PeakEquity { get; init; }

    /// <summary>Collateral × liquidation threshold / debt; null without debt, and in a mode that does not borrow.</summary>
    public decimal? HealthFactor { get; init; }

    /// <summary>Debt / collateral; null in a mode that does not borrow.</summary>
    public decimal? LoanToValue { get; init; }

    /// <summary>Margin by exchange, with the levels it is judged by.</summary>
    public ImmutableArray<MarginStatus> Margins { get => field.IsDefault ? [] : field; init; }

    /// <summary>Limits that do not hold, most urgent first.</summary>
    public ImmutableArray<RiskBreach> Breaches { get => field.IsDefault ? [] : field; init; }

    /// <summary>Net holdings by asset.</summary>
    public ImmutableArray<AssetStatus> Assets { get => field.IsDefault ? [] : field; init; }

    /// <summary>Value of everything that is not idle share-class currency.</summary>
    public decimal? TotalDeployed { get; init; }

    /// <summary>Σ |size| × mark over all exchanges.</summary>
    public decimal? GrossPerpNotional { get; init; }

    /// <summary>full_loop, or manual when an operator asked for a rebalance.</summary>
    public string? Trigger { get; init; }

    /// <summary>Blocks of the tick's plan.</summary>
    public int? Blocks { get; init; }

    /// <summary>Trades at exchanges since the run began; null when they cannot be known any more.</summary>
    public long? Trades { get; init; }

    /// <summary>Tick of the last trade; null while there was none that is known of.</summary>
    public DateTimeOffset? LastTradeAt { get; init; }

    /// <summary>When the tick was completed, by the machine's clock.</summary>
    public DateTimeOffset? HeartbeatAt { get; init; }

    /// <summary>First tick of the run.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>When the process that carries it took it up, by the machine's clock.</summary>
    public DateTimeOffset? UpSince { get; init; }

    /// <summary>Between two ticks.</summary>
    public int? IntervalSeconds { get; init; }

    /// <summary>True when plans are logged and nothing is sent.</summary>
    public bool? ReadOnly { get; init; }

    public static LiveStatus Of(string run, TickCompleted completed, ExchangeFeed feed, long orders)
    {
        var (book, risk, check, exposure) = (completed.Computed.Positions.Book, completed.Assessed.Risk, completed.Computed.Positions.Check, completed.Computed.Exposure);
        var capital = Subscribed(book);
        return new LiveStatus
        {
            Run = run,
            Mode = "",
            State = "running",
            Tick = completed.Tick.Sequence,
            At = completed.Tick.Timestamp,
            Equity = exposure.Equity,
            Delta = exposure.Assets.Sum(a => a.Delta),
            DeltaDrift = risk.DeltaDrift,
            Action = completed.Plan.Action.ToString(),
            Reason = completed.Plan.Reason,
            Stale = completed.IsStale,
            Orders = orders,
            Positions = Held(book),
            Trading = StatePayloads.Name(completed.Plan.HeldBy?.State ?? TradingState.Running),
            HeldFor = completed.Plan.HeldBy?.Reason,
            HeldSince = completed.Plan.HeldBy?.Since,
            Differences = check.Open.All.ToImmutableSortedDictionary(d => d.Position.ToString(), d => d.Amount, StringComparer.Ordinal),
            DifferencesSeen = check.Open.Seen,
            Refusals = check.Open.Refusals,
            MarginRatios = risk.Margins.ToImmutableSortedDictionary(m => m.Venue, m => m.Ratio, StringComparer.Ordinal),
            NextFunding = feed.Last.Where(q => q.Value.NextFunding is not null).ToImmutableSortedDictionary(q => q.Key, q => q.Value.NextFunding!.Value, StringComparer.Ordinal),
            NetCapital = capital,
            Pnl = exposure.Equity - capital,
            Return = risk.History.StartEquity == 0 ? null : risk.History.Growth - 1,
            Drawdown = risk.Drawdown,
            PeakEquity = risk.History.PeakEquity,
            HealthFactor = risk.HealthFactor,
            LoanToValue = risk.LoanToValue,
            Margins = [.. risk.Margins.Select(m => new MarginStatus(m.Venue, m.Ratio, m.Balance, m.Notional, risk.Limits.MarginWarning, risk.Limits.MarginCritical, risk.Limits.MaintenanceMargin))],
            Breaches = RiskBreach.Of(risk),
            Assets = [.. exposure.Assets.Select(a => new AssetStatus(a.Asset, a.Spot, a.Perp, a.Delta, a.Price))],
            TotalDeployed = exposure.TotalDeployed,
            GrossPerpNotional = exposure.GrossPerpNotional,
            Trigger = completed.Tick.Trigger.Name(),
            Blocks = completed.Plan.Blocks.Length,
        };
    }

    /// <summary>What the books say has come in from investors, less what went out; null when it came in several tokens.</summary>
    private static decimal? Subscribed(Book book)
    {
        var (chart, found, sum) = (book.Chart, 0, 0m);
        for (var unit = 0; unit < chart.Units.Length; unit++)
        {
            if (book[chart.World(Cause.CapitalFlow, unit)] is var balance and not 0)
                (found, sum) = (found + 1, -balance);
        }

        return found > 1 ? null : sum;
    }

    private static ImmutableSortedDictionary<string, decimal> Held(Book book) => book.Chart.Positions
        .Where(p => book.Quantity(p) != 0).ToImmutableSortedDictionary(p => p.ToString(), book.Quantity, StringComparer.Ordinal);
}

/// <summary>Margin of one exchange account.</summary>
/// <param name="Venue">The exchange.</param>
/// <param name="Ratio">Balance over notional, higher is safer; null without a position.</param>
/// <param name="Balance">Cash plus unrealised P&amp;L, USDT.</param>
/// <param name="Notional">Σ |size| × mark, USDT.</param>
/// <param name="Warning">A ratio below it is a warning.</param>
/// <param name="Critical">Below it the position is reduced.</param>
/// <param name="Maintenance">At or below it the exchange liquidates, as modelled.</param>
public sealed record MarginStatus(string Venue, decimal? Ratio, decimal Balance, decimal Notional, decimal Warning, decimal Critical, decimal Maintenance);

/// <summary>Net holding of one asset.</summary>
/// <param name="Asset">BTC, ETH.</param>
/// <param name="Spot">Units held outright.</param>
/// <param name="Perp">Signed contracts, base units; negative is short.</param>
/// <param name="Delta">Their sum.</param>
/// <param name="Price">Share-class currency; 0 when nothing is held.</param>
public sealed record AssetStatus(string Asset, decimal Spot, decimal Perp, decimal Delta, decimal Price);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LiveStatus))]
internal sealed partial class LiveStatusJson : JsonSerializerContext;

/// <summary>Keeps the status of a run in a file that is always whole: it is written beside and moved into place.</summary>
public sealed class LiveStatusFile(string path)
{
    public static LiveStatus? Read(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), LiveStatusJson.Default.LiveStatus) : null;

    public LiveStatus? Read() => Read(path);

    /// <summary>As in the file.</summary>
    public static string Text(LiveStatus status) => JsonSerializer.Serialize(status, LiveStatusJson.Default.LiveStatus);

    public void Write(LiveStatus status)
    {
        var beside = path + ".new";
        File.WriteAllText(beside, Text(status));
        File.Move(beside, path, overwrite: true);
    }
}
