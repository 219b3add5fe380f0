using System.Diagnostics;
using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests;
using BasisActors.Host.Configuration;
using BasisActors.Host.Scenarios;

namespace BasisActors.Host.Stress;

/// <summary>Runs a mode under every scenario and on the data as it is: isolated backtests on the lanes of one actor host, over data that is loaded once.</summary>
public static class StressRunner
{
    /// <param name="request">Mode, period, data, results; its own scenarios are applied before each.</param>
    /// <param name="configuration">The effective configuration of the mode.</param>
    /// <param name="ended">Told when a run has ended; from several threads.</param>
    /// <param name="cancellation">Ends the runs after the tick in hand.</param>
    /// <returns>The calm run first, then the scenarios in the order of the catalogue.</returns>
    /// <exception cref="BasisException">When the data cannot be used.</exception>
    public static async Task<IReadOnlyList<StressRun>> RunAsync(
        BacktestRequest request, EffectiveConfiguration configuration, Action<StressRun> ended, CancellationToken cancellation)
    {
        Scenario?[] scenarios = [null, .. ScenarioParsing.Defaults(request.From, request.To)];
        var lanes = Math.Min(Environment.ProcessorCount, scenarios.Length);
        await using var host = await ActorHost.StartAsync(lanes).ConfigureAwait(false);
        var runner = new BacktestRunner(Task.FromResult(host));
        var data = DataSets.Load(request, configuration.Run);
        var runs = new StressRun[scenarios.Length];
        await Parallel.ForAsync(0, runs.Length, new ParallelOptions { MaxDegreeOfParallelism = lanes }, async (i, _) =>
        {
            runs[i] = await OneAsync(scenarios[i]).ConfigureAwait(false);
            ended(runs[i]);
        }).ConfigureAwait(false);
        return runs;

        async Task<StressRun> OneAsync(Scenario? scenario)
        {
            var own = scenario is null ? request : request with { Scenarios = request.Scenarios.Add(scenario) };
            var isConcerned = scenario is null || AppliedScenarios.Concerns(scenario, data.Market.Table);
            try
            {
                var summary = await runner.RunAsync(own, configuration, () => data, _ => { }, Stopwatch.StartNew(), cancellation).ConfigureAwait(false);
                return new StressRun(scenario, isConcerned, summary, null);
            }
            catch (BasisException e)
            {
                return new StressRun(scenario, isConcerned, null, e.Error);
            }
        }
    }
}
