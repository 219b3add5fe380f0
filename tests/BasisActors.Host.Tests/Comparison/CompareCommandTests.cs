using System.Text.Json;
using BasisActors.Data.Sample;
using BasisActors.Host.Tests.CommandLine;

namespace BasisActors.Host.Tests.Comparison;

/// <summary>Comparisons on the command line as processes of their own.</summary>
public sealed class CompareCommandTests : IDisposable
{
    private readonly Basis _basis = new();

    public void Dispose() => _basis.Dispose();

    [Fact]
    public void Over_the_same_period_the_figures_are_those_of_the_runs_themselves()
    {
        var data = Path.Combine(_basis.Folder, "data");
        SampleDataSet.Write(new SampleRequest(data, SampleDataSet.DefaultSeed, new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero), new(2024, 7, 1, 0, 0, 0, TimeSpan.Zero)));
        foreach (var (id, threshold) in new[] { ("calm", "0.0001"), ("restless", "0.00002") })
            Assert.Equal(0, _basis.Run("backtest", "--mode", "btc_basis", "--data", data, "--from", "2024-06-11", "--to", "2024-06-30", "--set", $"funding_entry_threshold={threshold}", "--flow", "2024-06-20:deposit:20000", "--id", id, "--no-report").ExitCode);

        var answer = _basis.Run("compare", "calm", "restless", "--data", data, "--html", "page.html", "--json");

        Assert.Equal((0, ""), (answer.ExitCode, answer.Errors));
        using var comparison = JsonDocument.Parse(answer.Output);
        foreach (var row in comparison.RootElement.GetProperty("runs").EnumerateArray())
        {
            using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(_basis.Results, row.GetProperty("name").GetString()!, "summary.json")));
            foreach (var figure in new[] { "total_return", "apy", "volatility", "sharpe", "sortino", "max_drawdown", "costs" })
                Assert.Equal(summary.RootElement.GetProperty(figure).GetRawText(), row.GetProperty(figure).GetRawText());
            var margin = summary.RootElement.GetProperty("min_margin_ratio"); // the calm one never opens a position
            Assert.Equal(margin.ValueKind == JsonValueKind.Null ? "null" : margin.GetProperty("value").GetRawText(), row.GetProperty("min_margin_ratio").GetRawText());
        }

        Assert.Equal(["lending USDT", "staking weETH", "sUSDe"], comparison.RootElement.GetProperty("benchmarks").EnumerateArray().Select(b => b.GetProperty("name").GetString()));
        Assert.Contains("restless (USDT)", File.ReadAllText(Path.Combine(_basis.Folder, "page.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BTS-002")] // nothing named
    [InlineData("BTS-002", "nope")]
    [InlineData("BTS-002", "nope", "nope")]
    [InlineData("BTS-002", "../up")]
    public void A_result_that_is_not_there_is_one_clear_error(string code, params string[] ids)
    {
        var answer = _basis.Run(["compare", .. ids]);

        Assert.Equal((2, ""), (answer.ExitCode, answer.Output));
        Assert.StartsWith(code + ": ", Assert.Single(answer.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_basis.Folder));
    }

    [Fact]
    public void A_result_that_cannot_be_read_is_one_clear_error_with_its_file()
    {
        var folder = Path.Combine(_basis.Results, "broken");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "summary.json"), "{\"mode\":");

        var answer = _basis.Run("compare", "broken");

        Assert.Equal(2, answer.ExitCode);
        Assert.StartsWith("RST-001: ", answer.Errors, StringComparison.Ordinal);
        Assert.Contains("summary.json", answer.Errors, StringComparison.Ordinal);
    }
}
