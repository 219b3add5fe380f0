using System.Collections.Immutable;
using System.CommandLine;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;
using BasisActors.Host.Live;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary><c>basis live</c>: one live run against the paper exchange, begun or taken up again.</summary>
public static class LiveCommand
{
    internal const string PaperAddress = "http://127.0.0.1:8480";

    /// <summary>What a run on paper is given before anything that is set: its wallet takes no gas.</summary>
    internal static readonly ImmutableArray<string> OnPaper = ["costs.gas=false"];

    public static Command Create()
    {
        var mode = new Option<string>("--mode") { Description = "Mode to run: btc_basis or eth_basis.", Required = true };
        var id = new Option<string?>("--id") { Description = "Name of the run, default the mode's. A run that exists is taken up where it was, however it ended." };
        var set = new Option<string[]>("--set") { Description = "Override a configuration key: key=value. Repeatable.", DefaultValueFactory = _ => [] };
        var paper = new Option<string>("--paper") { Description = "Address of the paper exchange; `basis paper` prints it.", DefaultValueFactory = _ => PaperAddress };
        var account = new Option<string>("--account") { Description = "Key of an account of the paper exchange; each run needs one of its own.", DefaultValueFactory = _ => PaperCommand.DefaultKey };
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
        var command = new Command("live", "Run a mode live on paper. Ctrl+C ends it after the tick in hand; it can be killed at any moment and started again. Where `basis host` runs for the folder, that carries it. The journal is a SQLite file in the run's folder, or the PostgreSQL that BASIS_JOURNAL names.")
        {
            mode, id, set, paper, account, every, directory, snapshotEvery, readOnly, live,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                if (parsed.GetValue(live))
                    LiveEnvironment.OfProcess().RequireOpen();
                var wanted = new WantedRun
                {
                    Mode = parsed.GetValue(mode)!,
                    Id = RunOptions.Name(parsed.GetValue(id)) ?? parsed.GetValue(mode)!,
                    Sets = [.. parsed.GetValue(set)!],
                    Paper = Address(parsed.GetValue(paper)!),
                    Account = parsed.GetValue(account)!,
                    EverySeconds = (int)PaperCommand.Duration(parsed.GetValue(every)!, "--every").TotalSeconds,
                    SnapshotEvery = parsed.GetValue(snapshotEvery),
                    ReadOnly = parsed.GetValue(readOnly),
                    Live = parsed.GetValue(live),
                };
                return await RunAsync(wanted, parsed.GetValue(directory)!, cancellation).ConfigureAwait(false);
            }
            catch (BasisException e)
            {
                return ErrorOutput.Write([e.Error], json: false);
            }
        });
        return command;
    }

    internal static Option<string> Folder() => new("--runs") { Description = "Folder of all live runs.", DefaultValueFactory = _ => "live" };

    private static async Task<int> RunAsync(WantedRun wanted, string directory, CancellationToken cancellation)
    {
        if (LiveLaunch.Check(wanted) is { IsEmpty: false } wrong)
            return ErrorOutput.Write(wrong, json: false);
        if (!RunLock.IsHeld(Path.Combine(directory, wanted.Id)))
            LiveInbox.ForgetStops(LiveRequest.Inbox(directory, wanted.Id));
        if (RunHost.IsUp(directory))
        {
            RunHost.Hand(directory, wanted);
            Console.WriteLine($"{wanted.Id} is handed to the host of {directory}; see `basis status`");
            return ExitCodes.Fine;
        }

        var run = await new LiveLaunch(directory, Console.WriteLine, new SharedLimits(TimeProvider.System)).RunAsync(wanted, cancellation).ConfigureAwait(false);
        if (run.Outcome is not { } outcome)
            return ErrorOutput.Write(run.Errors, json: false);
        if (outcome.Error is { } error)
            Console.Error.WriteLine(error.ToString().ReplaceLineEndings(" "));
        return outcome.Status switch
        {
            RunStatus.Completed or RunStatus.Cancelled => ExitCodes.Fine, // ended by the operator; it can be taken up again
            RunStatus.Halted => ExitCodes.Halted,
            _ => ExitCodes.Failed,
        };
    }

    /// <exception cref="BasisException">BTS-002 when it is none of a paper exchange on this machine.</exception>
    internal static Uri Address(string text, string option = "--paper") =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: true }
            ? address
            : throw new BasisException("BTS-002", $"'{text}' is not the address of a paper exchange; it is http on the loopback address, such as {PaperAddress}.", option);
}
