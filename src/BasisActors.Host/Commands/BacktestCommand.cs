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
        var run = new RunOptions();
        var flow = new Option<string[]>("--flow") { Description = "Deposit or withdrawal: 2024-08-01:deposit:25000. Repeatable.", DefaultValueFactory = _ => [] };
        var scenario = new Option<string[]>("--scenario") { Description = "Stress: NAME[:key=value,...]; `basis scenarios` lists them. Repeatable, applied in order.", DefaultValueFactory = _ => [] };
        var events = new Option<string>("--events") { Description = "Events to keep: all, decisions or none.", DefaultValueFactory = _ => "all" };
        var json = new Option<bool>("--json") { Description = "Print the summary as one JSON document." };
        var noReport = new Option<bool>("--no-report") { Description = "Do not write report.html." };
        var command = new Command("backtest", "Run one backtest.");
        run.AddTo(command);
        foreach (var option in new Option[] { flow, scenario, events, json, noReport })
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var asJson = parsed.GetValue(json);
            try
            {
                var request = run.Read(parsed);
                request = request with
                {
                    Flows = Flows(parsed.GetValue(flow)!, request.From, request.To),
                    Scenarios = [.. parsed.GetValue(scenario)!.Select(s => ScenarioParsing.Parse(s, request.From, request.To))],
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

    private static ImmutableArray<CapitalRequest> Flows(string[] flows, DateTimeOffset from, DateTimeOffset to) =>
        [.. flows.Select(f => ArgumentParsing.Flow(f, from, to)).OrderBy(f => f.EffectiveAt)];

    private static EventDetail Detail(string text) => Array.IndexOf(EventLevels, text) switch
    {
        0 => EventDetail.All,
        1 => EventDetail.Decisions,
        2 => EventDetail.None,
        _ => throw new BasisException("BTS-002", $"'{text}' is not a level of events; allowed are {string.Join(", ", EventLevels)}.", "--events"),
    };
}
