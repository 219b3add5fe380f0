using System.Diagnostics;
using BasisActors.Actors.Runs;
using BasisActors.Host.Backtests;
using BasisActors.Host.Configuration;
using BasisActors.Host.Results;
using BasisActors.Tests;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Backtests;

/// <summary>Whole backtests on real data against independent arithmetic, and against themselves.</summary>
public sealed class TextbookTests(ITestOutputHelper output) : IDisposable
{
    private static readonly DateTimeOffset From = new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2025, 5, 31, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Static =
    [
        "costs.model=fees", "hedge_venues=binance", "hedge_allocation=binance:1", "funding_entry_threshold=-1", "funding_exit_threshold=-1", "rebalancing.enabled=false",
    ];

    private readonly string _results = Directory.CreateTempSubdirectory("basis-textbook-").FullName;

    public void Dispose() => Directory.Delete(_results, recursive: true);

    [Fact]
    public async Task Lending_grows_with_the_index_and_not_with_the_published_rate()
    {
        if (RealData.Find(output) is not { } data)
            return;

        var summary = await RunAsync(data, "pure_lending", To, ["costs.model=none"]);

        AssertNear(105_091.8598m, summary.FinalEquity!.Value, 0.105m); // 100,000 × index(2025-05-31) / index(2024-06-01)
        Assert.Equal(0m, summary.AttributionResidual);
    }

    [Theory]
    [InlineData("2025-05-31T16:00:00Z", 104_267.0925, 4_270.39, 71.71)] // spot +27,403.07 and perpetual −27,331.36
    [InlineData("2025-05-31T00:00:00Z", 104_240.2720, 4_260.97, 54.32)] // spot +26,980.65 and perpetual −26,926.34
    public async Task A_basis_that_is_only_held_earns_what_a_spreadsheet_says(string to, decimal equity, decimal funding, decimal legs)
    {
        if (RealData.Find(output) is not { } data)
            return;

        var summary = await RunAsync(data, "btc_basis", DateTimeOffset.Parse(to, System.Globalization.CultureInfo.InvariantCulture), Static);

        AssertNear(equity, summary.FinalEquity!.Value, 0.01m);
        AssertNear(funding, summary.FundingByVenue.Single(f => f.Venue == "binance").Amount, 0.01m);
        AssertNear(75.01m, summary.Fees, 0.01m); // 50,000 × 0.10 % + 0.740302 × 67,577.90 × 0.05 %
        AssertNear(legs, Amount(summary, "delta_pnl") + Amount(summary, "basis_pnl"), 0.01m);
        Assert.Equal(0m, summary.AttributionResidual);
    }

    [Fact]
    public async Task The_shipped_basis_enters_and_leaves_and_its_buckets_sum_to_the_last_digit()
    {
        if (RealData.Find(output) is not { } data)
            return;

        var summary = await RunAsync(data, "btc_basis", To, []);

        Assert.Equal(RunStatus.Completed, summary.Status);
        Assert.True(summary.ExecutedActions["entry_full"] > 0 && summary.ExecutedActions["exit_full"] > 0);
        Assert.Equal(0m, summary.AttributionResidual);
        Assert.Equal(summary.FinalEquity - summary.InitialCapital, summary.Attribution.Sum(b => b.Amount));
    }

    [Fact]
    public async Task The_same_backtest_gives_the_same_journal_again_and_four_at_once()
    {
        if (RealData.Find(output) is not { } data)
            return;

        await using var host = await ActorHost.StartAsync(lanes: 2);
        var alone = await RunAsync(host, data, "btc_basis", To, [], "alone");
        var together = await Task.WhenAll(Enumerable.Range(1, 4).Select(n => Task.Run(() => RunAsync(host, data, "btc_basis", To, [], $"together-{n}"))));

        Assert.All(together, summary => Assert.Equal(alone.JournalHash, summary.JournalHash));
    }

    [Fact]
    public async Task A_cancelled_run_keeps_what_it_did_marked_as_cancelled()
    {
        if (RealData.Find(output) is not { } data)
            return;

        using var cancellation = new CancellationTokenSource();
        await using var host = await ActorHost.StartAsync(lanes: 1);
        var summary = await RunAsync(host, data, "btc_basis", To, [], "cancelled", _ => cancellation.Cancel(), cancellation.Token);

        Assert.Equal(RunStatus.Cancelled, summary.Status);
        Assert.Contains("\"status\": \"cancelled\"", await File.ReadAllTextAsync(Path.Combine(_results, "cancelled", "summary.json")), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(_results, "*.partial"));
    }

    private static void AssertNear(decimal expected, decimal actual, decimal tolerance) => Assert.InRange(actual, expected - tolerance, expected + tolerance);

    private static decimal Amount(RunSummary summary, string bucket) => summary.Attribution.Single(b => b.Bucket == bucket).Amount;

    private async Task<RunSummary> RunAsync(string data, string mode, DateTimeOffset to, string[] sets)
    {
        await using var host = await ActorHost.StartAsync(lanes: 1);
        return await RunAsync(host, data, mode, to, sets, "run");
    }

    private Task<RunSummary> RunAsync(
        ActorHost host, string data, string mode, DateTimeOffset to, string[] sets, string id, Action<RunningBacktest>? began = null, CancellationToken cancellation = default)
    {
        var loaded = new ConfigurationSource(Path.Combine(AppContext.BaseDirectory, "configs"), new Dictionary<string, string>()).Load(mode, sets);
        var configuration = Assert.IsType<ConfigurationResult.Valid>(loaded).Configuration;
        var request = new BacktestRequest { Mode = mode, DataDirectory = data, From = From, To = to, ResultsDirectory = _results, Id = id, Report = false };
        return new BacktestRunner(Task.FromResult(host)).RunAsync(request, configuration, began ?? (_ => { }), Stopwatch.StartNew(), cancellation);
    }
}
