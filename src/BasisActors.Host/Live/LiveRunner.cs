using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Akka.Actor;
using BasisActors.Actors.Execution;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Backtests;
using BasisActors.Host.Configuration;
using BasisActors.Host.EventLog;
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
    private const int PriceAgeSeconds = 60, FundingAgeSeconds = 9 * 3600;
    private static readonly TimeSpan JournalTimeout = TimeSpan.FromSeconds(30);

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
        using var only = Lock(request);
        var run = configuration.Run;
        var pair = run.Asset + "USDT";
        ImmutableArray<IExchangeClient> clients = [.. Exchanges(run).Select(connect)];
        var wanted = StrategyFactory.Requirements(run).Required.ToHashSet();
        var feed = new ExchangeFeed(clients, pair, wanted, new LiveInbox(request.InboxPath), wallet, time);
        var database = JournalDatabase.Of(request.Journal, Path.Combine(request.RunDirectory, "journal.db"));
        await using var host = await ActorHost.StartAsync(lanes: 1, database).ConfigureAwait(false);
        var journal = host.OpenJournal(request.Id);
        var replay = new JournalReplay((await journal.Ask<JournalContents>(ReadJournal.Instance, JournalTimeout, cancellation).ConfigureAwait(false)).Events);
        var opened = replay.Opened ?? await OpenAsync(request, configuration, run, clients, feed, pair, journal, cancellation).ConfigureAwait(false);
        if (opened.ConfigHash != configuration.Hash || opened.Mode != run.Mode)
        {
            throw new BasisException(
                "LTS-002", $"The journal of {request.Id} belongs to {opened.Mode} with configuration {opened.ConfigHash[..12]}; this is {run.Mode} with {configuration.Hash[..12]}.",
                request.Id, "Start it with the configuration it was begun with, or give the new run another --id.");
        }

        if (opened.Accounts != request.Accounts)
        {
            throw new BasisException(
                "LTS-002", $"The journal of {request.Id} belongs to a run {(opened.Accounts is { } its ? $"on the accounts of {its}" : "on paper")}; this is one {(request.Accounts is { } asked ? $"on the accounts of {asked}" : "on paper")}.",
                request.Id, "Give the new run another --id.");
        }

        run = WithSteps(run, opened.Steps);
        wallet.Expect($"capital-{request.Id}", run.InitialCapital);
        await wallet.ReceiveAsync(cancellation).ConfigureAwait(false); // a paper exchange that is not there ends it here
        var market = new LiveMarketTable(opened.From, opened.StepSeconds, wanted.Select(s => (s, s.Kind == SeriesKind.Funding ? FundingAgeSeconds : PriceAgeSeconds)), opened.Past);
        ILiveVenue[] venues = [.. clients.Select(c => new ExchangeVenue(c, run.PositionSubscriptions)), wallet];
        using var events = new RotatingEventFiles(
            new EventSinkOptions(request.Id, run.Mode, "live", Path.Combine(request.RunDirectory, "logs", "events")), run.Events, new ChartOfAccounts(run.PositionSubscriptions), time);
        var recorder = new LiveRecorder(request.Id, run.Mode, new LiveStatusFile(request.StatusPath), feed, replay, watch);
        var context = new RunContext(request.Id, run, market)
        {
            Key = KeyOf(opened),
            Hash = configuration.Hash,
            From = opened.From,
            To = DateTimeOffset.MaxValue,
            Venues = [],
            Events = new ReplaySilence(events, replay),
            Recorder = recorder,
            Live = true,
            Session = new LiveSession(journal, replay, market, feed, venues, time, TimeSpan.FromSeconds(opened.StepSeconds)) { Limits = opened.Limits ?? new LiveLimits(), ReadOnly = request.ReadOnly },
        };
        var running = host.RunAsync(context);
        using var onCancel = cancellation.Register(() => host.Cancel(request.Id));
        var outcome = await running.ConfigureAwait(false);
        if (recorder.Last is { } last)
            new LiveStatusFile(request.StatusPath).Write(last with { State = outcome.Status.ToString().ToLowerInvariant(), Error = outcome.Error?.ToString() });
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
        var opened = new RunOpened(request.Id, run.Mode, configuration.Hash, from, (int)request.Interval.TotalSeconds, [.. steps], past) { Limits = request.Limits, Accounts = request.Accounts };
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

    private static RunConfiguration WithSteps(RunConfiguration run, ImmutableArray<QuantitySteps> steps) => run with
    {
        Venues = [.. run.Venues.Select(v => steps.FirstOrDefault(s => s.Venue == v.Name) is { } known ? v with { SpotStep = known.Spot, PerpStep = known.Perp } : v)],
    };

    /// <summary>Prefix of client order ids: of this run and no other, and the same after every restart.</summary>
    private static string KeyOf(RunOpened opened) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{opened.RunId}|{opened.ConfigHash}|{opened.From:O}"))))[..10];

    /// <summary>Two processes must not drive one run.</summary>
    private static FileStream Lock(LiveRequest request)
    {
        try
        {
            return new FileStream(Path.Combine(request.RunDirectory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new BasisException("LTS-001", $"Another process runs {request.Id}.", request.RunDirectory, "Ask it with `basis status`, stop it, or give this run another --id.");
        }
    }
}
