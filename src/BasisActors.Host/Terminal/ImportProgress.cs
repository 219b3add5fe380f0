using BasisActors.Data.Databases;
using Spectre.Console;

namespace BasisActors.Host.Terminal;

/// <summary>Shows how far an import is, on a terminal only.</summary>
public static class ImportProgress
{
    public static ImportReport Watch(MarketImport import, CancellationToken cancellation)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
            return import.Run(_ => { }, cancellation);

        return AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn())
            .Start(display =>
            {
                var bar = display.AddTask("validating", maxValue: import.Count);
                return import.Run(
                    file =>
                    {
                        bar.Increment(1);
                        bar.Description = Markup.Escape(file.Path);
                    },
                    cancellation);
            });
    }
}
