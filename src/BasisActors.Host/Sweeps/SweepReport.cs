using System.Globalization;
using System.Net;
using System.Text;
using BasisActors.Host.Reports;

namespace BasisActors.Host.Sweeps;

/// <summary><c>sweep.html</c>: a sweep on one page that needs nothing else.</summary>
internal static class SweepReport
{
    private const int MostRows = 2_000;

    /// <returns>The page.</returns>
    public static string Render(SweepResult result)
    {
        var run = result.Request.Run;
        var html = new StringBuilder(64 * 1024);
        HtmlPage.Begin(html, $"{run.Mode}: {result.Id}", HeatMap.Css);
        html.Append($"""
            <header>
            <p class="kicker">{(result.Request.WalkForward is null ? "Sweep" : "Walk-forward")}</p>
            <h1>{Escape(run.Mode)} by {result.Request.Metric.Name}</h1>
            <p>{Escape(result.Id)} · {Shown.Time(run.From)} to {Shown.Time(run.To)} UTC · {Shown.Count(result.Rows.Length)} points</p>
            </header>
            <main>

            """);
        html.Append(HtmlPage.Tiles(Tiles(result)));
        html.Append($"<section class=\"warning-note\"><p>{Escape(SweepWarning.Of(result))}</p></section>\n");
        if (result.Request.WalkForward is null)
            HtmlPage.Section(html, "heat-map", "Heat map", HeatMap.Render(result));
        else
            HtmlPage.Section(html, "windows", "Windows", Windows(result));
        HtmlPage.Section(html, "points", result.Request.WalkForward is null ? "Points, best first" : "Training runs", Points(result));
        if (!result.Notes.IsEmpty)
            HtmlPage.Section(html, "data", "Data", HtmlPage.List(result.Notes));
        html.Append($"</main>\n<footer><p>inputs {result.InputsHash}</p></footer>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static IEnumerable<(string Name, string Value, string Note)> Tiles(SweepResult result)
    {
        var metric = result.Request.Metric;
        if (result.Best is { } best)
            yield return ($"Best {metric.Name}", HeatMap.Show(metric.Of(best), metric), result.Request.Grid.Describe(best.Job.Point));
        if (result.Request.WalkForward is { } walk)
            yield return ("Chained test return", Shown.Percent(result.ChainedReturn), $"{result.Windows.Length} windows, {walk}");
        yield return ("Trials", Shown.Count(result.Rows.Count(r => metric.Of(r) is not null)), "with the metric");
        if (metric.Name == "sharpe" && result.Request.WalkForward is null)
            yield return ("Expected best without skill", Shown.Ratio(ExpectedMaximum.Sharpe(result.Sharpes)), "Sharpe of as many trials");
        foreach (var (status, count) in result.Counts.Where(c => c.Count > 0))
            yield return ($"Points {PointResultJson.Name(status)}", Shown.Count(count), $"of {Shown.Count(result.Rows.Length)}");
    }

    private static string Points(SweepResult result)
    {
        var (grid, metric) = (result.Request.Grid, result.Request.Metric);
        var walks = result.Request.WalkForward is not null;
        string[] period = walks ? ["From", "To"] : [];
        var table = new HtmlTable(
            true,
            ["Point", .. period, .. grid.Keys.Select(k => k.Key), "Status", "Final equity", "Return", "APY", "Volatility", "Sharpe", "Sortino", "Calmar", "Max drawdown", "Costs", "Min margin ratio", "Min health factor", "Rebalances"]);
        foreach (var row in (walks ? result.Rows : metric.Ranked(result.Rows)).Take(MostRows))
        {
            string[] times = walks ? [Shown.Time(row.Job.From), Shown.Time(row.Job.To)] : [];
            table.Row(
            [
                Shown.Count(row.Job.Point), .. times, .. grid.Values(row.Job.Point), Status(row), Shown.Money(row.Get("final_equity")), Shown.Percent(row.Get("total_return")),
                Shown.Percent(row.Get("apy")), Shown.Percent(row.Get("volatility")), Shown.Ratio(row.Get("sharpe")), Shown.Ratio(row.Get("sortino")), Shown.Ratio(row.Get("calmar")),
                Shown.Percent(row.Get("max_drawdown")), Shown.Money(row.Get("fees") + row.Get("gas") + row.Get("slippage")), Shown.Percent(row.Get("min_margin_ratio")),
                Shown.Ratio(row.Get("min_health_factor")), row.Get("rebalances") is { } count ? Shown.Count((long)count) : Shown.Nothing,
            ]);
        }

        var rest = result.Rows.Length > MostRows ? $"<p>{Shown.Count(MostRows)} of {Shown.Count(result.Rows.Length)} are shown; all are in sweep.csv.</p>" : "";
        return table.ToHtml() + rest;
    }

    private static string Windows(SweepResult result)
    {
        var (grid, metric) = (result.Request.Grid, result.Request.Metric);
        var table = new HtmlTable(true, "Window", "Train from", "Split", "Test to", "Best in training", $"Train {metric.Name}", "Expected best without skill", $"Test {metric.Name}", "Test return", "Test status");
        foreach (var w in result.Windows)
        {
            table.Row(
                w.Window.Number.ToString(CultureInfo.InvariantCulture), Shown.Time(w.Window.TrainFrom), Shown.Time(w.Window.Split), Shown.Time(w.Window.TestTo),
                w.Best is { } best ? grid.Describe(best.Job.Point) : "none completed", HeatMap.Show(w.Best is null ? null : metric.Of(w.Best), metric), Shown.Ratio(w.ExpectedMaximum),
                HeatMap.Show(w.Test is null ? null : metric.Of(w.Test), metric), Shown.Percent(w.Test?.Get("total_return")), w.Test is { } test ? Status(test) : Shown.Nothing);
        }

        return $"{table.ToHtml()}<p>Chained return of the tests: <strong>{Shown.Percent(result.ChainedReturn)}</strong></p>";
    }

    private static string Status(PointResult row) => row.ErrorCode is { } code ? $"{PointResultJson.Name(row.Status)}, {code}: {row.ErrorMessage}" : PointResultJson.Name(row.Status);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
