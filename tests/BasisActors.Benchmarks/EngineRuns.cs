using System.Diagnostics;
using System.Globalization;
using BasisActors.Actors.Events;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Host.Backtests;
using BasisActors.Host.EventLog;
using BasisActors.Host.Results;
using BasisActors.Venues.Simulated;

namespace BasisActors.Benchmarks;

/// <summary>
/// Whole runs through the real actors on the sample, in one process: one year and ten years, without events and with every event written. Repeats show the
/// spread of the machine; the ratio of the ten-year to the one-year time shows that cost is linear.
/// </summary>
internal static class EngineRuns
{
    private const int Repeats = 5;

    /// <summary>The engine alone, then with all result files, then with every event as well.</summary>
    private static readonly (string Name, EventDetail Detail, bool KeepsResults)[] Variants =
        [("engine only", EventDetail.None, false), ("events none", EventDetail.None, true), ("events all", EventDetail.All, true)];

    public static async Task<int> RunAsync(string[] modes)
    {
        await using var host = await ActorHost.StartAsync(lanes: 1);
        foreach (var mode in modes.Length > 0 ? modes : ["pure_lending", "btc_basis"])
        {
            foreach (var years in new[] { 10, 1 }) // the long ones first: a short one in a cold process measures the compiler
            {
                var directory = SampleMarket.Directory(years);
                var configuration = SampleMarket.Fitted(directory, SampleMarket.Configuration(mode).Run);
                var market = SampleMarket.Load(directory, configuration, years).Table;
                foreach (var (name, detail, keepsResults) in Variants)
                {
                    for (var i = 0; i < Repeats; i++)
                    {
                        var folder = Path.Combine(Path.GetTempPath(), "basis-benchmark-results");
                        using var results = ResultsFolder.Create(folder, "engine");
                        using var recorder = new ResultsRecorder(results, new RecordedRun("engine", configuration, market, SampleMarket.From, SampleMarket.From.AddYears(years), ""));
                        var counter = new TickCounter();
                        var context = Context(configuration, market, keepsResults ? recorder : counter, years, detail, results, out var sink);
                        var before = GC.GetTotalAllocatedBytes();
                        var cpu = Environment.CpuUsage.TotalTime;
                        var watch = Stopwatch.StartNew();
                        var outcome = await host.RunAsync(context);
                        sink?.Complete();
                        var seconds = watch.Elapsed.TotalSeconds;
                        var ticks = keepsResults ? recorder.Progress.Ticks : counter.Ticks;
                        var busy = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds;
                        Console.WriteLine(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{mode,-13} {years,2} years  {name,-11}  {outcome.Status}  {ticks,6} ticks  {seconds,7:0.000} s  {ticks / seconds,9:N0} ticks/s  {busy / ticks,6:0.0} us CPU/tick  {(GC.GetTotalAllocatedBytes() - before) / ticks,6:N0} B/tick"));
                        if (keepsResults)
                            _ = recorder.Complete(outcome, DataReportView.Clean, new EngineTimes(0, 0, 0, 0));
                        sink?.Dispose();
                    }
                }
            }
        }

        return 0;
    }

    private static RunContext Context(
        Domain.Configuration.RunConfiguration configuration, Domain.Market.IMarketData market, IRunRecorder recorder, int years, EventDetail detail, ResultsFolder results, out BacktestEventSink? sink)
    {
        sink = detail == EventDetail.None ? null : new BacktestEventSink(new EventSinkOptions("engine", configuration.Mode, "backtest", results.WorkPath), new Domain.Ledger.ChartOfAccounts(configuration.PositionSubscriptions));
        return new RunContext("engine", configuration, market)
        {
            Key = "engine",
            From = SampleMarket.From,
            To = SampleMarket.From.AddYears(years),
            Venues = new SimulatedWorld(configuration, market, [new WalletDeposit(SampleMarket.From, configuration.InitialCapital)]).Venues,
            EventDetail = detail,
            Events = sink is null ? NullEventSink.Instance : sink,
            Recorder = recorder,
        };
    }

    private sealed class TickCounter : IRunRecorder
    {
        public long Ticks { get; private set; }

        public void Tick(TickCompleted completed) => Ticks++;

        public void Block(DateTimeOffset timestamp, BlockOutcome outcome)
        {
        }
    }
}
