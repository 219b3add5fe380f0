using System.CommandLine;
using System.Globalization;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Configuration;
using BasisActors.Host.Live;
using BasisActors.Host.Terminal;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Binance;
using BasisActors.Venues.Exchanges.Bybit;
using BasisActors.Venues.Exchanges.Okx;
using BasisActors.Venues.Exchanges.Orders;

namespace BasisActors.Host.Commands;

/// <summary><c>basis live</c>: one live run against the paper exchange, begun or taken up again.</summary>
public static class LiveCommand
{
    private const string PaperAddress = "http://127.0.0.1:8480";

    public static Command Create()
    {
        var mode = new Option<string>("--mode") { Description = "Mode to run: btc_basis or eth_basis.", Required = true };
        var id = new Option<string?>("--id") { Description = "Name of the run, default the mode's. A run that exists is taken up where it was, however it ended." };
        var set = new Option<string[]>("--set") { Description = "Override a configuration key: key=value. Repeatable.", DefaultValueFactory = _ => [] };
        var paper = new Option<string>("--paper") { Description = "Address of the paper exchange; `basis paper` prints it.", DefaultValueFactory = _ => PaperAddress };
        var every = new Option<string>("--every") { Description = "Time between two ticks, whole seconds: 30s, 1m.", DefaultValueFactory = _ => "30s" };
        var directory = Folder();
        var snapshotEvery = new Option<int>("--snapshot-every") { Description = "Ticks from one snapshot to the next; a start replays what was stored since the last.", DefaultValueFactory = _ => 1_000 };
        snapshotEvery.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--snapshot-every is at least 1.");
        });
        var readOnly = new Option<bool>("--read-only") { Description = "Log plans and send nothing." };
        var live = new Option<bool>("--live") { Description = "Trade real accounts: with BASIS_EXECUTION_MODE=live and BASIS_LIVE_TRADING__ENABLED=true, and not otherwise. Without it the run is on paper." };
        var command = new Command("live", "Run a mode live on paper. Ctrl+C ends it after the tick in hand; it can be killed at any moment and started again. The journal is a SQLite file in the run's folder, or the PostgreSQL that BASIS_JOURNAL names.")
        {
            mode, id, set, paper, every, directory, snapshotEvery, readOnly, live,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var environment = LiveEnvironment.OfProcess();
                var isReal = parsed.GetValue(live);
                if (isReal)
                    environment.RequireOpen();
                var request = new LiveRequest
                {
                    Mode = parsed.GetValue(mode)!,
                    Id = RunOptions.Name(parsed.GetValue(id)) ?? parsed.GetValue(mode)!,
                    Sets = ["costs.gas=false", .. environment.Sets(), .. parsed.GetValue(set)!], // the paper wallet takes no gas
                    Paper = Address(parsed.GetValue(paper)!),
                    Interval = PaperCommand.Duration(parsed.GetValue(every)!, "--every"),
                    Directory = parsed.GetValue(directory)!,
                    Journal = Environment.GetEnvironmentVariable(JournalDatabase.Variable),
                    Accounts = isReal ? environment.Accounts : null,
                    Limits = environment.Limits(isReal),
                    SnapshotEvery = parsed.GetValue(snapshotEvery),
                    ReadOnly = parsed.GetValue(readOnly) || (environment.ReadOnly ?? isReal),
                };
                return await RunAsync(request, environment, cancellation).ConfigureAwait(false);
            }
            catch (BasisException e)
            {
                return ErrorOutput.Write([e.Error], json: false);
            }
            catch (HttpRequestException e)
            {
                return ErrorOutput.Write([new BasisError("EXEC-002", $"The paper exchange does not answer: {e.Message}", parsed.GetValue(paper), "Start it with `basis paper`, or name its address with --paper.")], json: false);
            }
        });
        return command;
    }

    /// <summary>Nothing lies a second on the way on the loopback address, and paper shows an order at once: a lost one is given up after three seconds.</summary>
    private static readonly OrderTiming OnLoopback = new()
    {
        AcceptedFor = TimeSpan.FromSeconds(1),
        ReadDelay = TimeSpan.FromMilliseconds(500),
        ReadsApart = TimeSpan.FromMilliseconds(250),
    };

    internal static Option<string> Folder() => new("--runs") { Description = "Folder of all live runs.", DefaultValueFactory = _ => "live" };

    private static async Task<int> RunAsync(LiveRequest request, LiveEnvironment environment, CancellationToken cancellation)
    {
        if (!StrategyFactory.Knows(request.Mode))
            return ErrorOutput.Write([StrategyFactory.Unknown(request.Mode)], json: false);
        var loaded = ConfigurationSource.OfProcess().Load(request.Mode, request.Sets);
        if (loaded is not ConfigurationResult.Valid { Configuration: var configuration })
            return ErrorOutput.Write(((ConfigurationResult.Invalid)loaded).Errors, json: false);
        using var http = new HttpClient { BaseAddress = request.Paper, Timeout = TimeSpan.FromSeconds(30) };
        var access = request.Accounts is null ? [] : environment.Access(LiveRunner.Exchanges(configuration.Run).Select(v => v.Name), configuration.Run.InitialCapital, request.ReadOnly);
        using var accounts = new RealAccounts(access, TimeProvider.System);
        var runner = new LiveRunner(venue => request.Accounts is null ? Connect(venue.Name, http) : accounts.Connect(venue.Name), TimeProvider.System) { Say = Console.WriteLine };
        var wallet = new PaperWallet(http, access.FirstOrDefault(a => a.Address.IsLoopback)?.Credentials.Key ?? PaperCredentials().Key, configuration.Run.PositionSubscriptions, configuration.Run.Currency);
        var where = request.Accounts is { } whose ? $"on the accounts of {whose}" : $"on paper at {request.Paper}";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{request.Id}: {request.Mode} {where}{(request.ReadOnly ? ", read-only" : "")}, a tick every {request.Interval.TotalSeconds:0} s, kept in {request.RunDirectory}"));
        var outcome = await runner.RunAsync(request, configuration, wallet, Show, cancellation).ConfigureAwait(false);
        if (outcome.Error is { } error)
            Console.Error.WriteLine(error.ToString().ReplaceLineEndings(" "));
        return outcome.Status switch
        {
            RunStatus.Completed or RunStatus.Cancelled => ExitCodes.Fine, // ended by the operator; it can be taken up again
            RunStatus.Halted => ExitCodes.Halted,
            _ => ExitCodes.Failed,
        };
    }

    private static IExchangeClient Connect(string venue, HttpClient http) => venue switch
    {
        "bybit" => new BybitClient(http, PaperCredentials(), TimeProvider.System, new BybitOptions { RecvWindow = OnLoopback.AcceptedFor, Orders = OnLoopback }),
        "okx" => new OkxClient(http, PaperCredentials(), TimeProvider.System, new OkxOptions { OrderLifetime = OnLoopback.AcceptedFor, Orders = OnLoopback with { RememberedFor = TimeSpan.FromHours(2) } }),
        "binance" => new BinanceClient(
            new BinanceHost(http, new BinanceLimits(TimeProvider.System, Product.Spot)),
            new BinanceHost(http, new BinanceLimits(TimeProvider.System, Product.Perpetual)),
            PaperCredentials(),
            TimeProvider.System,
            new BinanceOptions { RecvWindow = OnLoopback.AcceptedFor, Orders = OnLoopback with { RememberedFor = TimeSpan.FromDays(3) }, FundingDelay = OnLoopback.ReadDelay, TakeoverDelay = OnLoopback.ReadDelay }),
        _ => throw new BasisException("VIF-002", $"Live has no client for {venue}; it has one for binance, bybit and okx.", "--set", "Name one of these as spot_venue and in hedge_venues."),
    };

    private static void Show(LiveStatus status) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{status.At:yyyy-MM-dd HH:mm:ss}  tick {status.Tick}  equity {status.Equity:0.00}  {(status.Stale ? "stale market" : status.Reason)}{(status.HeldFor is { } reason ? $"  {status.Trading}: {reason}" : "")}"));

    private static ApiCredentials PaperCredentials() => new(PaperCommand.DefaultKey, PaperCommand.DefaultKey, PaperCommand.DefaultKey);

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: true }
            ? address
            : throw new BasisException("BTS-002", $"'{text}' is not the address of a paper exchange; it is http on the loopback address, such as {PaperAddress}.", "--paper");
}
