using System.Collections.Immutable;
using BasisActors.Actors.Strategies;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;

namespace BasisActors.Actors.Journal;

/// <summary>
/// All that the actors of a live run know at the end of a tick and cannot make anew. A shortcut and nothing else: the journal alone gives the same. A run that
/// starts from one replays what was stored after it, at least a whole tick, and compares that with the journal like any replay (ADR 0013).
/// </summary>
public sealed record RunSnapshot
{
    /// <summary>The first event of the journal.</summary>
    public required RunOpened Opened { get; init; }

    /// <summary>Events stored by then; <see cref="Closed"/> is the last of them.</summary>
    public required long Events { get; init; }

    /// <summary>What the journal says of the tick.</summary>
    public required TickClosed Closed { get; init; }

    /// <summary>Time of the tick.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Ids of the requests taken in.</summary>
    public required ImmutableArray<string> Requests { get; init; }

    /// <summary>Funding taken in, by venue.</summary>
    public required ImmutableSortedDictionary<string, DateTimeOffset> SettledUpTo { get; init; }

    /// <summary>Planned deposits and withdrawals taken.</summary>
    public required int FlowsTaken { get; init; }

    public required MarketMemory Market { get; init; }

    /// <summary>Every account, those at 0 included: a zero has digits too.</summary>
    public required ImmutableArray<StoredLeg> Balances { get; init; }

    public required ImmutableArray<Receivable> Receivables { get; init; }

    /// <summary>Instructions booked since the run began.</summary>
    public required long Booked { get; init; }

    /// <summary>The last block booked; null while there was none.</summary>
    public string? Block { get; init; }

    /// <summary>Equity at the end of the tick, share-class currency.</summary>
    public required decimal Equity { get; init; }

    /// <summary>Highest equity so far, in the capital of the tick.</summary>
    public required decimal PeakEquity { get; init; }

    /// <summary>Equity at the start, in the capital of the tick.</summary>
    public required decimal StartEquity { get; init; }

    public required StrategyState Strategy { get; init; }

    /// <summary>Number of the last event in the event log.</summary>
    public required long LoggedEvents { get; init; }
}

/// <summary>Asks a run for a snapshot of the tick that has just been closed; answered with <see cref="RunSnapshot"/>, or not at all when there can be none.</summary>
/// <param name="Opened">How the run began.</param>
/// <param name="Events">Events stored so far.</param>
/// <param name="Closed">The last one.</param>
/// <param name="Clock">What the clock knows.</param>
/// <param name="At">Time of the tick.</param>
/// <param name="Market">What is kept of the market.</param>
/// <param name="Requests">Ids of the requests taken in.</param>
internal sealed record TakeSnapshot(
    RunOpened Opened, long Events, TickClosed Closed, Clock.LiveClockState Clock, DateTimeOffset At, MarketMemory Market, ImmutableArray<string> Requests);
