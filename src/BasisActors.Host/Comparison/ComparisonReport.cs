using System.Globalization;
using System.Text;
using BasisActors.Host.Reports;

namespace BasisActors.Host.Comparison;

/// <summary>A comparison on one page that needs nothing else.</summary>
internal static class ComparisonReport
{
    /// <summary>Benchmarks are dashed, so that they can be told from runs without colours.</summary>
    private const string Css = ".dashed{stroke-dasharray:6 4}\n";

    private const int Colours = 8;

    /// <returns>The page.</returns>
    public static string Render(RunComparison comparison)
    {
        var html = new StringBuilder(128 * 1024);
        HtmlPage.Begin(html, $"Comparison of {string.Join(", ", comparison.Runs.Select(r => r.Name))}", Css);
        html.Append($"""
            <header>
            <p class="kicker">Comparison</p>
            <h1>{comparison.Runs.Length} {(comparison.Runs.Length == 1 ? "run" : "runs")}</h1>
            <p>{Shown.Time(comparison.From)} to {Shown.Time(comparison.To)} UTC</p>
            </header>
            <main>

            """);
        HtmlPage.Section(html, "figures", "Figures over the common period", Table(comparison).ToHtml());
        if (!comparison.Notes.IsEmpty)
            HtmlPage.Section(html, "data", "Notes", HtmlPage.List(comparison.Notes));
        html.Append("<section class=\"charts\"><h2>Charts</h2>\n").Append(Growth(comparison)).Append('\n').Append(Drawdown(comparison)).Append("\n</section>\n</main>\n</body>\n</html>\n");
        return html.ToString();
    }

    public static HtmlTable Table(RunComparison comparison)
    {
        var table = new HtmlTable(
            true, "Name", "Mode", "In", "From", "To", "Return", "APY", "Volatility", "Sharpe", "Sortino", "Max drawdown", "Fees, gas, slippage", "Min health factor", "Min margin ratio", "Status");
        foreach (var row in comparison.Rows)
        {
            var p = row.Performance;
            table.Row(
                row.Name, row.Mode ?? "benchmark", row.Unit, Shown.Time(row.From), Shown.Time(row.To), Shown.Percent(p.TotalReturn), Shown.Percent(p.Apy), Shown.Percent(p.Volatility), Shown.Ratio(p.Sharpe),
                Shown.Ratio(p.Sortino), Shown.Percent(p.MaxDrawdown), Shown.Money(row.Costs), Shown.Ratio(row.MinHealthFactor), Shown.Percent(row.MinMarginRatio), row.Status ?? Shown.Nothing);
        }

        return table;
    }

    public static string Growth(RunComparison comparison)
    {
        List<(ComparisonRow Row, IReadOnlyList<IReadOnlyList<Point>> Pieces)> curves = [.. comparison.Rows.Select(r => (r, r.Growth.Pieces()))];
        var points = curves.SelectMany(c => c.Pieces).SelectMany(p => p).ToList();
        var axis = ValueAxis.Over(points.Min(p => p.Value), points.Max(p => p.Value));
        return Lines(comparison, "growth", "Growth", $"Growth of one unit of capital, 1 at the start; flows and stale ticks are left out.{(comparison.Benchmarks.IsEmpty ? "" : " Benchmarks are dashed.")}", axis, Number, curves, Number6);
        string Number(decimal value) => value.ToString(axis.Step >= 0.01m ? "0.00" : axis.Step >= 0.001m ? "0.000" : "0.0000", CultureInfo.InvariantCulture);
    }

    public static string Drawdown(RunComparison comparison)
    {
        List<(ComparisonRow Row, IReadOnlyList<IReadOnlyList<Point>> Pieces)> curves =
            [.. comparison.Rows.Select(r => (r, (IReadOnlyList<IReadOnlyList<Point>>)[.. r.Drawdown.Pieces().Select(p => p.Select(x => x with { Value = -x.Value }).ToArray())]))];
        var axis = ValueAxis.Over(Math.Min(curves.SelectMany(c => c.Pieces).SelectMany(p => p).Min(p => p.Value), -0.0001m), 0);
        return Lines(comparison, "drawdown", "Drawdown", "Fall of growth below its peak in the common period; stale ticks are left out.", axis, v => ReportCharts.Percent(v, axis.Step), curves, v => Shown.Percent(v, 3));
    }

    private static string Lines(
        RunComparison comparison, string id, string title, string description, ValueAxis axis, Func<decimal, string> label,
        List<(ComparisonRow Row, IReadOnlyList<IReadOnlyList<Point>> Pieces)> curves, Func<decimal, string> show)
    {
        var chart = new Chart(id, title, description, TimeAxis.Over(comparison.From, comparison.To), axis, label);
        var table = new HtmlTable(true, "Name", "First", "Lowest", "Highest", "Last");
        for (var i = 0; i < curves.Count; i++)
        {
            var (row, pieces) = curves[i];
            var colour = $"s{i % Colours + 1}";
            List<Point> points = [.. pieces.SelectMany(p => p)];
            chart.Line(pieces, row.IsBenchmark ? $"{colour} dashed" : colour).Legend($"{row.Name} ({row.Unit})", points.Count == 0 ? Shown.Nothing : show(points[^1].Value), colour);
            if (points.Count > 0)
                table.Row(row.Name, show(points[0].Value), show(points.Min(p => p.Value)), show(points.Max(p => p.Value)), show(points[^1].Value));
        }

        return chart.ToHtml(table);
    }

    private static string Number6(decimal value) => value.ToString("0.000000", CultureInfo.InvariantCulture);
}
