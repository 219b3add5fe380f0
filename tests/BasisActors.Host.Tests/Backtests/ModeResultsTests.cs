using System.Text.Json;
using BasisActors.Host.Tests.CommandLine;
using BasisActors.Host.Tests.EventLog;

namespace BasisActors.Host.Tests.Backtests;

/// <summary>Every mode from the command line on the generated sample: its files are whole, in its currency, and show what the mode has.</summary>
public sealed class ModeResultsTests : IDisposable
{
    private static readonly string[] RiskCharts = ["funding", "margin", "ltv", "health", "joint", "delta"];

    private readonly Basis _basis = new();

    [Theory]
    [InlineData("pure_lending", "USDT", "")]
    [InlineData("pure_lending_eth", "ETH", "delta")]
    [InlineData("btc_basis", "USDT", "funding margin joint")]
    [InlineData("eth_basis", "USDT", "funding margin joint")]
    [InlineData("eth_staking_only", "ETH", "delta")]
    [InlineData("eth_leveraged", "ETH", "ltv health joint delta")]
    [InlineData("eth_leveraged", "USDT", "funding margin ltv health joint delta")]
    [InlineData("usdt_market_neutral", "USDT", "funding margin ltv health joint delta")]
    [InlineData("usdt_eth_staking_hedged_simple", "USDT", "funding margin joint delta")]
    public void The_files_of_a_mode_are_whole_and_show_what_it_has(string mode, string currency, string charts)
    {
        string[] capital = mode == "eth_leveraged" && currency == "USDT" ? ["--share-class", "USDT", "--capital", "100000"] : [];
        string[] levered = charts.Contains("ltv", StringComparison.Ordinal) ? ["--set", "carry_guard.enabled=false"] : [];
        var answer = _basis.Run(["backtest", "--mode", mode, "--to", "2024-07-10", "--id", "r", "--json", .. capital, .. levered]);
        Assert.True(answer.ExitCode == 0, answer.Errors);
        using var summary = JsonDocument.Parse(answer.Output);
        var report = File.ReadAllText(Path.Combine(_basis.Results, "r", "report.html"));

        Assert.Equal(currency, summary.RootElement.GetProperty("currency").GetString());
        Assert.True(summary.RootElement.GetProperty("final_equity_liquidation").GetDecimal() <= summary.RootElement.GetProperty("final_equity").GetDecimal());
        Assert.Equal(charts.Split(' ', StringSplitOptions.RemoveEmptyEntries), RiskCharts.Where(c => report.Contains($"id=\"{c}-t\"", StringComparison.Ordinal)));
        Assert.Contains($"Initial capital, {currency}", report, StringComparison.Ordinal);
        AssertEventsAreWhole();
    }

    /// <summary>Three shorts in one tick are three liquidations, whatever ended the run.</summary>
    [Fact]
    public void Liquidations_are_counted_and_logged_one_by_one()
    {
        var answer = _basis.Run(
            "backtest", "--mode", "usdt_eth_staking_hedged_simple", "--to", "2024-07-01", "--id", "r", "--json", "--set", "rebalancing.enabled=false",
            "--scenario", "rally:size=3,hours=0");
        Assert.Equal(4, answer.ExitCode);
        using var summary = JsonDocument.Parse(answer.Output);

        Assert.Equal(3, summary.RootElement.GetProperty("liquidations").GetInt32());
        Assert.Equal(1, summary.RootElement.GetProperty("circuit_breaker_opens").GetInt32());
        Assert.Equal(3, Events().Count(e => e.GetProperty("event_type").GetString() == "LIQUIDATION"));
        AssertEventsAreWhole();
    }

    public void Dispose() => _basis.Dispose();

    private List<JsonElement> Events() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(_basis.Results, "r", "logs", "events")).SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement),
    ];

    /// <summary>Every line parses, and the orders are 1, 2, 3 … in both kinds of files.</summary>
    private void AssertEventsAreWhole()
    {
        var rows = File.ReadLines(Path.Combine(_basis.Results, "r", "events.csv")).Skip(1).Select(line => CsvLine.Split(line + '\n')).ToList();
        var orders = Enumerable.Range(1, rows.Count).Select(i => (long)i).ToList();

        Assert.Equal(orders, rows.Select(r => long.Parse(r[0], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(orders, Events().Select(e => e.GetProperty("order").GetInt64()).Order());
        Assert.All(rows.Where(r => r[^1].Length > 0), r => JsonDocument.Parse(r[^1]).Dispose());
    }
}
