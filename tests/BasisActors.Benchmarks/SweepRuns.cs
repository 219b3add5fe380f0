using System.Diagnostics;
using System.Globalization;
using BasisActors.Actors.Events;
using BasisActors.Host.Backtests;
using BasisActors.Host.Results;

namespace BasisActors.Benchmarks;

/// <summary>
/// Many one-year runs of the basis on one shared table: how much faster two lanes are than one (in turn, several times, because a shared machine moves single
/// figures), and whether a thousand runs in one process leave anything behind.
/// </summary>
internal static class SweepRuns
{
    private const int Points = 200;
    private const int Rounds = 3;

    public static async Task<int> CompareLanesAsync()
    {
        var market = new SharedMarket();
        await using var one = await ActorHost.StartAsync(lanes: 1);
        await using var two = await ActorHost.StartAsync(lanes: 2);
        _ = await TimeAsync(one, market, lanes: 1, runs: 10); // a cold process measures the compiler
        _ = await TimeAsync(two, market, lanes: 2, runs: 10);
        var ratios = new List<double>();
        for (var round = 1; round <= Rounds; round++)
        {
            var single = await TimeAsync(one, market, lanes: 1, Points);
            var both = await TimeAsync(two, market, lanes: 2, Points);
            ratios.Add(single.Seconds / both.Seconds);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"round {round}  {Points} runs  1 lane {single}  2 lanes {both}  ratio of times {single.Seconds / both.Seconds:0.00}, 2 x ratio of CPU {2 * single.CpuSeconds / both.CpuSeconds:0.00}"));
        }

        ratios.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median ratio {ratios[Rounds / 2]:0.00}"));
        return 0;
    }

    /// <param name="runs">How many.</param>
    /// <param name="keepsResults">True writes every result file of every run as a backtest does; false sums up as a sweep does.</param>
    public static async Task<int> SoakAsync(int runs, bool keepsResults)
    {
        var market = new SharedMarket();
        await using var host = await ActorHost.StartAsync(lanes: 1);
        for (var i = 1; i <= runs; i++)
        {
            await (keepsResults ? market.RunWithFilesAsync(host, i) : market.RunAsync(host, i));
            if (i % 100 != 0 && i != 10)
                continue;
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            var components = (await host.HealthAsync()).Components.Length;
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{i,5} runs  working set {process.WorkingSet64 / 1048576.0,7:0.0} MB  managed heap {GC.GetTotalMemory(forceFullCollection: false) / 1048576.0,6:0.00} MB  threads {process.Threads.Count}  components {components}"));
        }

        return 0;
    }

    private static async Task<Spent> TimeAsync(ActorHost host, SharedMarket market, int lanes, int runs)
    {
        var next = 0;
        var (cpu, pauses) = (Environment.CpuUsage.TotalTime, GC.GetTotalPauseDuration());
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => Task.Run(async () =>
        {
            for (var run = Interlocked.Increment(ref next); run <= runs; run = Interlocked.Increment(ref next))
                await market.RunAsync(host, run);
        })));
        return new Spent(watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, (GC.GetTotalPauseDuration() - pauses).TotalSeconds);
    }

    /// <summary>What some runs took. On a busy machine only the processor time can be compared.</summary>
    private readonly record struct Spent(double Seconds, double CpuSeconds, double GcPauseSeconds)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seconds:0.00} s, CPU {CpuSeconds:0.00} s, GC pauses {GcPauseSeconds:0.00} s");
    }

    private sealed class SharedMarket
    {
        private readonly Domain.Configuration.RunConfiguration _configuration;
        private readonly Domain.Market.IMarketData _market;
        private readonly BacktestRequest _request;

        public SharedMarket()
        {
            var directory = SampleMarket.Directory(1);
            _configuration = SampleMarket.Fitted(directory, SampleMarket.Configuration("btc_basis").Run);
            _market = SampleMarket.Load(directory, _configuration, 1).Table;
            _request = new BacktestRequest
            {
                Mode = "btc_basis",
                From = SampleMarket.From,
                To = SampleMarket.From.AddYears(1),
                ResultsDirectory = Path.Combine(Path.GetTempPath(), "basis-benchmark-results"),
                Events = EventDetail.None,
            };
        }

        /// <summary>One run with another threshold each time, summed up as a sweep does.</summary>
        public async Task RunAsync(ActorHost host, int number)
        {
            var configuration = _configuration with { FundingEntryThreshold = 0.00001m + number % 20 * 0.000005m };
            using var recorder = new TotalsRecorder(Recorded(number, configuration));
            var outcome = await host.RunAsync(RunComposition.Compose($"run-{number}", _request, configuration, "", _market, recorder, events: null));
            _ = recorder.Complete(outcome, DataReportView.Clean, new EngineTimes(0, 0, 0, 0));
        }

        /// <summary>The same with all result files.</summary>
        public async Task RunWithFilesAsync(ActorHost host, int number)
        {
            var configuration = _configuration with { FundingEntryThreshold = 0.00001m + number % 20 * 0.000005m };
            using var folder = ResultsFolder.Create(_request.ResultsDirectory, "soak");
            using var recorder = new ResultsRecorder(folder, Recorded(number, configuration));
            var outcome = await host.RunAsync(RunComposition.Compose($"run-{number}", _request, configuration, "", _market, recorder, events: null));
            _ = recorder.Complete(outcome, DataReportView.Clean, new EngineTimes(0, 0, 0, 0));
        }

        private RecordedRun Recorded(int number, Domain.Configuration.RunConfiguration configuration) => new($"run-{number}", configuration, _market, _request.From, _request.To, "");
    }
}
