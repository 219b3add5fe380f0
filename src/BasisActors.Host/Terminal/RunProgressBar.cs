using System.Globalization;
using BasisActors.Host.Backtests;
using BasisActors.Host.Results;
using Spectre.Console;

namespace BasisActors.Host.Terminal;

/// <summary>Shows how far a run is, on a terminal only: a file or a pipe gets no progress bar.</summary>
public static class RunProgressBar
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    public static async Task<RunSummary> WatchAsync(
        bool silent, Func<Action<RunningBacktest>, CancellationToken, Task<RunSummary>> run, CancellationToken cancellation)
    {
        if (silent || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
            return await run(_ => { }, cancellation).ConfigureAwait(false);

        return await AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async display =>
            {
                var bar = display.AddTask("loading data", maxValue: 1);
                RunningBacktest? running = null;
                var work = run(started => running = started, cancellation);
                var clock = System.Diagnostics.Stopwatch.StartNew();
                while (await Task.WhenAny(work, Task.Delay(Refresh, CancellationToken.None)).ConfigureAwait(false) != work)
                {
                    if (running is not { } known)
                    {
                        clock.Restart();
                        continue;
                    }

                    var progress = known.Recorder.Progress;
                    bar.MaxValue = known.Ticks;
                    bar.Value = progress.Ticks;
                    var speed = progress.Ticks / Math.Max(clock.Elapsed.TotalSeconds, 0.001);
                    bar.Description = string.Create(CultureInfo.InvariantCulture, $"{progress.At:yyyy-MM-dd}  {speed:N0} ticks/s  equity {progress.Equity:N2}");
                }

                return await work.ConfigureAwait(false);
            }).ConfigureAwait(false);
    }
}
