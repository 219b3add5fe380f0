using BasisActors.Actors.Execution;
using BasisActors.Actors.Journal;
using BasisActors.Actors.MarketData;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Market;

namespace BasisActors.Actors.Live;

/// <summary>What a live run has and a backtest has not: a journal, the outside world, and time that passes by itself.</summary>
/// <param name="Journal">Takes <see cref="StoreEvent"/>.</param>
/// <param name="Replay">What the journal held when the run began.</param>
/// <param name="Market">Grows by a row with each tick.</param>
/// <param name="Feed">Reads the market.</param>
/// <param name="Venues">Executors' hands, exchanges first, the wallet last.</param>
/// <param name="Time">The clock.</param>
/// <param name="Interval">Time between two ticks; they are aligned to its multiples.</param>
public sealed record LiveSession(
    IActorRef Journal, JournalReplay Replay, LiveMarketTable Market, ILiveFeed Feed, IReadOnlyList<ILiveVenue> Venues, TimeProvider Time, TimeSpan Interval)
{
    /// <summary>Limits that the run was begun with.</summary>
    public LiveLimits Limits { get; init; } = new();

    /// <summary>What the run goes on from before it replays; null when it replays all.</summary>
    public RunSnapshot? Snapshot { get; init; }

    /// <summary>Keeps a snapshot; null keeps none.</summary>
    public Action<RunSnapshot>? Keep { get; init; }

    /// <summary>Ticks from one snapshot to the next.</summary>
    public int SnapshotEvery { get; init; } = 1;

    /// <summary>True when the run ends where its journal ends and the outside world is asked for nothing.</summary>
    public bool EndsWithJournal { get; init; }

    /// <summary>Plans are made and logged, and nothing is sent.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Told of each tick once it is done and stored; the next can then begin. Of those that a replay plays, too.</summary>
    public Action<long> TickStored { get; init; } = _ => { };

    /// <summary>Tells a message after a while, by the run's own clock.</summary>
    public ITimer Remind(IActorRef to, object message, TimeSpan after) => Time.CreateTimer(_ => to.Tell(message), null, after, Timeout.InfiniteTimeSpan);
}
