using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using BasisActors.Actors.Execution;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Host.Backtests;
using BasisActors.Host.Configuration;
using BasisActors.Host.EventLog;
using BasisActors.Host.Inspection;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Host.Live;

/// <summary>
/// Composes a live run: journal, exchange clients, feed, actors. A run whose journal holds something is replayed to where it was and goes on from there;
/// an order that was open then is looked for before anything else is sent.
/// </summary>
/// <param name="connect">Makes the client of a venue.</param>
/// <param name="time">The clock.</param>
public sealed class LiveRunner(Func<VenueSettings, IExchangeClient> connect, TimeProvider time)
{
    private static readonly TimeSpan JournalTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Told of each tick once it is stored.</summary>
    public Action<long> TickStored { get; init; } = _ => { };

    /// <summary>Told of the actors of the run before its first tick.</summary>
    internal Action<ActorHost> Started { get; init; } = _ => { };

    /// <summary>Told of the run once it can be looked at, before its first tick.</summary>
    internal Action<InspectedRun> Inspectable { get; init; } = _ => { };

    /// <summary>Puts somebody who listens before what records the run; the second argument says what is only replayed.</summary>
    internal Func<IRunRecorder, JournalReplay, IRunRecorder> Record { get; init; } = (recorder, _) => recorder;

    /// <summary>Told what an operator should know beside the ticks: what a start has read, why it took longer.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Runs until the run ends or is told to end.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="configuration">The effective configuration of the mode.</param>
    /// <param name="wallet">The wallet, where the capital lies.</param>
    /// <param name="watch">Told of each tick.</param>
    /// <param name="cancellation">Ends the run after the tick in hand.</param>
    /// <exception cref="BasisException">VIF-002 when the mode needs a venue that live does not have; LTS-002 when the journal belongs to another configuration.</exception>
    public async Task<RunOutcome> RunAsync(
        LiveRequest request, EffectiveConfiguration configuration, PaperWallet wallet, Action<LiveStatus> watch, CancellationToken cancellation)
    {
        Directory.CreateDirectory(request.RunDirectory);
        using var only = await LockAsync(request, cancellation).ConfigureAwait(false);
        var run = configuration.Run;
        var pair = run.Asset + "USDT";
        ImmutableArray<IExchangeClient> clients = [.. Exchanges(run).Select(connect)];
        var wanted = LiveComposition.Series(run).ToHashSet();
        var feed = new ExchangeFeed(clients, pair, wanted, new LiveInbox(request.InboxPath), wallet, time);
        var database = JournalDatabase.Of(request.Journal, Path.Combine(request.RunDirectory, "journal.db"));
        var snapshots = new SnapshotFile(request.SnapshotPath);
        var watched = Stopwatch.StartNew();
        var stored = await JournalRecovery.ReadAsync(database, request.Id, snapshots, Say, cancellation).ConfigureAwait(false);
        var replay = new JournalReplay(stored.Snapshot, stored.Events);
        if (replay.Opened is not null)
            Say(string.Create(CultureInfo.InvariantCulture, $"{request.Id} is taken up{(stored.Snapshot is { } s ? $" from the snapshot of tick {s.Closed.Sequence}" : "")}: {stored.Events.Length} of {stored.Stored} events read in {watched.Elapsed.TotalSeconds:0.00} s"));
        await using var host = await ActorHost.StartAsync(lanes: 1, database).ConfigureAwait(false);
        Started(host);
        var journal = host.OpenJournal(request.Id);
        var count = (await journal.Ask<JournalCount>(CountEvents.Instance, JournalTimeout, cancellation).ConfigureAwait(false)).Events;
        if (count != stored.Stored)
            throw new BasisException("LTS-001", $"The journal has {count} events, of which {stored.Stored} were read: somebody else writes to it.", database.Name);
        if (replay.Opened is null)
            replay = new JournalReplay([await OpenAsync(request, configuration, run, clients, feed, pair, journal, cancellation).ConfigureAwait(false)]);
        var opened = replay.Opened!;
        if (opened.ConfigHash != configuration.Hash || opened.Mode != run.Mode)
            throw AnotherConfiguration(opened, run.Mode, configuration.Hash);
        if (opened.Accounts != request.Accounts)
        {
            throw new BasisException(
                "LTS-002", $"The journal of {request.Id} belongs to a run {(opened.Accounts is { } its ? $"on the accounts of {its}" : "on paper")}; this is one {(request.Accounts is { } asked ? $"on the accounts of {asked}" : "on paper")}.",
                request.Id, "Give the new run another --id.");
        }

        if (opened.StepSeconds != (int)request.Interval.TotalSeconds)
            Say(string.Create(CultureInfo.InvariantCulture, $"{request.Id} was begun with a tick every {opened.StepSeconds} s and goes on with that; --every is for a new run."));
        run = LiveComposition.Configuration(run, opened);
        wallet.Exchanges = clients;
        wallet.Expect($"capital-{request.Id}", run.InitialCapital);
        await wallet.ReceiveAsync(cancellation).ConfigureAwait(false); // a paper exchange that is not there ends it here
        var market = LiveComposition.Market(run, opened);
        if (stored.Snapshot is { } snapshot)
            market.Restore(snapshot.Market);
        ILiveVenue[] venues = [.. clients.Select(c => new ExchangeVenue(c, run.PositionSubscriptions, request.ReadOnly)), wallet];
        using var events = new RotatingEventFiles(
            new EventSinkOptions(request.Id, run.Mode, "live", Path.Combine(request.RunDirectory, "logs", "events")), run.Events, new ChartOfAccounts(run.PositionSubscriptions), time);
        Inspectable(new InspectedRun(request.Id, host.System, events.Tail));
        var recorded = new RecordedRun(request.Id, run.Mode, run.Currency, run.InitialCapital, opened.From, opened.StepSeconds, request.ReadOnly);
        var recorder = new LiveRecorder(
            recorded, new LiveStatusFile(request.StatusPath), feed, replay, stored.Snapshot?.Booked, new RequestProgress(new RequestRecords(request.RunDirectory)), time, watch, Say);
        var context = new RunContext(request.Id, run, market)
        {
            Key = LiveComposition.Key(opened),
            Hash = configuration.Hash,
            From = opened.From,
            To = DateTimeOffset.MaxValue,
            Venues = [],
            Events = new ReplaySilence(new PatientEventSink(events, Say), replay),
            Recorder = Record(recorder, replay),
            Live = true,
            Session = new LiveSession(journal, replay, market, feed, venues, time, TimeSpan.FromSeconds(opened.StepSeconds))
            {
                Snapshot = stored.Snapshot,
                Keep = snapshots.Keep,
                SnapshotEvery = request.SnapshotEvery,
                Limits = opened.Limits ?? new LiveLimits(),
                ReadOnly = request.ReadOnly,
                TickStored = TickStored,
            },
        };
        var running = host.RunAsync(context);
        using var onCancel = cancellation.Register(() => host.Cancel(request.Id));
        var outcome = await running.ConfigureAwait(false);
        recorder.Ended(outcome.Status.ToString().ToLowerInvariant(), outcome.Error?.ToString());
        return outcome;
    }

    private async Task<RunOpened> OpenAsync(
        LiveRequest request, EffectiveConfiguration configuration, RunConfiguration run, ImmutableArray<IExchangeClient> clients, ExchangeFeed feed, string pair,
        IActorRef journal, CancellationToken cancellation)
    {
        var steps = new List<QuantitySteps>();
        foreach (var client in clients)
        {
            var spot = await client.FilterAsync(Product.Spot, pair, cancellation).ConfigureAwait(false);
            var perp = await client.FilterAsync(Product.Perpetual, pair, cancellation).ConfigureAwait(false);
            steps.Add(new QuantitySteps(client.Name, spot.QuantityStep, perp.QuantityStep));
        }

        var past = await feed.PastFundingAsync(run.FundingWindow, cancellation).ConfigureAwait(false);
        var from = new DateTimeOffset((time.GetUtcNow().Ticks / request.Interval.Ticks + 1) * request.Interval.Ticks, TimeSpan.Zero);
        var opened = new RunOpened(request.Id, run.Mode, configuration.Hash, from, (int)request.Interval.TotalSeconds, [.. steps], past)
        {
            Sets = request.Sets,
            Limits = request.Limits,
            Accounts = request.Accounts,
        };
        _ = await journal.Ask<EventStored>(self => new StoreEvent(opened, self), JournalTimeout, cancellation).ConfigureAwait(false);
        return opened;
    }

    /// <summary>The exchanges that a plan of the mode can touch.</summary>
    internal static IEnumerable<VenueSettings> Exchanges(RunConfiguration run)
    {
        if (run.Staking is not null || run.Hedge.IsEmpty)
            throw new BasisException("VIF-002", $"{run.Mode} needs a chain, which live does not have yet; btc_basis and eth_basis can run.", "--mode");
        var hedges = run.Hedge.Where(h => h.Weight > 0).Select(h => h.Venue);
        return hedges.Append(run.SpotVenue).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(run.Venue);
    }

    internal static BasisException AnotherConfiguration(RunOpened opened, string mode, string hash) => new(
        "LTS-002", $"The journal of {opened.RunId} belongs to {opened.Mode} with configuration {Short(opened.ConfigHash)}; this is {mode} with {Short(hash)}.",
        opened.RunId, "Start it with the configuration it was begun with, or give the new run another --id.");

    private static string Short(string hash) => hash[..Math.Min(12, hash.Length)];

    /// <summary>Two processes must not drive one run.</summary>
    private async Task<FileStream> LockAsync(LiveRequest request, CancellationToken cancellation)
    {
        try
        {
            return await RunLock.TakeAsync(request.RunDirectory, time, cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw new BasisException("LTS-001", $"Another process runs {request.Id}.", request.RunDirectory, "Ask it with `basis status`, stop it, or give this run another --id.");
        }
    }
}
