using System.Globalization;
using System.Text.Json;
using BasisActors.Data.Sample;
using BasisActors.Host.Tests.CommandLine;

namespace BasisActors.Host.Tests.Sweeps;

/// <summary>Sweeps on the command line as processes of their own.</summary>
public sealed class SweepCommandTests : IDisposable
{
    private static readonly DateTimeOffset First = new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Basis _basis = new();

    public void Dispose() => _basis.Dispose();

    [Fact]
    public void Rows_are_the_same_bytes_on_one_lane_and_on_two_and_are_those_of_backtests()
    {
        var data = Path.Combine(_basis.Folder, "data");
        SampleDataSet.Write(new SampleRequest(data, SampleDataSet.DefaultSeed, First, First.AddMonths(1)));
        string[] run = ["--mode", "btc_basis", "--data", data, "--from", "2024-06-11", "--to", "2024-06-30"];
        string[] sweep = ["sweep", .. run, "--grid", "funding_entry_threshold=0.00002,0.00005,0.5", "--grid", "component_config.risk_monitor.emergency_stop_loss_pct=0.15,0.000001,7"];

        var one = _basis.Run([.. sweep, "--lanes", "1", "--id", "one", "--json"]);
        var two = _basis.Run([.. sweep, "--lanes", "2", "--id", "two", "--json"]);
        var backtest = _basis.Run("backtest", "--mode", "btc_basis", "--data", data, "--from", "2024-06-11", "--to", "2024-06-30", "--set", "funding_entry_threshold=0.00005", "--set", "component_config.risk_monitor.emergency_stop_loss_pct=0.15", "--events", "none", "--json");

        Assert.Equal((0, ""), (one.ExitCode, one.Errors));
        Assert.Equal((0, ""), (two.ExitCode, two.Errors));
        var rows = Lines("one", "sweep.csv");
        Assert.Equal(File.ReadAllBytes(Results("one", "sweep.csv")), File.ReadAllBytes(Results("two", "sweep.csv")));
        Assert.Equal(one.Output.Replace("\"one\"", "\"two\"", StringComparison.Ordinal), two.Output);
        Assert.Equal(10, rows.Length); // a header and 3 × 3 points
        using var summary = JsonDocument.Parse(backtest.Output);
        Assert.Contains(summary.RootElement.GetProperty("journal_hash").GetString()!, rows[4], StringComparison.Ordinal); // point 3: 0.00005 and 0.15
        Assert.Contains(",0.00005,0.000001,halted,LT-011,", rows[5], StringComparison.Ordinal); // the cost of entry is above that stop
        Assert.Contains(",0.5,7,invalid,CFG-005,", rows[9], StringComparison.Ordinal);
        using var document = JsonDocument.Parse(one.Output);
        var points = document.RootElement.GetProperty("points");
        Assert.Equal((9, 3), (points.GetProperty("total").GetInt32(), points.GetProperty("invalid").GetInt32()));
        Assert.Contains("trials", document.RootElement.GetProperty("warning").GetString(), StringComparison.Ordinal);
        Assert.Contains("LT-011", File.ReadAllText(Results("one", "sweep.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_goes_on_where_it_stopped_and_ends_with_the_same_rows()
    {
        var data = _basis.Lending(Reserve(days: 4));
        Assert.Equal(0, Sweep(data, "s", 4).ExitCode);
        var whole = File.ReadAllBytes(Results("s", "sweep.csv"));
        var lines = Lines("s", "sweep.jsonl");

        // As a process leaves it that was killed while it wrote its third point.
        File.WriteAllText(Results("s", "sweep.jsonl"), $"{lines[0]}\n{lines[1]}\n{lines[2][..40]}");
        File.Delete(Results("s", "sweep.csv"));
        Assert.Equal(0, Sweep(data, "s", 4).ExitCode);

        Assert.Equal(whole, File.ReadAllBytes(Results("s", "sweep.csv")));
        Assert.Equal(lines[..2], Lines("s", "sweep.jsonl")[..2]);
        Assert.Equal(4, Lines("s", "sweep.jsonl").Length);
    }

    [Fact]
    public void A_sweep_whose_inputs_have_changed_is_refused_and_stays_as_it_is()
    {
        var data = _basis.Lending(Reserve(days: 4));
        Assert.Equal(0, Sweep(data, "s", 4).ExitCode);
        var rows = File.ReadAllBytes(Results("s", "sweep.jsonl"));

        var otherPeriod = Sweep(data, "s", 3);
        _basis.Lending(Reserve(days: 4, growth: 0.02m));
        var otherData = Sweep(data, "s", 4);

        Assert.Equal((2, 2), (otherPeriod.ExitCode, otherData.ExitCode));
        Assert.StartsWith("BTS-002: The sweep 's' was begun with other inputs: to was 2024-06-04", otherPeriod.Errors, StringComparison.Ordinal);
        Assert.Contains("other inputs: data was ", otherData.Errors, StringComparison.Ordinal);
        Assert.Equal(rows, File.ReadAllBytes(Results("s", "sweep.jsonl")));
    }

    [Fact]
    public void Walk_forward_tests_what_was_best_in_training_and_chains_the_tests()
    {
        // The index is 1 + 0.01 a day, nothing costs anything, and the larger capital has the larger final equity.
        // Training 1st–5th, 3rd–7th, 5th–9th; tests 5th–7th, 7th–9th, 9th–11th: 1.06/1.04 × 1.08/1.06 × 1.10/1.08 − 1 = 1.10/1.04 − 1.
        var data = _basis.Lending(Reserve(days: 11));

        var answer = Sweep(data, "w", 11, "--metric", "final_equity", "--walk-forward", "train=4d,test=2d");

        Assert.Equal((0, ""), (answer.ExitCode, answer.Errors));
        using var document = JsonDocument.Parse(answer.Output);
        Assert.Equal(1.10m / 1.04m - 1, document.RootElement.GetProperty("chained_test_return").GetDecimal(), 9);
        string[] windows = [.. Lines("w", "windows.csv").Skip(1).Select(l => string.Join(',', l.Split(',')[..8]))];
        Assert.Equal(
            [
                "1,2024-06-01T00:00:00Z,2024-06-05T00:00:00Z,2024-06-07T00:00:00Z,2,200000,0.05,208000", // 200,000 × 1.04
                "2,2024-06-03T00:00:00Z,2024-06-07T00:00:00Z,2024-06-09T00:00:00Z,2,200000,0.05,207843.137255", // 200,000 × 1.06 / 1.02
                "3,2024-06-05T00:00:00Z,2024-06-09T00:00:00Z,2024-06-11T00:00:00Z,2,200000,0.05,207692.307692", // 200,000 × 1.08 / 1.04
            ],
            windows.Select(Rounded));
        Assert.Equal(12 + 1, Lines("w", "sweep.csv").Length); // 3 windows × 4 points in training
    }

    [Fact]
    public async Task Ctrl_C_finishes_the_points_in_hand_and_says_how_to_go_on()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var data = _basis.Lending(Reserve(days: 8 * 365, growth: 0.0001m));
        string[] capitals = [.. Enumerable.Range(1, 200).Select(c => (c * 1000).ToString(CultureInfo.InvariantCulture))];

        var answer = await _basis.InterruptAsync(
            Path.Combine("results", "long", "sweep.jsonl"),
            "sweep", "--mode", "pure_lending", "--data", data, "--from", "2024-06-01", "--to", "2032-05-01", "--set", "costs.model=none", "--grid", $"initial_capital={string.Join(',', capitals)}", "--lanes", "1", "--id", "long");

        Assert.Equal(1, answer.ExitCode);
        var done = Lines("long", "sweep.jsonl").Length;
        Assert.InRange(done, 1, 199);
        Assert.Equal($"interrupted after {done} of 200 points; they are kept. The same command with --id long goes on from there.", answer.Errors.TrimEnd());
        Assert.False(File.Exists(Results("long", "sweep.csv")));
    }

    [Theory]
    [InlineData(2, "BTS-002", "--mode", "pure_lending")] // no grid
    [InlineData(2, "STRAT-003", "--mode", "nope", "--grid", "target_apy=0.1,0.2")]
    [InlineData(2, "CFG-005", "--mode", "pure_lending", "--grid", "target_apx=0.1,0.2")]
    [InlineData(2, "CFG-005", "--mode", "pure_lending", "--grid", "target_apy=0.1,0.2", "--set", "rebalance_threshold=7")] // wrong at every point
    [InlineData(2, "BTS-002", "--mode", "pure_lending", "--grid", "target_apy=0.1,0.2", "--metric", "luck")]
    [InlineData(2, "BTS-002", "--mode", "pure_lending", "--grid", "target_apy=0.1,0.2", "--lanes", "0")]
    [InlineData(2, "BTS-002", "--mode", "pure_lending", "--grid", "target_apy=0.1,0.2", "--walk-forward", "train=900d,test=30d")]
    [InlineData(2, "BTS-002", "--mode", "pure_lending", "--grid", "target_apy=0.1,0.2", "--set", "target_apy=0.1")]
    [InlineData(3, "DPR-001/DATA-001", "--mode", "pure_lending", "--grid", "target_apy=0.1,0.2", "--data", "not-here")]
    public void A_wrong_request_is_one_clear_error_and_leaves_nothing_behind(int exitCode, string code, params string[] arguments)
    {
        var answer = _basis.Run(["sweep", .. arguments]);

        Assert.Equal((exitCode, ""), (answer.ExitCode, answer.Output));
        Assert.StartsWith(code + ": ", Assert.Single(answer.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_basis.Folder));
    }

    [Fact]
    public void A_folder_that_is_no_sweep_is_not_touched()
    {
        var data = _basis.Lending(Reserve(days: 4));
        Directory.CreateDirectory(Results("mine"));
        File.WriteAllText(Results("mine", "notes.txt"), "keep");

        var answer = Sweep(data, "mine", 4);

        Assert.Equal(2, answer.ExitCode);
        Assert.StartsWith("RST-001: ", answer.Errors, StringComparison.Ordinal);
        Assert.Equal([Results("mine", "notes.txt")], Directory.EnumerateFileSystemEntries(Results("mine")));
    }

    private static string[] Reserve(int days, decimal growth = 0.01m) =>
    [
        "targetDate,timestamp,liquidityIndex,currentLiquidityRate,variableBorrowIndex,currentVariableBorrowRate,price,totalAToken,totalVariableDebt",
        .. Enumerable.Range(0, days).Select(day => string.Create(
            CultureInfo.InvariantCulture, $"{First.AddDays(day):yyyy-MM-ddTHH:mm:ssZ},{First.AddDays(day).ToUnixTimeSeconds()},{1 + day * growth},0.05,1.0,0.07,1.0,2000000000,1000000000")),
    ];

    private static string Rounded(string line)
    {
        var cells = line.Split(',');
        cells[^1] = decimal.Round(decimal.Parse(cells[^1], CultureInfo.InvariantCulture), 6).ToString("0.######", CultureInfo.InvariantCulture);
        return string.Join(',', cells);
    }

    /// <summary>Two capitals at two thresholds, up to the 00:00 of a day of June 2024.</summary>
    private Answer Sweep(string data, string id, int lastDay, params string[] more) => _basis.Run(
    [
        "sweep", "--mode", "pure_lending", "--data", data, "--from", "2024-06-01", "--to", $"2024-06-{lastDay:00}", "--set", "costs.model=none", "--id", id, "--json", "--lanes", "1",
        "--grid", "initial_capital=100000,200000", "--grid", "rebalance_threshold=0.05,0.06", .. more,
    ]);

    private string Results(params string[] parts) => Path.Combine([_basis.Results, .. parts]);

    private string[] Lines(params string[] parts) => File.ReadAllLines(Results(parts));
}
