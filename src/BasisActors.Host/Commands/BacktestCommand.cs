using System.Collections.Immutable;
using System.CommandLine;
using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Backtests;
using BasisActors.Host.Scenarios;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary><c>basis backtest</c>: one backtest, its results, a table or one JSON document.</summary>
public static class BacktestCommand
{
    private static readonly string[] EventLevels = ["all", "decisions", "none"];

    public static Command Create()
    {
        var mode = new Option<string>("--mode") { Description = "Mode to run; `basis modes` lists them.", Required = true };
        var data = new Option<string?>("--data") { Description = "Folder of the data set; with BASIS_DATA_MODE=db, connection to its database. Without it the generated sample is used, made on first use." };
        var from = new Option<string>("--from") { Description = "First tick: yyyy-MM-dd or ISO 8601 UTC.", DefaultValueFactory = _ => "2024-06-01" };
        var to = new Option<string>("--to") { Description = "Last tick, inclusive; a plain date is its 00:00.", DefaultValueFactory = _ => "2025-05-31" };
        var capital = new Option<string?>("--capital") { Description = "Initial capital in share-class currency; default from configuration." };
        var shareClass = new Option<string?>("--share-class") { Description = "Share class: USDT, ETH; default from the mode." };
        var set = new Option<string[]>("--set") { Description = "Override a configuration key: key=value. Repeatable.", DefaultValueFactory = _ => [] };
        var flow = new Option<string[]>("--flow") { Description = "Deposit or withdrawal: 2024-08-01:deposit:25000. Repeatable.", DefaultValueFactory = _ => [] };
        var scenario = new Option<string[]>("--scenario") { Description = "Stress: NAME[:key=value,...]; `basis scenarios` lists them. Repeatable, applied in order.", DefaultValueFactory = _ => [] };
        var results = new Option<string?>("--results") { Description = "Folder for results; default BASIS_RESULTS_DIR or `results`." };
        var id = new Option<string?>("--id") { Description = "Name of the results; derived from mode, period and inputs by default." };
        var events = new Option<string>("--events") { Description = "Events to keep: all, decisions or none.", DefaultValueFactory = _ => "all" };
        var json = new Option<bool>("--json") { Description = "Print the summary as one JSON document." };
        var noReport = new Option<bool>("--no-report") { Description = "Do not write report.html." };
        var command = new Command("backtest", "Run one backtest.") { mode, data, from, to, capital, shareClass, set, flow, scenario, results, id, events, json, noReport };
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
                    DataMode = location.Mode,
                    DataDirectory = location.Place,
                    From = start,
                    To = end,
                    Sets = Sets(parsed.GetValue(set)!, parsed.GetValue(capital), parsed.GetValue(shareClass)),
                    Flows = Flows(parsed.GetValue(flow)!, start, end),
                    Scenarios = [.. parsed.GetValue(scenario)!.Select(s => ScenarioParsing.Parse(s, start, end))],
                    ResultsDirectory = parsed.GetValue(results) ?? Environment.GetEnvironmentVariable("BASIS_RESULTS_DIR") ?? "results",
                    Id = Name(parsed.GetValue(id)),
                    Events = Detail(parsed.GetValue(events)!),
                    Report = !parsed.GetValue(noReport),
                };
                return await BacktestConsole.RunAsync(request, asJson, cancellation).ConfigureAwait(false);
            }
            catch (BasisException e)
            {
                return ErrorOutput.Write([e.Error], asJson);
            }
        });
        return command;
    }

    internal static ImmutableArray<string> Sets(string[] sets, string? capital, string? shareClass)
    {
        var all = ImmutableArray.CreateBuilder<string>();
        all.AddRange(sets);
        if (capital is not null)
            all.Add($"initial_capital={ArgumentParsing.PositiveAmount(capital, "--capital")}");
        if (shareClass is not null)
            all.Add($"share_class={shareClass}");
        return all.ToImmutable();
    }

    private static ImmutableArray<CapitalRequest> Flows(string[] flows, DateTimeOffset from, DateTimeOffset to) =>
        [.. flows.Select(f => ArgumentParsing.Flow(f, from, to)).OrderBy(f => f.EffectiveAt)];

    private static EventDetail Detail(string text) => Array.IndexOf(EventLevels, text) switch
    {
        0 => EventDetail.All,
        1 => EventDetail.Decisions,
        2 => EventDetail.None,
        _ => throw new BasisException("BTS-002", $"'{text}' is not a level of events; allowed are {string.Join(", ", EventLevels)}.", "--events"),
    };

    /// <summary>A name becomes a folder and an actor, so it is held to letters, digits, dot, dash and underscore.</summary>
    private static string? Name(string? id) =>
        id is null || (id.Length is > 0 and <= 100 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && char.IsAsciiLetterOrDigit(id[0]))
            ? id
            : throw new BasisException("BTS-002", $"'{id}' is not a name; allowed are up to 100 letters, digits, '.', '-' and '_', beginning with a letter or digit.", "--id");
}
