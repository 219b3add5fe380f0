using System.Collections.Immutable;
using System.Net;
using System.Text;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Host.Results;

namespace BasisActors.Host.Reports;

/// <summary><c>report.html</c>: the result of a run on one page that needs nothing else: no network, no script, no font.</summary>
public static class HtmlReport
{
    /// <summary>Writes the report into the work folder of a result.</summary>
    /// <param name="folder">The result.</param>
    /// <param name="summary">What the run came to.</param>
    /// <param name="series">Its thinned series.</param>
    /// <param name="run">Thresholds to draw.</param>
    /// <param name="configuration">Effective values with their origin, redacted.</param>
    /// <exception cref="BasisException">RST-001 when it cannot be written.</exception>
    public static void Write(
        ResultsFolder folder, RunSummary summary, ReportSeries series, RunConfiguration run, ImmutableArray<(string Key, string Value, string Origin)> configuration) =>
        folder.Save("report.html", Encoding.UTF8.GetBytes(Render(summary, series, run, configuration)));

    /// <returns>The page.</returns>
    public static string Render(RunSummary summary, ReportSeries series, RunConfiguration run, ImmutableArray<(string Key, string Value, string Origin)> configuration)
    {
        var html = new StringBuilder(256 * 1024);
        HtmlPage.Begin(html, $"{summary.Mode}: {summary.BacktestId}");
        html.Append($"""
            <header>
            <p class="kicker">Backtest report</p>
            <h1>{Escape(summary.Mode)} <span class="status {Status(summary)}">{Status(summary)}</span></h1>
            <p>{Escape(summary.BacktestId)} · {Shown.Time(summary.From)} to {Shown.Time(summary.LastTick ?? summary.To)} UTC · {Shown.Count(summary.Ticks)} ticks · {Escape(summary.ShareClass)}</p>
            </header>
            <main>

            """);
        if (summary.Error is { } error)
            html.Append($"<section class=\"error\" role=\"alert\"><h2>{Escape(error.Code)}</h2><p>{Escape(error.Message)}</p><p>{Escape(error.Remedy)}</p></section>\n");
        html.Append(Tiles(summary));
        AppendCharts(html, summary, series, run);
        html.Append("<div class=\"columns\">\n");
        HtmlPage.Section(html, "summary", "Summary", ReportTables.Summary(summary));
        HtmlPage.Section(html, "costs", "Costs", ReportTables.Costs(summary));
        HtmlPage.Section(html, "attribution-table", "P&L by source", ReportTables.Attribution(summary));
        HtmlPage.Section(html, "risk", "Risk and activity", ReportTables.Risk(summary));
        html.Append("</div>\n");
        if (series.Plans.Total > 0)
            HtmlPage.Section(html, "plans", "Executed plans", ReportTables.Plans(series.Plans));
        HtmlPage.Section(html, "data", "Data", ReportTables.Data(summary));
        HtmlPage.Section(html, "configuration", "Configuration", ReportTables.Configuration(configuration));
        html.Append($"</main>\n<footer><p>journal {Escape(summary.JournalHash)}<br>configuration {Escape(summary.ConfigHash)}</p></footer>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void AppendCharts(StringBuilder html, RunSummary summary, ReportSeries series, RunConfiguration run)
    {
        if (series.Equity.IsEmpty)
        {
            html.Append($"<section><h2>Charts</h2><p>{(summary.Ticks == 0 ? "No tick was completed." : "Every tick was stale.")}</p></section>\n");
            return;
        }

        var charts = new ReportCharts(series, summary.Currency);
        var risk = new RiskCharts(series, run);
        string?[] all =
        [
            charts.Equity(), charts.Drawdown(), charts.Attribution(), charts.Composition(), charts.Funding(),
            risk.Margin(), risk.LoanToValue(), risk.HealthFactor(), risk.Joint(), risk.NetDelta(), series.Plans.Total > 0 ? charts.Plans() : null,
        ];
        html.Append("<section class=\"charts\"><h2>Charts</h2>\n").AppendJoin('\n', all.Where(c => c is not null)).Append("\n</section>\n");
    }

    private static string Tiles(RunSummary summary)
    {
        var performance = summary.Performance;
        string Money(decimal? value) => Shown.Amount(value, summary.Currency);
        return HtmlPage.Tiles(
        [
            ("Final equity", Money(summary.FinalEquity), $"from {Money(summary.InitialCapital)} {summary.Currency}"),
            ("Total return", Shown.Percent(performance.TotalReturn), $"net P&L {Money(summary.NetPnl)}"),
            ("APY", Shown.Percent(performance.Apy), $"target {Shown.Percent(summary.TargetApy)}"),
            ("Max drawdown", Shown.Percent(performance.MaxDrawdown), $"limit {Shown.Percent(summary.MaxDrawdownLimit)}"),
            ("Sharpe", Shown.Ratio(performance.Sharpe), $"volatility {Shown.Percent(performance.Volatility)}"),
            ("Costs", Money(summary.Fees + summary.Gas + summary.Slippage), $"{Shown.Count(summary.Fills)} fills"),
        ]);
    }

    private static string Status(RunSummary summary) => summary.Status switch
    {
        RunStatus.Completed => "completed",
        RunStatus.Cancelled => "cancelled",
        RunStatus.Halted => "halted",
        _ => "failed",
    };

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
