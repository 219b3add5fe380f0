using System.Text.Json;

namespace BasisActors.Host.Tests.CommandLine;

public sealed class CommandLineTests : IDisposable
{
    private const string Header = "targetDate,timestamp,liquidityIndex,currentLiquidityRate,variableBorrowIndex,currentVariableBorrowRate,price,totalAToken,totalVariableDebt";
    private const string Day1 = "2024-06-01T00:00:00Z,1717200000,1.0,0.05,1.0,0.07,1.0,1000,800";
    private const string Day2 = "2024-06-02T00:00:00Z,1717286400,1.01,0.05,1.0,0.07,1.0,1000,800";
    private const string Day3 = "2024-06-03T00:00:00Z,1717372800,1.02,0.05,1.0,0.07,1.0,1000,800";

    private readonly Basis _basis = new();

    public void Dispose() => _basis.Dispose();

    [Theory]
    [InlineData(2, "STRAT-003", "--mode", "nope")]
    [InlineData(2, "CFG-005", "--mode", "pure_lending", "--set", "rebalance_treshold=0.1")]
    [InlineData(2, "CFG-005", "--mode", "pure_lending", "--set", "rebalance_threshold=0.2")]
    [InlineData(2, "BTS-002", "--mode", "pure_lending", "--from", "2024-06-03", "--to", "2024-06-01")]
    [InlineData(2, "BTS-002", "--mode", "pure_lending", "--from", "yesterday")]
    [InlineData(2, "BTS-002", "--mode", "pure_lending", "--capital", "0")]
    [InlineData(2, "BTS-002", "--mode", "pure_lending", "--flow", "2024-06-01:gift:5")]
    [InlineData(2, "BTS-002", "--mode", "pure_lending", "--events", "some")]
    [InlineData(2, "BTS-002", "--mode", "pure_lending", "--id", "../up")]
    [InlineData(2, "BTS-002", "--mode", "pure_lending", "--scenario", "crahs")]
    [InlineData(2, "BTS-002", "--mode", "pure_lending", "--scenario", "crash:sise=0.3")]
    [InlineData(2, "BTS-002")]
    [InlineData(3, "DPR-001/DATA-001", "--mode", "pure_lending", "--data", "not-here")]
    public void A_wrong_request_is_one_clear_error_and_leaves_nothing_behind(int exitCode, string code, params string[] arguments)
    {
        var answer = _basis.Run(["backtest", .. arguments]);

        Assert.Equal(exitCode, answer.ExitCode);
        Assert.Equal("", answer.Output);
        Assert.StartsWith(code + ": ", Assert.Single(answer.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_basis.Folder));
    }

    [Theory]
    [InlineData("DATA-003", "")] // empty
    [InlineData("DATA-003", Header)] // no row
    [InlineData("DATA-002", Header, Day1, "2024-06-02T00:00:00Z,1717286400,1.01")] // truncated
    [InlineData("DATA-006", Header, Day1, "2024-06-02T00:00:00Z,1717286400,much,0.05,1.0,0.07,1.0,1000,800")]
    [InlineData("DATA-006", Header, Day1, "2024-06-02T00:00:00Z,1717286400,NaN,0.05,1.0,0.07,1.0,1000,800")]
    [InlineData("DATA-008", Header, Day1, "2024-06-01T00:00:00Z,1717200000,1.5,0.05,1.0,0.07,1.0,1000,800", Day2)] // conflicting repeat
    [InlineData("DATA-009", Header, Day2, Day1, Day3)] // unsorted
    public void Unusable_data_is_one_clear_error_with_the_file(string code, params string[] rows)
    {
        var data = _basis.Lending(rows);

        var answer = Lend(data);

        Assert.Equal(3, answer.ExitCode);
        var line = Assert.Single(answer.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(code, line, StringComparison.Ordinal);
        Assert.Contains("aave_v3_USDT_rates_2024.csv", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_basis.Results) && Directory.EnumerateFileSystemEntries(_basis.Results).Any());
    }

    [Fact]
    public void Results_that_cannot_be_written_are_an_error_before_the_run()
    {
        var data = _basis.Lending(Header, Day1, Day2, Day3);
        File.WriteAllText(_basis.Results, "a file");

        var answer = Lend(data);

        Assert.Equal(2, answer.ExitCode);
        Assert.StartsWith("RST-001: ", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_one_document_and_the_same_inputs_give_the_same_journal_in_two_processes()
    {
        var data = _basis.Lending(Header, Day1, Day2, Day3);

        var first = Lend(data, "--id", "first");
        var second = Lend(data, "--id", "second");

        Assert.Equal((0, ""), (first.ExitCode, first.Errors));
        using var one = JsonDocument.Parse(first.Output);
        using var two = JsonDocument.Parse(second.Output);
        Assert.Equal(102_000m, one.RootElement.GetProperty("final_equity").GetDecimal()); // 100,000 × 1.02 / 1.00
        Assert.Equal(49, one.RootElement.GetProperty("ticks").GetInt32());
        Assert.Equal(0m, one.RootElement.GetProperty("attribution_residual").GetDecimal());
        Assert.Equal(one.RootElement.GetProperty("journal_hash").GetString(), two.RootElement.GetProperty("journal_hash").GetString());
        foreach (var file in new[] { "summary.json", "equity.csv", "attribution.csv", "fills.csv", "blocks.jsonl", "positions.csv", "events.csv", "config.json", "report.html" })
            Assert.True(new FileInfo(Path.Combine(_basis.Results, "first", file)).Length > 0, file);
    }

    [Fact]
    public void An_error_with_json_is_one_document_too()
    {
        var answer = _basis.Run("backtest", "--mode", "nope", "--json");

        using var document = JsonDocument.Parse(answer.Output);
        Assert.Equal("STRAT-003", document.RootElement.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Fact]
    public void Modes_and_configuration_are_shown_and_checked()
    {
        Assert.Contains("btc_basis", _basis.Run("modes").Output, StringComparison.Ordinal);
        Assert.Contains("config_hash", _basis.Run("config", "show", "pure_lending").Output, StringComparison.Ordinal);
        Assert.Equal(0, _basis.Run("config", "check").ExitCode);
        Assert.Equal(2, _basis.Run("config", "check", "nope").ExitCode);
        Assert.Equal(2, _basis.Run("frobnicate").ExitCode);
    }

    [Fact]
    public void Scenarios_are_listed_and_what_was_done_stands_in_the_results()
    {
        var listed = _basis.Run("scenarios");
        var run = Lend(_basis.Lending(Header, Day1, Day2, Day3), "--scenario", "rejections:share=1", "--scenario", "gas_spike:factor=2", "--id", "stressed");

        Assert.Equal(0, listed.ExitCode);
        Assert.All(["crash: ", "rejections: ", "recover", "0.3-0.9", "one of spot, perp, all"], text => Assert.Contains(text, listed.Output, StringComparison.Ordinal));
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        using var summary = JsonDocument.Parse(run.Output);
        string[] done = ["rejections:share=1,seed=1", "gas_spike:at=2024-06-01T16:00:00Z,factor=2,hours=48"];
        Assert.Equal(done, summary.RootElement.GetProperty("scenarios").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal(100_000m, summary.RootElement.GetProperty("final_equity").GetDecimal()); // nothing could be supplied
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(_basis.Results, "stressed", "config.json")));
        Assert.Equal(done, config.RootElement.GetProperty("scenarios").EnumerateArray().Select(s => s.GetString()));
    }

    [Fact]
    public void A_stress_test_is_one_document_and_fine_when_every_run_ended_as_documented()
    {
        var data = _basis.Lending(Header, Day1, Day2, Day3);

        var answer = _basis.Run("stress", "--mode", "pure_lending", "--data", data, "--from", "2024-06-01", "--to", "2024-06-03", "--set", "costs.model=none", "--json");

        Assert.Equal((0, ""), (answer.ExitCode, answer.Errors));
        using var document = JsonDocument.Parse(answer.Output);
        var runs = document.RootElement.GetProperty("runs").EnumerateArray().ToDictionary(r => r.GetProperty("scenario").GetString()!);
        Assert.Equal(12, runs.Count);
        Assert.Equal(102_000m, runs["calm"].GetProperty("final_equity").GetDecimal());
        Assert.Equal((false, true), (runs["crash"].GetProperty("concerned").GetBoolean(), runs["crash"].GetProperty("survived").GetBoolean()));
    }

    /// <summary>What it leaves out is a tenth of the memory that design allows it (docs/performance.md).</summary>
    [Fact]
    public void A_backtest_loads_neither_the_packages_of_the_live_side_nor_what_no_run_uses()
    {
        _basis.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        _basis.Environment[StartupHook.Variable] = Path.Combine(_basis.Folder, "assemblies.txt");

        Assert.Equal(0, Lend(_basis.Lending(Header, Day1, Day2, Day3), "--id", "small").ExitCode);

        string[] left = ["Microsoft.Extensions", "Microsoft.AspNetCore", "Akka.Hosting", "Akka.Persistence", "Akka.Streams", "linq2db", "LanguageExt", "Newtonsoft", "System.Configuration", "System.Private.Xml", "MudBlazor"];
        Assert.DoesNotContain(
            File.ReadAllLines(_basis.Environment[StartupHook.Variable]), name => left.Any(l => name.StartsWith(l, StringComparison.Ordinal)));
    }

    private Answer Lend(string data, params string[] more) => _basis.Run(
        ["backtest", "--mode", "pure_lending", "--data", data, "--from", "2024-06-01", "--to", "2024-06-03", "--set", "costs.model=none", "--json", .. more]);
}
