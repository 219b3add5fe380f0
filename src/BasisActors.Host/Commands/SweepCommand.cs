using System.CommandLine;
using System.Globalization;
using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;
using BasisActors.Host.Sweeps;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary><c>basis sweep</c>: the same backtest at every point of a grid of settings.</summary>
public static class SweepCommand
{
    public static Command Create()
    {
        var run = new RunOptions();
        var grid = new Option<string[]>("--grid") { Description = "A key and its values: key=a,b,c (key=a|b where values contain commas). Repeatable.", Required = true };
        var metric = new Option<string>("--metric") { Description = "Figure to rank by: sharpe, sortino, calmar, total_return, apy, max_drawdown, final_equity.", DefaultValueFactory = _ => "sharpe" };
        var lanes = new Option<string?>("--lanes") { Description = "Backtests at the same time; default one per processor." };
        var walk = new Option<string?>("--walk-forward") { Description = "Train on one window, test on the next: train=90d,test=30d." };
        var json = new Option<bool>("--json") { Description = "Print the summary as one JSON document." };
        var command = new Command("sweep", "Run every point of a grid of settings; goes on where it was interrupted.");
        run.AddTo(command);
        foreach (var option in new Option[] { grid, metric, lanes, walk, json })
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var asJson = parsed.GetValue(json);
            try
            {
                var one = run.Read(parsed) with { Events = EventDetail.None, Report = false };
                var request = new SweepRequest
                {
                    Run = one,
                    Grid = ParameterGrid.Parse(parsed.GetValue(grid)!, one.Sets),
                    Metric = SweepMetric.Parse(parsed.GetValue(metric)!),
                    Lanes = parsed.GetValue(lanes) is { } count ? Lanes(count) : Environment.ProcessorCount,
                    WalkForward = parsed.GetValue(walk) is { } lengths ? WalkForward.Parse(lengths) : null,
                };
                return await SweepConsole.RunAsync(request, asJson, cancellation).ConfigureAwait(false);
            }
            catch (BasisException e)
            {
                return ErrorOutput.Write([e.Error], asJson);
            }
        });
        return command;
    }

    private static int Lanes(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var lanes) && lanes is >= 1 and <= 256
        ? lanes
        : throw new BasisException("BTS-002", $"'{text}' is not a number of lanes; it must be a whole number from 1 to 256.", "--lanes");
}
