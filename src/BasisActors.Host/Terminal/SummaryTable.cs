using System.Globalization;
using BasisActors.Host.Results;
using Spectre.Console;

namespace BasisActors.Host.Terminal;

/// <summary>The summary of a run as a table for people.</summary>
public static class SummaryTable
{
    public static void Write(RunSummary summary, string resultsDirectory)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape($"{summary.Mode} {summary.From:yyyy-MM-dd} to {summary.To:yyyy-MM-dd}")).AddColumn("").AddColumn(new TableColumn("").RightAligned()).HideHeaders();
        void Row(string name, FormattableString value) => table.AddRow(Markup.Escape(name), Markup.Escape(value.ToString(CultureInfo.InvariantCulture)));

        Row("status", $"{summary.Status.ToString().ToLowerInvariant()}");
        Row("ticks", $"{summary.Ticks:N0}");
        Row("initial capital", $"{summary.InitialCapital:N2} {summary.ShareClass}");
        if (summary.NetFlows != 0)
            Row("net flows", $"{summary.NetFlows:N2}");
        Row("final equity", $"{summary.FinalEquity:N2}");
        Row("total return", $"{summary.Performance.TotalReturn:P2}");
        Row("APY", $"{summary.Performance.Apy:P2}");
        Row("Sharpe", $"{summary.Performance.Sharpe:0.00}");
        Row("max drawdown", $"{summary.Performance.MaxDrawdown:P2}");
        table.AddEmptyRow();
        foreach (var (bucket, amount) in summary.Attribution)
        {
            if (amount != 0)
                Row(bucket, $"{amount:N2}");
        }

        Row("residual", $"{summary.AttributionResidual:0.############}");
        table.AddEmptyRow();
        Row("fees / gas / slippage", $"{summary.Fees:N2} / {summary.Gas:N2} / {summary.Slippage:N2}");
        Row("blocks / fills / rebalances", $"{summary.Blocks} / {summary.Fills} / {summary.Rebalances}");
        if (summary.MinMarginRatio is { } margin)
            Row("min margin ratio", $"{margin.Value:0.000} at {margin.Venue} on {margin.At:yyyy-MM-dd HH:mm}");
        Row("stale / filled / missing funding", $"{summary.DataGaps.StaleTicks} / {summary.DataGaps.FilledBars} / {summary.DataGaps.MissingFunding}");
        Row("speed", $"{summary.TicksPerSecond:N0} ticks/s, {summary.Engine.WallSeconds:0.00} s in all");
        Row("journal", $"{summary.JournalHash[..16]}…");
        AnsiConsole.Write(table);
        Console.Out.WriteLine(Path.Combine(resultsDirectory, summary.BacktestId));
        foreach (var note in summary.DataNotes)
            Console.Out.WriteLine($"note: {note}");
    }
}
