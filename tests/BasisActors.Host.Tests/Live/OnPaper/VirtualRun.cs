using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Configuration;
using BasisActors.Host.Configuration;
using BasisActors.Host.Inspection;
using BasisActors.Host.Live;
using BasisActors.Host.Paper;
using BasisActors.Host.Tests.EventLog;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Binance;
using BasisActors.Venues.Exchanges.Bybit;
using BasisActors.Venues.Exchanges.Okx;
using BasisActors.Venues.Paper;

namespace BasisActors.Host.Tests.Live.OnPaper;

/// <summary>
/// A live run as <c>basis live</c> makes it, on a paper exchange as <c>basis paper</c> makes it, in one process and in virtual time: the clients with their wires and
/// signatures, the journal in a file, the actors, everything but the network and the clock.
/// </summary>
internal sealed class VirtualRun : IAsyncDisposable
{
    private const string Run = "run";
    private static readonly ImmutableArray<string> OnPaper = ["costs.gas=false"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _folder = new();
    private readonly EffectiveConfiguration _configuration;
    private readonly LiveRequest _request;
    private readonly PaperServer _server;
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stopping = new();
    private Task<RunOutcome>? _running;
    private long _stored = -1;
    private long _began;
    private TimeSpan _waitedBefore;
    private bool _isOpen; // before the first tick nothing is: then the schedule is waited for, or a pause of the start

    /// <param name="paper">The exchange; its clock and that of the run begin at the start of its replay.</param>
    /// <param name="interval">Between two ticks.</param>
    /// <param name="sets">Configuration overrides.</param>
    /// <param name="latency">How long a request takes each way, by its number.</param>
    public VirtualRun(PaperRequest paper, TimeSpan interval, ImmutableArray<string> sets, Func<long, TimeSpan>? latency = null)
    {
        Time = new VirtualTime(paper.Start);
        Interval = interval;
        _server = PaperMarket.Open(paper, new AheadTime(this), Notes);
        Line = new PaperLine(_server, Time, latency ?? (_ => TimeSpan.Zero)) { Repeats = number => Repeats(number) };
        _http = new HttpClient(Line) { BaseAddress = new Uri("http://127.0.0.1:1") };
        _configuration = Load(sets);
        _request = new LiveRequest { Mode = "btc_basis", Sets = [.. OnPaper, .. sets], Id = Run, Paper = _http.BaseAddress, Interval = interval, Directory = _folder.Path };
    }

    public List<string> Notes { get; } = [];

    public VirtualTime Time { get; }

    public PaperLine Line { get; }

    public TimeSpan Interval { get; }

    public EffectiveConfiguration Configuration => _configuration;

    public string Folder => _folder.Path;

    /// <summary>Sequence of the last tick that is stored.</summary>
    public long Stored => Interlocked.Read(ref _stored);

    public bool IsOver => _running is { IsCompleted: true };

    public RunOutcome Outcome => _running!.Result;

    /// <summary>Which requests arrive twice, see <see cref="PaperLine.Repeats"/>.</summary>
    public Func<long, bool> Repeats { get; init; } = _ => false;

    /// <summary>See <see cref="LiveRunner.Record"/>.</summary>
    public Func<IRunRecorder, JournalReplay, IRunRecorder> Record { get; set; } = (recorder, _) => recorder;

    /// <summary>Called whenever everything waits, before time passes.</summary>
    public Action Waiting { get; set; } = () => { };

    /// <summary>How far the exchange's clock is ahead of ours.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>The actors of the run; null before it has begun.</summary>
    public ActorSystem? System { get; private set; }

    /// <summary>The run as it can be looked at; null before it has begun.</summary>
    public InspectedRun? Inspected { get; private set; }

    /// <summary>What each tick took of this machine, from its time to when it was stored; what requests took is left out.</summary>
    public List<TimeSpan> Took { get; } = [];

    /// <summary>The time of the next tick.</summary>
    private DateTimeOffset Next => new((Time.GetUtcNow().Ticks / Interval.Ticks + 1) * Interval.Ticks, TimeSpan.Zero);

    public static EffectiveConfiguration Load(ImmutableArray<string> sets) =>
        Assert.IsType<ConfigurationResult.Valid>(ConfigurationSource.OfProcess().Load("btc_basis", [.. OnPaper, .. sets])).Configuration;

    public void Start()
    {
        var runner = new LiveRunner(Connect, Time) { TickStored = sequence => Time.Wake(() => Store(sequence)), Started = host => System = host.System, Record = Record, Inspectable = run => Inspected = run };
        var wallet = new PaperWallet(_http, Account.Key, _configuration.Run.PositionSubscriptions, _configuration.Run.Currency);
        _running = Task.Run(() => runner.RunAsync(_request, _configuration, wallet, _ => { }, _stopping.Token));
        _ = _running.ContinueWith(_ => Time.Wake(() => { }), TaskScheduler.Default);
    }

    /// <summary>Lets time pass until a tick is stored; returns sooner when the run ends.</summary>
    public void ToEndOf(long tick)
    {
        bool IsThere() => IsOver || Stored >= tick;
        while (true)
        {
            Time.Until(() => IsThere() || Time.PausesBesides(Next) > 0 || (!_isOpen && Time.IsAwaited(Next)), Patience, () => $"tick {Stored} at {Time.GetUtcNow():O}, open {_isOpen}, {_running!.Status}");
            if (IsThere())
                return;
            if (!_isOpen && Time.PausesBesides(Next) == 0)
                (_isOpen, _began, _waitedBefore) = (true, Stopwatch.GetTimestamp(), Line.Waited);
            Waiting();
            Time.ToNextPause();
        }
    }

    public void Leave(string id, OperatorRequestKind kind, decimal amount = 0) => LiveInbox.Leave(_request.InboxPath, new OperatorRequest(id, kind, amount));

    /// <summary>Ends the run after the tick in hand.</summary>
    public async Task<RunOutcome> StopAsync()
    {
        await _stopping.CancelAsync();
        return await _running!.WaitAsync(Patience);
    }

    public async Task<ImmutableArray<IJournalEvent>> JournalAsync() =>
        await JournalReader.ReadAsync(JournalDatabase.Of(null, Path.Combine(_request.RunDirectory, "journal.db")), Run, CancellationToken.None);

    public LiveStatus Status() => LiveStatusFile.Read(_request.StatusPath)!;

    /// <summary>A page of the exchange that no client reads, without faults.</summary>
    public string Page(string path) => _server.Serve(new WireRequest("GET", path, "", new Dictionary<string, string>(), "")).Answer!.Body;

    /// <summary>Has something happen at the exchange.</summary>
    public int Post(string path, string body) => _server.Serve(new WireRequest("POST", path, "", new Dictionary<string, string>(), body)).Answer!.Status;

    public async ValueTask DisposeAsync()
    {
        if (!IsOver && _running is not null)
            _ = await StopAsync();
        _http.Dispose();
        _stopping.Dispose();
        _folder.Dispose();
    }

    public static ApiCredentials Account => new("paper", "paper", "paper");

    private IExchangeClient Connect(VenueSettings venue) => venue.Name switch
    {
        "binance" => new BinanceClient(
            new BinanceHost(_http, new BinanceLimits(Time, Product.Spot)), new BinanceHost(_http, new BinanceLimits(Time, Product.Perpetual)), Account, Time),
        "bybit" => new BybitClient(_http, Account, Time),
        _ => new OkxClient(_http, Account, Time),
    };

    private void Store(long sequence)
    {
        Took.Add(Stopwatch.GetElapsedTime(_began) - (Line.Waited - _waitedBefore));
        Interlocked.Exchange(ref _stored, sequence);
        _isOpen = false;
    }

    /// <summary>The exchange's clock.</summary>
    private sealed class AheadTime(VirtualRun run) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => run.Time.GetUtcNow() + run.Skew;
    }
}
