using System.Globalization;
using BasisActors.Actors.Runs;
using BasisActors.Host.Backtests;
using BasisActors.Host.Terminal;
using Spectre.Console;

namespace BasisActors.Host.Stress;

/// <summary>The outcome of a stress test as a table for people.</summary>
internal static class StressTable
{
    public static void Write(BacktestRequest request, IReadOnlyList<StressRun> runs)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape($"{request.Mode} {request.From:yyyy-MM-dd} to {request.To:yyyy-MM-dd}"));
        foreach (var column in new[] { "scenario", "survived" })
            table.AddColumn(new TableColumn(column).NoWrap());
        foreach (var column in new[] { "final equity", "worst drawdown", "min health", "min margin", "liquidated", "cost" })
            table.AddColumn(new TableColumn(column).NoWrap().RightAligned());
        foreach (var run in runs)
            table.AddRow([.. Cells(run).Select(Markup.Escape)]);
        TableOutput.Write(table);
        foreach (var run in runs.Where(r => r.Error is not null))
            Console.Out.WriteLine($"{run.Name}: {run.Error!.ToString().ReplaceLineEndings(" ")}");
        Console.Out.WriteLine(request.ResultsDirectory);
    }

    private static IEnumerable<string> Cells(StressRun run)
    {
        yield return run.Name;
        yield return run.Survived ? (run.IsConcerned ? "yes" : "not concerned") : run.Status == RunStatus.Cancelled ? "cancelled" : $"{run.Status.ToString().ToLowerInvariant()} {run.Error?.Code}";
        yield return Text($"{run.Summary?.FinalEquity:N2}");
        yield return Text($"{run.Summary?.Performance.MaxDrawdown:P2}");
        yield return Text($"{run.Summary?.MinHealthFactor?.Value:0.000}");
        yield return Text($"{run.Summary?.MinMarginRatio?.Value:0.000}");
        yield return Text($"{run.Summary?.Liquidations}");
        yield return Text($"{run.Summary?.Fees + run.Summary?.Gas + run.Summary?.Slippage:N2}");
    }

    private static string Text(FormattableString value) => value.ToString(CultureInfo.InvariantCulture);
}
