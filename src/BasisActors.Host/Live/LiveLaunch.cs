using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Alerts;
using BasisActors.Host.Commands;
using BasisActors.Host.Configuration;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Binance;
using BasisActors.Venues.Exchanges.Bybit;
using BasisActors.Venues.Exchanges.Okx;
using BasisActors.Venues.Exchanges.Orders;

namespace BasisActors.Host.Live;

/// <summary>How a live run ended, or why it did not begin.</summary>
/// <param name="Outcome">Null when it did not begin.</param>
/// <param name="Errors">What was wrong; empty when nothing was.</param>
public sealed record LaunchedRun(RunOutcome? Outcome, ImmutableArray<BasisError> Errors)
{
    /// <summary>True when an exchange or the paper exchange could not be reached: it may be there later.</summary>
    public bool MayWorkLater => Outcome is null && Errors.Any(e => e.Code is "EXEC-002" or "EXI-003");
}

/// <summary>Carries one live run in this process, with this process's environment.</summary>
/// <param name="directory">Folder of all live runs.</param>
/// <param name="say">Told what an operator should know.</param>
/// <param name="limits">Of the exchanges' hosts; one for the process.</param>
/// <param name="runs">Told of the run, where a process carries several; null where nobody looks.</param>
/// <param name="alerts">Hears what the run tells; null where nobody is to be woken.</param>
public sealed class LiveLaunch(string directory, Action<string> say, SharedLimits limits, HostedRuns? runs = null, HostAlerts? alerts = null)
{
    /// <summary>Nothing lies a second on the way on the loopback address, and paper shows an order at once: a lost one is given up after three seconds.</summary>
    private static readonly OrderTiming OnLoopback = new()
    {
        AcceptedFor = TimeSpan.FromSeconds(1),
        ReadDelay = TimeSpan.FromMilliseconds(500),
        ReadsApart = TimeSpan.FromMilliseconds(250),
    };

    /// <summary>What is wrong with a run before anybody is asked for anything; empty when nothing is.</summary>
    public static ImmutableArray<BasisError> Check(WantedRun wanted)
    {
        if (!StrategyFactory.Knows(wanted.Mode))
            return [StrategyFactory.Unknown(wanted.Mode)];
        return ConfigurationSource.OfProcess().Load(wanted.Mode, Sets(wanted, LiveEnvironment.OfProcess())) is ConfigurationResult.Invalid { Errors: var errors } ? errors : [];
    }

    /// <summary>The configuration of a run that is in order.</summary>
    internal static RunConfiguration Configuration(WantedRun wanted) =>
        ((ConfigurationResult.Valid)ConfigurationSource.OfProcess().Load(wanted.Mode, Sets(wanted, LiveEnvironment.OfProcess()))).Configuration.Run;

    /// <summary>Runs until the run ends or is told to end.</summary>
    public async Task<LaunchedRun> RunAsync(WantedRun wanted, CancellationToken cancellation)
    {
        try
        {
            var environment = LiveEnvironment.OfProcess();
            if (wanted.Live)
                environment.RequireOpen();
            if (Check(wanted) is { IsEmpty: false } errors)
                return new LaunchedRun(null, errors);
            var sets = Sets(wanted, environment);
            var configuration = ((ConfigurationResult.Valid)ConfigurationSource.OfProcess().Load(wanted.Mode, sets)).Configuration;
            runs?.Begin(new HostedRun(wanted, TimeProvider.System.GetUtcNow()));
            return new LaunchedRun(await RunAsync(Request(wanted, environment, sets), configuration, environment, wanted.Account, cancellation).ConfigureAwait(false), []);
        }
        catch (BasisException e) when (e.Error.Code == "EXI-003" && !wanted.Live)
        {
            return new LaunchedRun(null, [Absent(wanted.Paper, e.Error.Message)]);
        }
        catch (BasisException e)
        {
            return new LaunchedRun(null, [e.Error]);
        }
        catch (HttpRequestException e)
        {
            return new LaunchedRun(null, [Absent(wanted.Paper, e.Message)]);
        }
        finally
        {
            runs?.End(wanted.Id);
        }
    }

    /// <summary>The paper exchange of a run is not there, or not in order.</summary>
    internal static BasisError Absent(Uri paper, string why) =>
        new("EXEC-002", $"The paper exchange does not answer: {why}", paper.ToString(), "Start it with `basis paper`, or name its address with --paper.");

    private async Task<RunOutcome> RunAsync(LiveRequest request, EffectiveConfiguration configuration, LiveEnvironment environment, string account, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = request.Paper, Timeout = TimeSpan.FromSeconds(30) };
        var credentials = new ApiCredentials(account, PaperCommand.DefaultKey, PaperCommand.DefaultKey);
        var access = request.Accounts is null ? [] : environment.Access(LiveRunner.Exchanges(configuration.Run).Select(v => v.Name), configuration.Run.InitialCapital, request.ReadOnly);
        using var alone = AccountLock.Take(directory, request.Accounts ?? $"{request.Paper}{account}");
        using var accounts = new RealAccounts(access, limits, TimeProvider.System);
        var runner = new LiveRunner(venue => request.Accounts is null ? OnPaper(venue.Name, http, credentials, limits) : accounts.Connect(venue.Name), TimeProvider.System)
        {
            Say = say,
            Started = actors =>
            {
                runs?.Started(request.Id, actors);
                alerts?.Listen(actors);
            },
            Inspectable = run => runs?.Logs(run.Id, run.Events!),
            Record = (recorder, replay) => alerts?.Record(request.Id, recorder, replay) ?? recorder,
        };
        var wallet = new PaperWallet(http, access.FirstOrDefault(a => a.Address.IsLoopback)?.Credentials.Key ?? credentials.Key, configuration.Run.PositionSubscriptions, configuration.Run.Currency);
        var where = request.Accounts is { } whose ? $"on the accounts of {whose}" : $"on paper at {request.Paper}";
        say(string.Create(CultureInfo.InvariantCulture, $"{request.Id}: {request.Mode} {where}{(request.ReadOnly ? ", read-only" : "")}, a tick every {request.Interval.TotalSeconds:0} s, kept in {request.RunDirectory}"));
        return await runner.RunAsync(request, configuration, wallet, Watch, cancellation).ConfigureAwait(false);

        void Watch(LiveStatus status)
        {
            runs?.Ticked(status.Run, status);
            say(Line(status));
        }
    }

    private LiveRequest Request(WantedRun wanted, LiveEnvironment environment, ImmutableArray<string> sets) => new()
    {
        Mode = wanted.Mode,
        Id = wanted.Id,
        Sets = sets,
        Paper = wanted.Paper,
        Interval = TimeSpan.FromSeconds(wanted.EverySeconds),
        Directory = directory,
        Journal = JournalDatabase.Named(Environment.GetEnvironmentVariable),
        Accounts = wanted.Live ? environment.Accounts : null,
        Limits = Limits(environment.Limits(wanted.Live), wanted.MaxTradeSizeUsd),
        SnapshotEvery = wanted.SnapshotEvery,
        ReadOnly = wanted.ReadOnly || (environment.ReadOnly ?? wanted.Live),
    };

    private static LiveLimits Limits(LiveLimits limits, decimal? wanted) => wanted is { } most ? limits with { MaxTradeSizeUsd = Math.Min(most, limits.MaxTradeSizeUsd ?? most) } : limits;

    private static ImmutableArray<string> Sets(WantedRun wanted, LiveEnvironment environment) => [.. LiveCommand.OnPaper, .. environment.Sets(), .. wanted.Sets];

    private static string Line(LiveStatus status) => string.Create(
        CultureInfo.InvariantCulture,
        $"{status.At:yyyy-MM-dd HH:mm:ss}  tick {status.Tick}  equity {status.Equity:0.00}  {(status.Stale ? "stale market" : status.Reason)}{(status.HeldFor is { } reason ? $"  {status.Trading}: {reason}" : "")}");

    /// <summary>A client of the paper exchange.</summary>
    internal static IExchangeClient OnPaper(string venue, HttpClient http, ApiCredentials credentials, SharedLimits limits) => venue switch
    {
        "bybit" => new BybitClient(http, credentials, TimeProvider.System, new BybitOptions { RecvWindow = OnLoopback.AcceptedFor, Orders = OnLoopback }, limits.Bybit(http.BaseAddress!)),
        "okx" => new OkxClient(http, credentials, TimeProvider.System, new OkxOptions { OrderLifetime = OnLoopback.AcceptedFor, Orders = OnLoopback with { RememberedFor = TimeSpan.FromHours(2) } }, limits.Okx(http.BaseAddress!)),
        "binance" => new BinanceClient(
            new BinanceHost(http, limits.Binance(http.BaseAddress!, Product.Spot)),
            new BinanceHost(http, limits.Binance(http.BaseAddress!, Product.Perpetual)),
            credentials,
            TimeProvider.System,
            new BinanceOptions { RecvWindow = OnLoopback.AcceptedFor, Orders = OnLoopback with { RememberedFor = TimeSpan.FromDays(3) }, FundingDelay = OnLoopback.ReadDelay, TakeoverDelay = OnLoopback.ReadDelay }),
        _ => throw new BasisException("VIF-002", $"Live has no client for {venue}; it has one for binance, bybit and okx.", "--set", "Name one of these as spot_venue and in hedge_venues."),
    };
}
