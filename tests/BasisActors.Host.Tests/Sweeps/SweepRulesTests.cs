using System.Collections.Immutable;
using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests;
using BasisActors.Host.Sweeps;

namespace BasisActors.Host.Tests.Sweeps;

public sealed class SweepRulesTests
{
    private static readonly DateTimeOffset Start = new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_last_key_of_a_grid_changes_fastest()
    {
        var grid = ParameterGrid.Parse(["funding_window=1,3", "spot_allocation=0.4,0.5,0.6"], []);

        Assert.Equal(6, grid.Count);
        Assert.Equal(["1 0.4", "1 0.5", "1 0.6", "3 0.4", "3 0.5", "3 0.6"], Enumerable.Range(0, 6).Select(p => string.Join(' ', grid.Values(p))));
        Assert.Equal(["funding_window=3", "spot_allocation=0.4"], grid.Sets(3));
    }

    [Fact]
    public void Values_with_commas_are_separated_by_bars()
    {
        var grid = ParameterGrid.Parse(["hedge_venues=binance|binance,bybit"], []);

        Assert.Equal(["binance", "binance,bybit"], grid.Keys[0].Values.ToArray());
    }

    [Theory]
    [InlineData("funding_window", "BTS-002")] // no values
    [InlineData("funding_window=1,,3", "BTS-002")] // an empty one
    [InlineData("funding_window=1,1", "BTS-002")] // one twice
    [InlineData("target_apy=0.1,0.2", "BTS-002")] // set as well
    [InlineData("funding_windov=1,3", "CFG-005")] // no such key
    public void A_text_that_is_no_grid_is_refused(string text, string code) =>
        Assert.Equal(code, Assert.Throws<BasisException>(() => ParameterGrid.Parse([text], ["target_apy=0.05"])).Error.Code);

    [Fact]
    public void Windows_roll_on_by_the_length_of_the_test_and_what_is_left_is_not_tested()
    {
        // Ten and a half days: train 1–5, test 5–7; train 3–7, test 7–9; train 5–9, test 9–11. A fourth would need the 13th.
        var windows = WalkForward.Parse("train=4d,test=2d").Windows(Start, Start.AddDays(10.5));

        Assert.Equal([(1, 5, 7), (3, 7, 9), (5, 9, 11)], windows.Select(w => (w.TrainFrom.Day, w.Split.Day, w.TestTo.Day)));
        Assert.Equal([1, 2, 3], windows.Select(w => w.Number));
    }

    [Theory]
    [InlineData("train=4d")]
    [InlineData("train=4,test=2d")]
    [InlineData("train=0d,test=2d")]
    [InlineData("train=-4d,test=2d")]
    public void Lengths_that_are_not_whole_days_are_refused(string text) =>
        Assert.Equal("BTS-002", Assert.Throws<BasisException>(() => WalkForward.Parse(text)).Error.Code);

    [Fact]
    public void A_period_shorter_than_one_window_is_refused() =>
        Assert.Equal("BTS-002", Assert.Throws<BasisException>(() => new WalkForward(4, 2).Windows(Start, Start.AddDays(5))).Error.Code);

    [Fact]
    public void The_best_is_the_first_of_equals_among_those_that_completed()
    {
        PointResult[] rows = [Row(0, 1m), Row(1, 2m), Row(2, 2m), Row(3, 9m, PointStatus.Halted), Row(4, null)];

        Assert.Equal(1, SweepMetric.Parse("sharpe").Best(rows)!.Job.Point);
        Assert.Equal([1, 2, 0, 3, 4], SweepMetric.Parse("sharpe").Ranked(rows).Select(r => r.Job.Point));
    }

    [Fact]
    public void A_drawdown_is_best_when_small()
    {
        PointResult[] rows = [Row(0, 0.02m, figure: "max_drawdown"), Row(1, 0.01m, figure: "max_drawdown")];

        Assert.Equal(1, SweepMetric.Parse("max_drawdown").Best(rows)!.Job.Point);
    }

    [Fact]
    public void The_best_of_ten_trials_without_skill_is_expected_near_1_57_standard_deviations()
    {
        // 0.42278 × Φ⁻¹(0.9) + 0.57722 × Φ⁻¹(1 − 1/(10 e)) = 0.42278 × 1.28155 + 0.57722 × 1.78936 = 1.57468; five times −1 and +1: s = √(10 / 9)
        decimal[] sharpes = [-1, 1, -1, 1, -1, 1, -1, 1, -1, 1];

        Assert.Equal(1.57468 * Math.Sqrt(10.0 / 9), (double)ExpectedMaximum.Sharpe(sharpes)!.Value, 3);
        Assert.Null(ExpectedMaximum.Sharpe([1.5m]));
    }

    [Fact]
    public void A_row_is_read_back_as_it_was_written()
    {
        var grid = ParameterGrid.Parse(["funding_window=1,3"], []);
        var row = Row(1, 1.2345678901234567890123456789m) with { ErrorCode = "LT-011", ErrorMessage = "The \"stop\" was reached, é.", Status = PointStatus.Halted, JournalHash = "ab" };

        var read = PointResultJson.Read(PointResultJson.Write(row, grid));

        Assert.Equal(row with { Figures = read.Figures }, read);
        Assert.Equal(row.Figures.ToArray(), read.Figures.ToArray());
    }

    [Fact]
    public void A_heat_map_can_be_read_without_colours()
    {
        PointResult[] rows =
        [
            Row(0, 1.25m), Row(1, -0.5m), Row(2, 0.75m),
            Row(3, 2.5m), Row(4, null), Row(5, null, PointStatus.Invalid) with { ErrorCode = "CFG-005" },
        ];

        var map = HeatMap.Render(Result(["funding_window=1,3", "spot_allocation=0.4,0.5,0.6"], rows));

        foreach (var shown in new[] { ">1.25<", ">−0.50<", ">0.75<", ">2.50<", ">–<", ">CFG-005<", ">0.4<", ">0.6<", ">1<", ">3<" })
            Assert.Contains(shown, map, StringComparison.Ordinal);
        Assert.Single(map.Split("value best\"").Skip(1)); // the 2.50 is framed
        Assert.Contains("fill-opacity=\"0.60\"", map, StringComparison.Ordinal); // the best
        Assert.Contains("fill-opacity=\"0.05\"", map, StringComparison.Ordinal); // the worst
    }

    [Fact]
    public void A_third_key_makes_one_map_per_value()
    {
        var map = HeatMap.Render(Result(["funding_window=1,3", "spot_allocation=0.4", "target_apy=0.1"], [Row(0, 1m), Row(1, 2m)]));

        Assert.Contains("sharpe at funding_window 1", map, StringComparison.Ordinal);
        Assert.Contains("sharpe at funding_window 3", map, StringComparison.Ordinal);
    }

    [Fact]
    public void Tests_are_chained_by_their_growth()
    {
        // 1.10 × 0.95 × 1 (no test) − 1 = 0.045
        WindowResult[] windows = [Window(1, 0.10m), Window(2, -0.05m), Window(3, null)];

        Assert.Equal(0.045m, (Result(["funding_window=1,3"], []) with { Windows = [.. windows] }).ChainedReturn);
    }

    private static WindowResult Window(int number, decimal? result) => new(
        new WalkForwardWindow(number, Start, Start.AddDays(4), Start.AddDays(6)), null, result is null ? null : Row(0, result, figure: "total_return"), 0, null);

    private static PointResult Row(int point, decimal? value, PointStatus status = PointStatus.Completed, string figure = "sharpe") => new()
    {
        Job = new SweepJob(point, Start, Start.AddDays(1)),
        Status = status,
        Figures = [.. PointFigures.Names.Select(n => n == figure ? value : null)],
    };

    private static SweepResult Result(string[] grid, PointResult[] rows) => new()
    {
        Id = "s",
        Request = new SweepRequest
        {
            Run = new BacktestRequest { Mode = "btc_basis", From = Start, To = Start.AddDays(1), ResultsDirectory = "results", Events = EventDetail.None },
            Grid = ParameterGrid.Parse(grid, []),
            Metric = SweepMetric.Parse("sharpe"),
            Lanes = 1,
        },
        InputsHash = "",
        Rows = [.. rows],
        Notes = ImmutableArray<string>.Empty,
    };
}
