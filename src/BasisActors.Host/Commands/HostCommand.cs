using System.CommandLine;
using BasisActors.Domain.Errors;
using BasisActors.Host.Alerts;
using BasisActors.Host.Configuration;
using BasisActors.Host.Http;
using BasisActors.Host.Live;
using BasisActors.Host.Telemetry;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary><c>basis host</c>: one process for all live runs of a folder.</summary>
public static class HostCommand
{
    public static Command Create()
    {
        var directory = LiveCommand.Folder();
        var http = new Option<string>("--http") { Description = "Where to serve the HTTP API and the dashboard: http://IP:PORT, or off.", DefaultValueFactory = _ => HttpOptions.UsualAddress };
        var open = new Option<bool>("--no-auth") { Description = "Ask nobody for a key; on the loopback address only." };
        var results = RunOptions.Results();
        var paper = new Option<string>("--paper") { Description = "Address of the paper exchange that runs of the HTTP API are begun on unless they name another.", DefaultValueFactory = _ => LiveCommand.PaperAddress };
        var data = RunOptions.Data();
        var command = new Command("host", "Carry the live runs of a folder: those that were under way, and those that `basis live` or the HTTP API hands over. Ctrl+C ends each after the tick in hand; the next host takes them up.")
        {
            directory, http, open, results, data, paper,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = parsed.GetValue(directory)!;
            var gate = new Lock();
            void Say(string line)
            {
                lock (gate)
                    Console.WriteLine(line);
            }

            try
            {
                var environment = ProcessEnvironment.Read();
                using var telemetry = HostTelemetry.Start(environment);
                await using var alerts = HostAlerts.Start(environment, TimeProvider.System, Say);
                var runs = new HostedRuns();
                var limits = new SharedLimits(TimeProvider.System);
                var host = new RunHost(folder, (run, stop) => alerts.WatchAsync(run, () => Launch(run).RunAsync(run, stop), stop), TimeProvider.System, Say, runs);
                LiveLaunch Launch(WantedRun run) => new(folder, line => Say(line.StartsWith(run.Id, StringComparison.Ordinal) ? line : $"{run.Id}  {line}"), limits, runs, alerts);
                var options = HttpOptions.Of(parsed.GetValue(http)!, parsed.GetValue(open), folder, RunOptions.ResultsDirectory(parsed.GetValue(results)), environment, parsed.GetValue(data));
                await using var server = options is null ? null : await HostServer.StartAsync(options with { Telemetry = telemetry, Alerts = alerts, Paper = LiveCommand.Address(parsed.GetValue(paper)!) }, runs, TimeProvider.System, cancellation).ConfigureAwait(false);
                if (server is not null)
                    Say($"HTTP at {server.Address}{(options!.Keys is null ? ", open to everybody on this machine" : "")}");
                await host.RunAsync(cancellation).ConfigureAwait(false);
                return ExitCodes.Fine;
            }
            catch (BasisException e)
            {
                return ErrorOutput.Write([e.Error], json: false);
            }
        });
        return command;
    }
}
