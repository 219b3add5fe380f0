using System.CommandLine;
using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests;
using BasisActors.Host.Stress;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary><c>basis stress</c>: a mode under every scenario, in one table or one JSON document.</summary>
public static class StressCommand
{
    public static Command Create()
    {
        var mode = new Option<string>("--mode") { Description = "Mode to run; `basis modes` lists them.", Required = true };
        var data = new Option<string?>("--data") { Description = "Folder of the data set. Without it the generated sample is used, made on first use." };
        var from = new Option<string>("--from") { Description = "First tick: yyyy-MM-dd or ISO 8601 UTC.", DefaultValueFactory = _ => "2024-06-01" };
        var to = new Option<string>("--to") { Description = "Last tick, inclusive; a plain date is its 00:00.", DefaultValueFactory = _ => "2025-05-31" };
        var capital = new Option<string?>("--capital") { Description = "Initial capital in share-class currency; default from configuration." };
        var shareClass = new Option<string?>("--share-class") { Description = "Share class: USDT, ETH; default from the mode." };
        var set = new Option<string[]>("--set") { Description = "Override a configuration key: key=value. Repeatable.", DefaultValueFactory = _ => [] };
        var results = new Option<string?>("--results") { Description = "Folder for results; default BASIS_RESULTS_DIR or `results`." };
        var json = new Option<bool>("--json") { Description = "Print one JSON document." };
        var command = new Command("stress", "Run a mode under every scenario, each with its defaults, and on the data as it is.") { mode, data, from, to, capital, shareClass, set, results, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var asJson = parsed.GetValue(json);
            try
            {
                var (start, end) = ArgumentParsing.Period(parsed.GetValue(from)!, parsed.GetValue(to)!);
                var location = DataLocation.Of(parsed.GetValue(data), Environment.GetEnvironmentVariable);
                var request = new BacktestRequest
                {
                    Mode = parsed.GetValue(mode)!,
                    DataDirectory = location.Place,
                    DataMode = location.Mode,
                    From = start,
                    To = end,
                    Sets = BacktestCommand.Sets(parsed.GetValue(set)!, parsed.GetValue(capital), parsed.GetValue(shareClass)),
                    ResultsDirectory = parsed.GetValue(results) ?? Environment.GetEnvironmentVariable("BASIS_RESULTS_DIR") ?? "results",
                    Events = EventDetail.None,
                    Report = false,
                };
                return await StressConsole.RunAsync(request, asJson, cancellation).ConfigureAwait(false);
            }
            catch (BasisException e)
            {
                return ErrorOutput.Write([e.Error], asJson);
            }
        });
        return command;
    }
}
