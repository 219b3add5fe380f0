using System.Diagnostics;
using System.Globalization;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Commands;
using BasisActors.Host.Configuration;
using BasisActors.Host.Results;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Backtests;

/// <summary>Runs one backtest for a person at a terminal or a program that reads JSON.</summary>
public static class BacktestConsole
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(BacktestRequest request, bool json, CancellationToken cancellation)
    {
        var wall = Stopwatch.StartNew();
        if (!StrategyFactory.Knows(request.Mode))
            return ErrorOutput.Write([StrategyFactory.Unknown(request.Mode)], json);

        // The actor system starts on one core while configuration and data are read on the other.
        var starting = Task.Run(() => ActorHost.StartAsync(lanes: 1), CancellationToken.None);
        var loaded = ConfigurationSource.OfProcess().Load(request.Mode, request.Sets);
        if (loaded is not ConfigurationResult.Valid { Configuration: var configuration })
            return ErrorOutput.Write(((ConfigurationResult.Invalid)loaded).Errors, json);

        var runner = new BacktestRunner(starting);
        var summary = await RunProgressBar.WatchAsync(
            json, (began, token) => runner.RunAsync(request, configuration, began, wall, token), cancellation).ConfigureAwait(false);
        if (json)
            Console.OpenStandardOutput().Write(summary.ToJson());
        else
            SummaryTable.Write(summary, request.ResultsDirectory);
        return Answer(summary);
    }

    private static int Answer(RunSummary summary)
    {
        if (summary.Error is { } error)
            Console.Error.WriteLine(error.ToString().ReplaceLineEndings(" "));
        else if (summary.Status == RunStatus.Cancelled)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cancelled after {summary.Ticks} ticks; partial results are kept in {summary.BacktestId}"));
        return summary.Status switch
        {
            RunStatus.Completed => ExitCodes.Fine,
            RunStatus.Halted => ExitCodes.Halted,
            RunStatus.Failed when summary.Error is { } failure && ExitCodes.Of(failure) == ExitCodes.Data => ExitCodes.Data,
            _ => ExitCodes.Failed,
        };
    }
}
