using System.CommandLine;
using System.Globalization;
using BasisActors.Domain.Errors;
using BasisActors.Host.Live;
using BasisActors.Host.Terminal;
using Spectre.Console;

namespace BasisActors.Host.Commands;

/// <summary><c>basis status</c>: what the live runs of a folder hold, as of their last tick.</summary>
public static class StatusCommand
{
    public static Command Create()
    {
        var directory = LiveCommand.Folder();
        var json = new Option<bool>("--json") { Description = "Print the status files; a run whose process is gone without ending it is `down`." };
        var command = new Command("status", "Show position, margin, funding and delta of the live runs.") { directory, json };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(directory)!;
            string[] files = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "status.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];
            string[] young = Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Where(IsBeforeItsFirstTick).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)] : [];
            if (files.Length == 0 && young.Length == 0)
                return ErrorOutput.Write([new BasisError("LT-001", $"There is no live run in '{folder}'.", folder, "Start one with `basis live`, or name its folder with --runs.")], json: false);
            foreach (var file in files)
            {
                if (LiveStatusFile.Read(file) is not { } status)
                    continue;
                var isGone = IsGone(status, file);
                if (parsed.GetValue(json))
                    Console.WriteLine(isGone ? LiveStatusFile.Text(status with { State = LiveRun.Down }) : File.ReadAllText(file));
                else
                    Write(isGone ? status with { State = $"{LiveRun.Down} (not running)" } : status);
            }

            foreach (var run in parsed.GetValue(json) ? [] : young)
                Console.WriteLine($"{run}: running; its first tick is not done");
            return ExitCodes.Fine;
        });
        return command;
    }

    /// <summary>Who is killed cannot say so: the file still has what was true at the last tick.</summary>
    private static bool IsGone(LiveStatus status, string file) => status.State == "running" && !RunLock.IsHeld(Path.GetDirectoryName(file)!);

    private static bool IsBeforeItsFirstTick(string directory) =>
        Path.GetFileName(directory) != RunHost.Folder && !File.Exists(Path.Combine(directory, "status.json")) && RunLock.IsHeld(directory);

    private static void Write(LiveStatus status)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape($"{status.Run} ({status.Mode}): {status.State}")) }.HideHeaders().AddColumns("", "");
        void Row(string name, string value) => table.AddRow(Markup.Escape(name), Markup.Escape(value));
        Row("tick", string.Create(CultureInfo.InvariantCulture, $"{status.Tick} at {status.At:yyyy-MM-dd HH:mm:ss}Z"));
        Row("equity", status.Equity.ToString("0.00", CultureInfo.InvariantCulture));
        Row("decision", status.Stale ? "none: stale market" : status.Reason);
        Row("trading", status.HeldFor is { } reason ? string.Create(CultureInfo.InvariantCulture, $"{status.Trading} since {status.HeldSince:yyyy-MM-dd HH:mm:ss}Z: {reason}") : status.Trading);
        foreach (var (position, difference) in status.Differences)
            Row($"differs: {position}", string.Create(CultureInfo.InvariantCulture, $"{difference} more at the venue than in the ledger"));
        foreach (var (venue, refusal) in status.Refusals)
            Row($"refused: {venue}", refusal);
        if (status.DifferencesSeen > 0)
            Row("differences seen", status.DifferencesSeen.ToString(CultureInfo.InvariantCulture));
        Row("delta", string.Create(CultureInfo.InvariantCulture, $"{status.Delta} ({status.DeltaDrift ?? 0:P2} of equity)"));
        foreach (var (position, quantity) in status.Positions)
            Row(position, quantity.ToString(CultureInfo.InvariantCulture));
        foreach (var (venue, ratio) in status.MarginRatios)
            Row($"margin ratio {venue}", ratio is { } known ? known.ToString("0.0000", CultureInfo.InvariantCulture) : "no position");
        foreach (var (venue, at) in status.NextFunding)
            Row($"next funding {venue}", at.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (status.Waiting is { } waiting)
            Row("waits", waiting);
        if (status.Error is { } error)
            Row("error", error);
        AnsiConsole.Write(table);
    }
}
