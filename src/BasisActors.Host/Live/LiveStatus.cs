using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
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

    /// <summary>running, or how it ended: completed, cancelled, halted, failed.</summary>
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

    public static LiveStatus Of(string run, TickCompleted completed, ExchangeFeed feed, long orders)
    {
        var (book, risk, check) = (completed.Computed.Positions.Book, completed.Assessed.Risk, completed.Computed.Positions.Check);
        return new LiveStatus
        {
            Run = run,
            Mode = "",
            State = "running",
            Tick = completed.Tick.Sequence,
            At = completed.Tick.Timestamp,
            Equity = completed.Computed.Exposure.Equity,
            Delta = completed.Computed.Exposure.Assets.Sum(a => a.Delta),
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
        };
    }

    private static ImmutableSortedDictionary<string, decimal> Held(Book book) => book.Chart.Positions
        .Where(p => book.Quantity(p) != 0).ToImmutableSortedDictionary(p => p.ToString(), book.Quantity, StringComparer.Ordinal);
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LiveStatus))]
internal sealed partial class LiveStatusJson : JsonSerializerContext;

/// <summary>Keeps the status of a run in a file that is always whole: it is written beside and moved into place.</summary>
public sealed class LiveStatusFile(string path)
{
    public static LiveStatus? Read(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), LiveStatusJson.Default.LiveStatus) : null;

    public void Write(LiveStatus status)
    {
        var beside = path + ".new";
        File.WriteAllText(beside, JsonSerializer.Serialize(status, LiveStatusJson.Default.LiveStatus));
        File.Move(beside, path, overwrite: true);
    }
}
