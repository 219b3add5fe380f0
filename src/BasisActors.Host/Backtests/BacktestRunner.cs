using System.Collections.Immutable;
using System.Diagnostics;
using BasisActors.Actors.Events;
using BasisActors.Actors.Results;
using BasisActors.Domain.Ledger;
using BasisActors.Host.Configuration;
using BasisActors.Host.EventLog;
using BasisActors.Host.Reports;
using BasisActors.Host.Results;
using BasisActors.Host.Scenarios;

namespace BasisActors.Host.Backtests;

/// <summary>A backtest that has begun: its length and how far it is.</summary>
/// <param name="Ticks">Ticks it will have.</param>
/// <param name="Recorder">Knows how far it is.</param>
public sealed record RunningBacktest(long Ticks, ResultsRecorder Recorder);

/// <summary>Composes one backtest: configuration, data, simulated venues, actors, results.</summary>
/// <param name="starting">The actor system, which may still be starting while data is loaded.</param>
/// <param name="watch">Puts somebody in front of the recorder who sees every tick and block first, and hands them on; null nobody.</param>
public sealed class BacktestRunner(Task<ActorHost> starting, Func<IRunRecorder, IRunRecorder>? watch = null)
{
    /// <summary>Runs a backtest to its end and writes its results; a cancelled or halted one leaves its partial results, marked as such.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="configuration">The effective configuration of the mode.</param>
    /// <param name="began">Told once the first tick is about to go out.</param>
    /// <param name="wall">Running since the process began, for the summary.</param>
    /// <param name="cancellation">Ends the run after the tick in hand.</param>
    /// <exception cref="Domain.Errors.BasisException">When the data or the results folder cannot be used; nothing is left behind then.</exception>
    public Task<RunSummary> RunAsync(
        BacktestRequest request, EffectiveConfiguration configuration, Action<RunningBacktest> began, Stopwatch wall, CancellationToken cancellation) =>
        RunAsync(request, configuration, () => DataSets.Load(request, configuration.Run), began, wall, cancellation);

    /// <summary>As above, on data that several backtests may share.</summary>
    public async Task<RunSummary> RunAsync(
        BacktestRequest request, EffectiveConfiguration configuration, Func<LoadedDataSet> source, Action<RunningBacktest> began, Stopwatch wall, CancellationToken cancellation)
    {
        var load = Stopwatch.StartNew();
        var data = AppliedScenarios.ToData(source(), request.Scenarios);
        load.Stop();
        var run = data.Configuration;
        var key = RunKey.Of(request, run, configuration.Hash);
        var id = request.Id ?? $"{request.Mode}-{request.From:yyyyMMdd}-{request.To:yyyyMMdd}-{NameOf(request.Scenarios)}{key}";

        using var folder = ResultsFolder.Create(request.ResultsDirectory, id);
        using var recorder = new ResultsRecorder(folder, new RecordedRun(id, run, data.Market.Table, request.From, request.To, configuration.Hash) { Scenarios = [.. request.Scenarios.Select(s => s.Text)] });
        using var events = request.Events == EventDetail.None
            ? null
            : new BacktestEventSink(new EventSinkOptions(id, request.Mode, "backtest", folder.WorkPath) { BufferEvents = run.Events.BufferEvents }, new ChartOfAccounts(run.PositionSubscriptions));
        var context = RunComposition.Compose(id, request, run, configuration.Hash, data.Market.Table, watch?.Invoke(recorder) ?? recorder, events);

        var host = await starting.ConfigureAwait(false);
        began(new RunningBacktest((long)(request.To - request.From).TotalHours + 1, recorder));
        var engine = Stopwatch.StartNew();
        var running = host.RunAsync(context); // first, so that a cancellation that is already there finds the run
        using var onCancel = cancellation.Register(() => host.Cancel(id));
        var outcome = await running.ConfigureAwait(false);
        events?.Complete();
        engine.Stop();

        var report = data.Market.Report;
        var times = new EngineTimes(Seconds(wall), Seconds(load), Seconds(engine), PeakMemoryMb());
        var summary = recorder.Complete(outcome, new DataReportView(report.FilledBars, report.MissingFunding, data.Notes), times);
        ImmutableArray<(string, string, string)> values = [.. configuration.Values.Select(v => (v.Key, Redaction.Show(v.Key, v.Value), v.Origin))];
        ConfigFile.Write(folder, values, configuration.Hash, [.. request.Scenarios.Select(s => s.Text)]);
        if (request.Report)
            HtmlReport.Write(folder, summary, recorder.Series, run, values);
        folder.Commit();
        return summary;
    }

    private static string NameOf(ImmutableArray<Scenario> scenarios) => scenarios.Length switch
    {
        0 => "",
        1 => $"{scenarios[0].Name}-",
        _ => "scenarios-",
    };

    private static decimal Seconds(Stopwatch watch) => decimal.Round((decimal)watch.Elapsed.TotalSeconds, 3);

    private static decimal PeakMemoryMb()
    {
        using var process = Process.GetCurrentProcess();
        return decimal.Round(process.PeakWorkingSet64 / 1048576m, 1);
    }
}
