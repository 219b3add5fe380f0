using BasisActors.Domain.Strategies;
using BasisActors.Host.Backtests;
using BasisActors.Host.Commands;
using BasisActors.Host.Configuration;
using BasisActors.Host.Terminal;
using Spectre.Console;

namespace BasisActors.Host.Stress;

/// <summary>Runs a stress test for a person at a terminal or a program that reads JSON.</summary>
public static class StressConsole
{
    /// <returns>The exit code: fine when every run ended as documented, whether it survived or not.</returns>
    public static async Task<int> RunAsync(BacktestRequest request, bool json, CancellationToken cancellation)
    {
        if (!StrategyFactory.Knows(request.Mode))
            return ErrorOutput.Write([StrategyFactory.Unknown(request.Mode)], json);
        var loaded = ConfigurationSource.OfProcess().Load(request.Mode, request.Sets);
        if (loaded is not ConfigurationResult.Valid { Configuration: var configuration })
            return ErrorOutput.Write(((ConfigurationResult.Invalid)loaded).Errors, json);

        var runs = await WatchAsync(json, ended => StressRunner.RunAsync(request, configuration, ended, cancellation)).ConfigureAwait(false);
        if (json)
            Console.OpenStandardOutput().Write(StressJson.Write(request, configuration.Hash, runs));
        else
            StressTable.Write(request, runs);
        return runs.All(r => r.IsAsDocumented) ? ExitCodes.Fine : ExitCodes.Failed;
    }

    private static async Task<IReadOnlyList<StressRun>> WatchAsync(bool silent, Func<Action<StressRun>, Task<IReadOnlyList<StressRun>>> run)
    {
        if (silent || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
            return await run(_ => { }).ConfigureAwait(false);
        var ended = 0;
        return await AnsiConsole.Status().StartAsync("running", status => run(_ => status.Status($"{Interlocked.Increment(ref ended)} runs ended"))).ConfigureAwait(false);
    }
}
