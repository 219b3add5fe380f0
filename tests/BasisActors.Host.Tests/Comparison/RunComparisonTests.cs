using BasisActors.Domain.Errors;
using BasisActors.Host.Comparison;
using BasisActors.Host.Reports;
using BasisActors.Host.Tests.Results;

namespace BasisActors.Host.Tests.Comparison;

public sealed class RunComparisonTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Growth_begins_with_1_at_the_first_common_tick()
    {
        var early = Run("early", "USDT", 0, (1_000m, 1_000m), (1_010m, 0), (999.9m, 0), (1_009.899m, 0));
        var late = Run("late", "USDT", 1, (1_998m, 2_000m), (2_020m, 0), (2_040m, 0), (2_060m, 0)); // entering cost 2

        var comparison = RunComparison.Of([early, late], data: null);

        Assert.Equal((Start.AddHours(1), Start.AddHours(3)), (comparison.From, comparison.To));
        // The early run is taken as it stood: 1, 999.9 / 1,010 = 0.99, 1,009.899 / 1,010 = 0.9999.
        Assert.Equal([1m, 1m, 0.99m, 0.9999m], Values(comparison.Runs[0].Growth));
        Assert.Equal(-0.0001m, comparison.Runs[0].Performance.TotalReturn);
        Assert.Equal(0.01m, comparison.Runs[0].Performance.MaxDrawdown);
        // The late one begins there with 2,000: 1, then 1,998 / 2,000, 2,020 / 2,000, 2,040 / 2,000; its fourth hour is not common.
        Assert.Equal([1m, 0.999m, 1.01m, 1.02m], Values(comparison.Runs[1].Growth));
        Assert.Equal(0.02m, comparison.Runs[1].Performance.TotalReturn);
        Assert.Contains(comparison.Notes, n => n.StartsWith("The results have different periods", StringComparison.Ordinal));
    }

    [Fact]
    public void Costs_of_a_part_are_those_of_its_fills_and_costs_of_the_whole_those_of_the_run()
    {
        var run = Run("run", "USDT", 0, (1_000m, 1_000m), (1_010m, 0), (1_020m, 0)) with
        {
            TotalCosts = 7.5m,
            Costs = [new FillCost(Start, 1m), new FillCost(Start.AddHours(1), 2m), new FillCost(Start.AddHours(2), 4.5m)],
        };

        Assert.Equal(7.5m, RunComparison.Of([run], data: null).Runs[0].Costs);
        // From hour 1 on, as it stood after the tick of hour 1: only what hour 2 cost.
        Assert.Equal(4.5m, RunComparison.Of([run, Run("late", "USDT", 1, (1m, 1m), (1m, 0), (1m, 0))], data: null).Runs[0].Costs);
    }

    [Fact]
    public void A_deposit_is_no_growth_and_a_stale_tick_is_not_drawn()
    {
        var run = Run("run", "USDT", 0, (1_000m, 1_000m), (1_100m, 0), (2_200m, 1_100m), (1_980m, 0));
        run = run with { Ticks = run.Ticks.SetItem(1, run.Ticks[1] with { IsStale = true }) };

        var row = RunComparison.Of([run], data: null).Runs[0];

        Assert.Equal([1m, 1m, 1.1m, 0.99m], Values(row.Growth)); // 1.1 × 1 × 0.9
    }

    [Fact]
    public void Different_share_classes_are_marked()
    {
        var comparison = RunComparison.Of([Run("a", "USDT", 0, (1m, 1m), (1m, 0)), Run("b", "ETH", 0, (1m, 1m), (1m, 0))], data: null);

        Assert.Equal(["USDT", "ETH"], comparison.Runs.Select(r => r.Unit));
        Assert.Contains(comparison.Notes, n => n.Contains("share classes (USDT, ETH)", StringComparison.Ordinal));
    }

    [Fact]
    public void Runs_without_a_common_period_are_refused()
    {
        var error = Assert.Throws<BasisException>(() => RunComparison.Of([Run("a", "USDT", 0, (1m, 1m), (1m, 0)), Run("b", "USDT", 5, (1m, 1m), (1m, 0))], data: null)).Error;

        Assert.Equal("BTS-002", error.Code);
    }

    [Fact]
    public void Benchmarks_grow_with_the_index_and_with_the_published_yield_and_what_is_not_covered_is_said()
    {
        Write("protocol_data/aave/rates/aave_v3_USDT_rates_2024.csv",
            "targetDate,timestamp,liquidityIndex,currentLiquidityRate,variableBorrowIndex,currentVariableBorrowRate,price,totalAToken,totalVariableDebt",
            "2024-06-01T00:00:00Z,1717200000,1.25,0.05,1.0,0.07,1.0,2000000000,1000000000",
            "2024-06-02T00:00:00Z,1717286400,1.26,0.05,1.0,0.07,1.0,2000000000,1000000000",
            "2024-06-03T00:00:00Z,1717372800,1.275,0.05,1.0,0.07,1.0,2000000000,1000000000");
        Write("manual_sources/benchmark_data/ethena_susde_historical_2024.csv", "Timestamp,Date,Base,Reward", "1717200000,2024-06-01,10.00,", "1717286400,2024-06-02,0,", "1717372800,2024-06-03,99.00,");

        var notes = new List<string>();
        var rows = BenchmarkSeries.Over(_folder.Path, Start, Start.AddDays(2), notes).ToList();

        Assert.Equal(["lending USDT", "sUSDe"], rows.Select(r => r.Name));
        Assert.Equal(1.275m / 1.25m - 1, rows[0].Performance.TotalReturn); // 0.02
        // One day at 10 % a year, one at 0 %; what was published on the 3rd is earned after the end: 1.1^(1/365) − 1.
        Assert.Equal(Math.Pow(1.1, 1.0 / 365) - 1, (double)rows[1].Performance.TotalReturn, 12);
        Assert.Null(rows[1].Performance.Sharpe);
        Assert.StartsWith("The benchmark staking weETH is left out: ", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_has_every_curve_and_needs_nothing_else()
    {
        var page = ComparisonReport.Render(RunComparison.Of([Run("one", "USDT", 0, (1m, 1m), (1.1m, 0)), Run("two<b>", "ETH", 0, (1m, 1m), (0.9m, 0))], data: null));

        Assert.Contains("one (USDT)", page, StringComparison.Ordinal);
        Assert.Contains("two&lt;b&gt; (ETH)", page, StringComparison.Ordinal);
        Assert.Contains("1.100000", page, StringComparison.Ordinal);
        Assert.Contains("−10.000 %", page, StringComparison.Ordinal); // the drawdown of the second
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    private static IEnumerable<decimal> Values(MinMaxSeries series) => series.Pieces().SelectMany(p => p).Select(p => p.Value);

    private static ComparedRun Run(string id, string shareClass, int firstHour, params (decimal Equity, decimal Flow)[] ticks) => new()
    {
        Id = id,
        Mode = "pure_lending",
        ShareClass = shareClass,
        Status = "completed",
        ErrorCode = null,
        DataNotes = [],
        TotalCosts = 0,
        Ticks = [.. ticks.Select((t, i) => new EquityTick(Start.AddHours(firstHour + i), t.Equity, t.Flow, null, null, false))],
        Costs = [],
    };

    private void Write(string file, params string[] lines)
    {
        var path = _folder.File(file.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
    }
}
