using System.Text.RegularExpressions;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;
using BasisActors.Host.Reports;
using BasisActors.Host.Results;
using BasisActors.Host.Tests.Results;

namespace BasisActors.Host.Tests.Reports;

public sealed class HtmlReportTests : IDisposable
{
    private readonly TestFolder _root = new();

    [Fact]
    public void The_report_has_every_section_and_chart()
    {
        var html = Render(new LoopRun(TestRuns.Basis, TestRuns.Market(400)).Run(400), RunOutcome.Completed);

        Assert.All(
            ["Equity", "Drawdown", "Attribution", "What equity is made of", "Funding by venue", "Margin ratio", "Distance to failure", "Actions", "Executed plans", "Summary", "Costs", "Risk and activity", "Data", "Configuration"],
            title => Assert.Matches($"<h[23]>{title}", html));
        Assert.Equal(8, Regex.Count(html, "<svg "));
        Assert.Equal(8, Regex.Count(html, "<desc "));
        Assert.Equal(8, Regex.Count(html, "<summary>Data of this chart"));
        Assert.DoesNotMatch("<h3>(Loan to value|Health factor|Net delta)", html); // nothing was borrowed, and every coin is hedged
        Assert.All(["warning 30 %", "critical 20 %", "liquidation 10 %"], label => Assert.Contains(label, html, StringComparison.Ordinal));
        Assert.Contains("prefers-color-scheme:dark", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_needs_nothing_from_outside()
    {
        var html = Render(new LoopRun(TestRuns.Basis, TestRuns.Market(100)).Run(100), RunOutcome.Completed);

        Assert.DoesNotMatch("(https?:)?//[a-z]|<script|<link|@import|url\\(|src=", html);
    }

    [Fact]
    public void Text_from_outside_is_escaped()
    {
        var html = Render(
            new LoopRun(TestRuns.Basis, TestRuns.Market(10)).Run(10), RunOutcome.Failed(new BasisError("EXP-003", "<b>price</b> & \"more\"")), "<img>", "a<b>c");

        Assert.DoesNotContain("<b>price", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img>", html, StringComparison.Ordinal);
        Assert.Contains("a&lt;b&gt;c", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_a_tick_has_a_report_too()
    {
        var html = Render(new LoopRun(TestRuns.Basis, TestRuns.Market(10)), RunOutcome.Failed(new BasisError("EXP-003", "A price is missing.")));

        Assert.Contains("No tick was completed.", html, StringComparison.Ordinal);
        Assert.Contains("EXP-003", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_size_of_a_report_does_not_follow_the_length_of_the_run()
    {
        var year = Render(new LoopRun(TestRuns.Basis, TestRuns.Market(8760)).Run(8760), RunOutcome.Completed);

        Assert.InRange(year.Length, 50_000, 600_000);
    }

    public void Dispose() => _root.Dispose();

    private string Render(LoopRun run, RunOutcome outcome, string note = "The data is a sample.", string value = "0.05")
    {
        using var folder = ResultsFolder.Create(_root.Path, "test");
        using var recorder = new ResultsRecorder(folder, run.Recorded());
        run.TellTo(recorder);
        var summary = recorder.Complete(outcome, new DataReportView(3, 0, [note]), new EngineTimes(1, 0.2m, 0.5m, 80));
        HtmlReport.Write(folder, summary, recorder.Series, TestRuns.Basis, [("rebalance_threshold", value, "modes/btc_basis.yaml")]);
        folder.Commit();
        return File.ReadAllText(_root.File("test", "report.html"));
    }
}
