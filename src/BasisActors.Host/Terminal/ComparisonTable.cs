using System.Globalization;
using BasisActors.Host.Comparison;
using Spectre.Console;

namespace BasisActors.Host.Terminal;

/// <summary>A comparison as a table for people: one column per run or benchmark.</summary>
internal static class ComparisonTable
{
    public static void Write(RunComparison comparison, string page)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(new TableColumn("").NoWrap()).Title(Markup.Escape($"{Day(comparison.From)} to {Day(comparison.To)}"));
        ComparisonRow[] rows = [.. comparison.Rows];
        foreach (var row in rows)
            table.AddColumn(new TableColumn(Markup.Escape(row.Name)).RightAligned());
        void Line(string name, Func<ComparisonRow, string?> show) => table.AddRow([Markup.Escape(name), .. rows.Select(r => Markup.Escape(show(r) ?? "–"))]);

        Line("mode", r => r.Mode ?? "benchmark");
        Line("share class", r => r.Unit);
        Line("own period", r => r.IsBenchmark ? null : $"{Day(r.From)} to {Day(r.To)}");
        Line("return", r => Text(r.Performance.TotalReturn, "P2"));
        Line("APY", r => Text(r.Performance.Apy, "P2"));
        Line("volatility", r => Text(r.Performance.Volatility, "P2"));
        Line("Sharpe", r => Text(r.Performance.Sharpe, "0.00"));
        Line("Sortino", r => Text(r.Performance.Sortino, "0.00"));
        Line("max drawdown", r => Text(r.Performance.MaxDrawdown, "P2"));
        Line("fees + gas + slippage", r => Text(r.Costs, "N2"));
        Line("min health factor", r => Text(r.MinHealthFactor, "0.000"));
        Line("min margin ratio", r => Text(r.MinMarginRatio, "0.000"));
        Line("ended", r => r.Status);
        AnsiConsole.Write(table);
        Console.Out.WriteLine(page);
        foreach (var note in comparison.Notes)
            Console.Out.WriteLine($"note: {note}");
    }

    private static string? Text(decimal? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
