using System.Diagnostics;
using System.Text.Json;
using BasisActors.Actors.Events;
using BasisActors.Actors.Runs;
using BasisActors.Data.Sample;
using BasisActors.Host.Backtests;
using BasisActors.Host.Configuration;
using BasisActors.Host.Results;
using BasisActors.Host.Scenarios;
using BasisActors.Host.Stress;

namespace BasisActors.Host.Tests.Scenarios;

/// <summary>Two months of the basis trade under every scenario, on a small sample of its own.</summary>
public sealed class StressTests : IClassFixture<StressTests.Sample>
{
    private static readonly DateTimeOffset From = new(2024, 6, 11, 0, 0, 0, TimeSpan.Zero); // ten days of funding are read before it
    private static readonly DateTimeOffset To = new(2024, 8, 10, 0, 0, 0, TimeSpan.Zero);

    /// <summary>In the market from the first tick to the last.</summary>
    private static readonly string[] AlwaysOn = ["funding_entry_threshold=-0.01", "funding_exit_threshold=-0.02"];

    private readonly Sample _sample;

    public StressTests(Sample sample) => _sample = sample;

    private BacktestRequest Request => new()
    {
        Mode = "btc_basis",
        DataDirectory = _sample.Data,
        From = From,
        To = To,
        ResultsDirectory = _sample.NewFolder(),
        Events = EventDetail.None,
        Report = false,
    };

    [Fact]
    public async Task Every_scenario_ends_in_a_documented_state_and_the_same_way_again()
    {
        var request = Request;
        var first = await StressAsync(request);
        var second = await StressAsync(Request);

        Assert.Equal([StressRun.Calm, .. ScenarioCatalogue.All.Select(d => d.Name)], first.Select(r => r.Name));
        Assert.All(first, r => Assert.True(r.IsAsDocumented, $"{r.Name}: {r.Error}"));
        Assert.All(first, r => Assert.Equal(0, r.Summary!.AttributionResidual));
        Assert.Equal(first.Select(r => r.Summary!.JournalHash), second.Select(r => r.Summary!.JournalHash));
        Assert.Equal(first.Count, first.Select(r => r.Summary!.JournalHash).Distinct().Count()); // the scenario is part of the run's key
        Assert.Equal(["depeg", "borrow_spike", "oracle_jump"], first.Where(r => !r.IsConcerned).Select(r => r.Name));
        var calm = first[0].Summary!;
        string[] felt = ["crash", "rally", "funding_flip", "venue_outage", "stale_feed", "partial_fills", "rejections"];
        Assert.All(first, r => Assert.Equal(felt.Contains(r.Name), r.Summary!.FinalEquity != calm.FinalEquity || r.Summary.DataGaps != calm.DataGaps)); // gas is paid in none of the dear hours
        Assert.All(first.Skip(1), r => Assert.Equal(r.Scenario!.Text, Assert.Single(r.Summary!.Scenarios)));
        Assert.Equal(first.Count, Directory.GetDirectories(request.ResultsDirectory).Length);

        using var document = JsonDocument.Parse(StressJson.Write(request, "hash", first));
        Assert.Equal(first.Count, document.RootElement.GetProperty("runs").GetArrayLength());
        Assert.Equal(calm.FinalEquity, document.RootElement.GetProperty("runs")[0].GetProperty("final_equity").GetDecimal());
    }

    [Fact]
    public async Task A_rise_that_no_margin_can_stand_halts_the_run()
    {
        var summary = await RunAsync("rally:size=3,hours=0");

        Assert.Equal((RunStatus.Halted, "RSK-005", 3), (summary.Status, summary.Error?.Code, summary.Liquidations));
        Assert.Equal(new DateTimeOffset(2024, 7, 1, 0, 0, 0, TimeSpan.Zero), summary.LastTick); // one third of 60 days
    }

    [Fact]
    public async Task An_outage_makes_its_hours_stale_and_the_run_goes_on()
    {
        var (calm, outage) = (await RunAsync(), await RunAsync("venue_outage:venue=okx,hours=12"));

        Assert.Equal((RunStatus.Completed, calm.DataGaps.StaleTicks + 12), (outage.Status, outage.DataGaps.StaleTicks));
    }

    [Fact]
    public async Task After_partial_fills_the_rest_is_planned_again_until_the_book_is_hedged()
    {
        var folder = _sample.NewFolder();
        var summary = await RunInAsync(folder, "partial_fills:share=1,fill=0.5");

        var fills = File.ReadAllLines(Path.Combine(folder, summary.BacktestId, "fills.csv")).Skip(1).Select(l => l.Split(',')).Where(f => f[3].StartsWith("CEX_", StringComparison.Ordinal) || f[3].StartsWith("PERP_", StringComparison.Ordinal)).ToList();
        Assert.Equal(RunStatus.Completed, summary.Status);
        Assert.Contains(fills, f => f[18] == (Number(f[6]) / 2).ToString("0.############", System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(fills.Select(f => f[0]).Distinct().Count() > 3); // the entry took several ticks
        var last = Number(File.ReadLines(Path.Combine(folder, summary.BacktestId, "equity.csv")).Last().Split(',')[1]);
        Assert.Equal(summary.FinalEquity, last);
        Assert.True(summary.MaxAbsDeltaDrift > 0);
        Assert.Contains(fills, f => f[3] == "PERP_OPEN_SHORT");
    }

    [Fact]
    public async Task Scenarios_are_applied_in_the_order_they_are_given()
    {
        var (once, twice) = (await RunAsync("gas_spike"), await RunAsync("gas_spike", "gas_spike:factor=2"));

        Assert.Equal(2, twice.Scenarios.Length);
        Assert.NotEqual(once.JournalHash, twice.JournalHash);
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static EffectiveConfiguration Configuration() => Assert.IsType<ConfigurationResult.Valid>(
        new ConfigurationSource(Path.Combine(AppContext.BaseDirectory, "configs"), new Dictionary<string, string>()).Load("btc_basis", AlwaysOn)).Configuration;

    private static Task<IReadOnlyList<StressRun>> StressAsync(BacktestRequest request) => StressRunner.RunAsync(request, Configuration(), _ => { }, CancellationToken.None);

    private Task<RunSummary> RunAsync(params string[] scenarios) => RunInAsync(_sample.NewFolder(), scenarios);

    private async Task<RunSummary> RunInAsync(string results, params string[] scenarios)
    {
        await using var host = await ActorHost.StartAsync(lanes: 1);
        var request = Request with { ResultsDirectory = results, Scenarios = [.. scenarios.Select(s => ScenarioParsing.Parse(s, From, To))] };
        return await new BacktestRunner(Task.FromResult(host)).RunAsync(request, Configuration(), _ => { }, Stopwatch.StartNew(), CancellationToken.None);
    }

    /// <summary>The sample's first months, written once.</summary>
    public sealed class Sample : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("basis-stress-").FullName;
        private int _folders;

        public Sample() => SampleDataSet.Write(new SampleRequest(Data, SampleDataSet.DefaultSeed, new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero), new(2024, 8, 12, 0, 0, 0, TimeSpan.Zero)));

        public string Data => Path.Combine(_folder, "data");

        public string NewFolder() => Path.Combine(_folder, $"results-{Interlocked.Increment(ref _folders)}");

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
