using System.Diagnostics;
using System.Globalization;
using BasisActors.Host.Sweeps;
using Spectre.Console;

namespace BasisActors.Host.Terminal;

/// <summary>Shows how far a sweep is, on a terminal only: a file or a pipe gets no progress bar.</summary>
internal static class SweepProgressBar
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    public static async Task<SweepResult?> WatchAsync(bool silent, SweepRequest request, Func<SweepProgress> progress, Func<Task<SweepResult?>> run)
    {
        if (silent || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
            return await run().ConfigureAwait(false);

        return await AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async display =>
            {
                var bar = display.AddTask("starting", maxValue: progress().Total);
                var clock = Stopwatch.StartNew();
                var work = run();
                while (await Task.WhenAny(work, Task.Delay(Refresh, CancellationToken.None)).ConfigureAwait(false) != work)
                    Show(bar, request, progress(), clock.Elapsed.TotalSeconds);
                return await work.ConfigureAwait(false);
            }).ConfigureAwait(false);
    }

    private static void Show(ProgressTask bar, SweepRequest request, SweepProgress now, double seconds)
    {
        bar.Value = now.Done;
        var best = now.Best is { } row && request.Metric.Of(row) is { } value
            ? string.Create(CultureInfo.InvariantCulture, $"  best {request.Metric.Name} {value:0.####} ({request.Grid.Describe(row.Job.Point)})")
            : "";
        bar.Description = Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{now.Done}/{now.Total}  {now.DoneHere / Math.Max(seconds, 0.001):0.0} points/s{best}"));
    }
}
