using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using BasisActors.Actors.Events;
using BasisActors.Actors.Execution;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.MarketData;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Host.Backtests;
using BasisActors.Host.EventLog;

namespace BasisActors.Host.Live;

/// <summary>What came of a journal that was replayed without the outside world.</summary>
/// <param name="Ticks">Ticks that came out as the journal says.</param>
/// <param name="Events">Events that the journal holds up to its last closed tick.</param>
/// <param name="Difference">The first thing that came out otherwise; null when nothing did.</param>
/// <param name="Elapsed">What the replay took, the actor system's start left out.</param>
public sealed record RehearsalResult(long Ticks, int Events, BasisError? Difference, TimeSpan Elapsed);

/// <summary>
/// Plays a journal through the actors that run live and in a backtest. Every tick that is closed must come out as it is stored: decision, postings, equity, and
/// each instruction under its id. An open tick at the end is left out, since its outcome is still to come.
/// </summary>
public static class JournalRehearsal
{
    /// <param name="configuration">The configuration of the run, as it is loaded.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="events">A whole journal.</param>
    /// <param name="snapshot">Where to begin; null for the beginning. The events are those after it.</param>
    /// <param name="recorder">Gets what every tick came to; null when nobody wants it.</param>
    public static async Task<RehearsalResult> RunAsync(
        RunConfiguration configuration, string hash, ImmutableArray<IJournalEvent> events, RunSnapshot? snapshot = null, IRunRecorder? recorder = null)
    {
        var closed = events.RemoveRange(LastClosed(events) + 1, events.Length - LastClosed(events) - 1);
        var replay = new JournalReplay(snapshot, closed);
        var opened = replay.Opened ?? throw new BasisException("LTS-001", "The journal is empty: there is nothing to replay.", "--id");
        if (opened.ConfigHash != hash || opened.Mode != configuration.Mode)
            throw LiveRunner.AnotherConfiguration(opened, configuration.Mode, hash);
        var run = LiveComposition.Configuration(configuration, opened);
        var market = LiveComposition.Market(run, opened);
        if (snapshot is not null)
            market.Restore(snapshot.Market);
        await using var host = await ActorHost.StartAsync(lanes: 1, isQuiet: true).ConfigureAwait(false);
        var watch = Stopwatch.StartNew();
        var outcome = await host.RunAsync(new RunContext(opened.RunId, run, market)
        {
            Key = LiveComposition.Key(opened),
            Hash = hash,
            From = opened.From,
            To = DateTimeOffset.MaxValue,
            Venues = [],
            Events = NullEventSink.Instance,
            EventDetail = EventDetail.None,
            Recorder = recorder ?? new NoRecord(),
            Live = true,
            Session = new LiveSession(ActorRefs.Nobody, replay, market, new Nowhere(), [.. Venues(run).Select(v => new Nobody(v))], TimeProvider.System, TimeSpan.FromSeconds(opened.StepSeconds))
            {
                Snapshot = snapshot,
                EndsWithJournal = true,
            },
        }).ConfigureAwait(false);
        return new RehearsalResult(replay.Done, closed.Length, outcome.Status == RunStatus.Failed ? outcome.Error : null, watch.Elapsed);
    }

    private static int LastClosed(ImmutableArray<IJournalEvent> events)
    {
        for (var i = events.Length - 1; i >= 0; i--)
        {
            if (events[i] is TickClosed)
                return i;
        }

        return events is [RunOpened, ..] ? 0 : -1;
    }

    private static IEnumerable<string> Venues(RunConfiguration run) => [.. run.Venues.Where(v => v.Type == VenueType.Cex).Select(v => v.Name).Order(StringComparer.Ordinal), "on-chain"];

    /// <summary>Keeps nothing.</summary>
    private sealed class NoRecord : IRunRecorder
    {
        public void Tick(TickCompleted completed)
        {
        }

        public void Block(DateTimeOffset timestamp, BlockOutcome outcome)
        {
        }
    }

    /// <summary>A market that nobody asks.</summary>
    private sealed class Nowhere : ILiveFeed
    {
        public Task<MarketReading> ReadAsync(ImmutableSortedDictionary<string, DateTimeOffset> settledUpTo, CancellationToken cancellation) =>
            throw new BasisException("LTS-001", "A replay reads no market.");

        public void Taken(ImmutableArray<OperatorRequest> requests)
        {
        }

        public void Leave(OperatorRequest request) => throw new BasisException("LTS-001", "A replay takes no requests.");
    }

    /// <summary>A venue that nothing is sent to.</summary>
    private sealed class Nobody(string name) : ILiveVenue
    {
        public string Name => name;

        public Task<ExecutionReport?> ExecuteAsync(Instruction instruction, DateTimeOffset intendedAt, bool mayHaveBeenSent, CancellationToken cancellation) =>
            throw new BasisException("LTS-001", "A replay sends nothing.", instruction.Id);

        public Task<ImmutableArray<Delta>> HoldingsAsync(DateTimeOffset settledUpTo, CancellationToken cancellation) =>
            throw new BasisException("LTS-001", "A replay asks no venue.", name);
    }
}
