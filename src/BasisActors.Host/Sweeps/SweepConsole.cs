using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Backtests;
using BasisActors.Host.Commands;
using BasisActors.Host.Configuration;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Sweeps;

/// <summary>Runs one sweep for a person at a terminal or a program that reads JSON.</summary>
public static class SweepConsole
{
    /// <returns>The exit code.</returns>
    /// <exception cref="BasisException">When the request, the data or the folder cannot be used.</exception>
    public static async Task<int> RunAsync(SweepRequest request, bool json, CancellationToken cancellation)
    {
        if (!StrategyFactory.Knows(request.Run.Mode))
            return ErrorOutput.Write([StrategyFactory.Unknown(request.Run.Mode)], json);
        var windows = request.WalkForward?.Windows(request.Run.From, request.Run.To) ?? [];
        var starting = Task.Run(() => ActorHost.StartAsync(request.Lanes), CancellationToken.None);
        var configured = SweepPoint.Configure(ConfigurationSource.OfProcess(), request);
        if (SameForAll(configured) is { } errors)
            return ErrorOutput.Write(errors, json);

        var markets = new SweepMarkets(request.Run);
        ImmutableArray<SweepPoint> points = [.. configured.Select(markets.Prepare)];
        if (!points.Any(p => p is SweepPoint.Ready) && points.OfType<SweepPoint.Refused>().FirstOrDefault(p => p.Status == PointStatus.Failed) is { } noData)
            return ErrorOutput.Write([noData.Error], json);

        var inputs = SweepInputs.Of(request, configured, markets.Fingerprint());
        var id = request.Run.Id ?? $"sweep-{request.Run.Mode}-{request.Run.From:yyyyMMdd}-{request.Run.To:yyyyMMdd}-{inputs.Hash[..10]}";
        using var folder = SweepFolder.Open(request.Run.ResultsDirectory, id, inputs, request.Grid);
        var host = await starting.ConfigureAwait(false);
        var total = windows.Length == 0 ? points.Length : windows.Length * (points.Length + 1);
        var runner = new SweepRunner(request, points, host, folder.Done, total, folder.Append);
        var shell = new SweepResult { Id = id, Request = request, InputsHash = inputs.Hash, Rows = [], Notes = markets.Notes };
        var result = await SweepProgressBar.WatchAsync(json, request, () => runner.Progress, () => RunAsync(runner, shell, windows, cancellation)).ConfigureAwait(false);
        if (result is null)
            return Interrupted(runner.Progress, id, json);

        Save(folder, result);
        if (json)
            Console.OpenStandardOutput().Write(SweepJson.Write(result));
        else
            SweepTable.Write(result, folder.Path);
        return result.Rows.Any(r => r.Status == PointStatus.Completed) ? ExitCodes.Fine : ExitCodes.Failed;
    }

    /// <returns>Null when it was cancelled.</returns>
    private static async Task<SweepResult?> RunAsync(SweepRunner runner, SweepResult shell, ImmutableArray<WalkForwardWindow> windows, CancellationToken cancellation)
    {
        var run = shell.Request.Run;
        var numbers = Enumerable.Range(0, shell.Request.Grid.Count);
        if (windows.IsEmpty)
            return await runner.RunAsync([.. numbers.Select(p => new SweepJob(p, run.From, run.To))], cancellation).ConfigureAwait(false) is { } rows ? shell with { Rows = rows } : null;

        if (await runner.RunAsync([.. windows.SelectMany(w => numbers.Select(p => new SweepJob(p, w.TrainFrom, w.Split)))], cancellation).ConfigureAwait(false) is not { } trained)
            return null;
        ImmutableArray<WindowResult> learnt = [.. windows.Select((w, i) => Learn(shell.Request, w, trained.AsSpan(i * shell.Request.Grid.Count, shell.Request.Grid.Count).ToImmutableArray()))];
        ImmutableArray<SweepJob> tests = [.. learnt.Where(w => w.Best is not null).Select(TestOf)];
        if (await runner.RunAsync(tests, cancellation).ConfigureAwait(false) is not { } tested)
            return null;
        var byJob = tested.DistinctBy(t => t.Job).ToDictionary(t => t.Job);
        return shell with { Rows = trained, Windows = [.. learnt.Select(w => w.Best is null ? w : w with { Test = byJob[TestOf(w)] })] };
    }

    private static WindowResult Learn(SweepRequest request, WalkForwardWindow window, ImmutableArray<PointResult> rows)
    {
        decimal[] sharpes = [.. SweepResult.SharpesOf(rows)];
        return new WindowResult(
            window, request.Metric.Best(rows), null, rows.Count(r => request.Metric.Of(r) is not null), request.Metric.Name == "sharpe" ? ExpectedMaximum.Sharpe(sharpes) : null);
    }

    private static SweepJob TestOf(WindowResult window) => new(window.Best!.Job.Point, window.Window.Split, window.Window.TestTo);

    /// <summary>What is wrong in the same way at every point is not a matter of the points.</summary>
    private static ImmutableArray<BasisError>? SameForAll(ImmutableArray<ConfigurationResult> configured)
    {
        if (configured[0] is not ConfigurationResult.Invalid first)
            return null;
        return configured.All(c => c is ConfigurationResult.Invalid invalid && invalid.Errors.SequenceEqual(first.Errors)) ? first.Errors : null;
    }

    private static void Save(SweepFolder folder, SweepResult result)
    {
        folder.Save("sweep.csv", path => SweepCsv.WriteRows(path, result));
        if (result.Request.WalkForward is not null)
            folder.Save("windows.csv", path => SweepCsv.WriteWindows(path, result));
        folder.Save("sweep.html", path => File.WriteAllText(path, SweepReport.Render(result)));
        folder.Save("sweep.json", path => File.WriteAllBytes(path, SweepJson.Write(result)));
    }

    private static int Interrupted(SweepProgress progress, string id, bool json)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"interrupted after {progress.Done} of {progress.Total} points; they are kept. The same command with --id {id} goes on from there.");
        Console.Error.WriteLine(message);
        if (json)
            Console.Out.WriteLine($$"""{"status":"interrupted","sweep_id":"{{id}}","done":{{progress.Done}},"total":{{progress.Total}}}""");
        return ExitCodes.Failed;
    }
}
