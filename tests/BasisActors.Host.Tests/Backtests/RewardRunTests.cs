using System.Diagnostics;
using BasisActors.Actors.Runs;
using BasisActors.Data.Sample;
using BasisActors.Host.Backtests;
using BasisActors.Host.Configuration;
using BasisActors.Host.Results;

namespace BasisActors.Host.Tests.Backtests;

/// <summary>
/// Whole backtests on the sample with staking rewards and with the effect of our own size. After every change the ledger is compared with the simulated venues,
/// which work out both for themselves: a run that completes has agreed at every tick.
/// </summary>
public sealed class RewardRunTests : IDisposable
{
    private static readonly DateTimeOffset From = new(2024, 6, 11, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2024, 8, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("basis-rewards-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("eth_staking_only")]
    [InlineData("eth_leveraged")]
    [InlineData("usdt_market_neutral")]
    public async Task Rewards_are_received_sold_and_explained_to_the_last_digit(string mode)
    {
        WriteSample();

        var without = await RunAsync(mode, "without", "rewards_mode=base_only");
        var with = await RunAsync(mode, "with", "rewards_mode=base_and_seasonal");

        Assert.Equal((0m, 0m), (Bucket(without, "staking_yield_rewards"), Bucket(without, "dust_pnl")));
        Assert.True(Bucket(with, "staking_yield_rewards") > 0);
        Assert.Equal(0m, with.AttributionResidual);
        Assert.Equal(with.FinalEquity - with.InitialCapital, with.Attribution.Sum(b => b.Amount));
        Assert.True(with.ExecutedActions["sell_dust"] > 0);
        Assert.True(with.FinalEquity > without.FinalEquity);
    }

    [Fact]
    public async Task The_staked_token_of_lido_earns_no_rewards()
    {
        WriteSample();

        var run = await RunAsync("eth_staking_only", "lido", "lst_type=wstETH", "rewards_mode=base_and_seasonal");

        Assert.Equal(0m, Bucket(run, "staking_yield_rewards"));
    }

    [Theory]
    [InlineData("pure_lending", "supply_yield")]
    [InlineData("eth_leveraged", "borrow_costs")]
    public async Task Our_own_size_costs_and_the_more_of_it_the_more(string mode, string bucket)
    {
        WriteSample();

        var off = await RunAsync(mode, "off", "lending.own_size_effect=false");
        var on = await RunAsync(mode, "on", "lending.own_size_effect=true");
        var large = await RunAsync(mode, "large", "lending.own_size_effect=true", $"initial_capital={10 * on.InitialCapital}");

        Assert.True(Bucket(on, bucket) < Bucket(off, bucket));
        Assert.True(Bucket(large, bucket) / 10 < Bucket(on, bucket));
        Assert.All([off, on, large], run => Assert.Equal((RunStatus.Completed, 0m), (run.Status, run.AttributionResidual)));
    }

    [Fact]
    public async Task Switched_off_neither_of_them_leaves_a_trace()
    {
        WriteSample();

        var byDefault = await RunAsync("eth_leveraged", "default");
        var off = await RunAsync("eth_leveraged", "off", "lending.own_size_effect=false", "rewards_mode=base_only");

        Assert.Equal(byDefault.JournalHash, off.JournalHash);
    }

    private static decimal Bucket(RunSummary run, string name) => run.Attribution.Single(b => b.Bucket == name).Amount;

    private void WriteSample() => SampleDataSet.Write(new SampleRequest(Path.Combine(_folder, "data"), SampleDataSet.DefaultSeed, new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero), To.AddDays(1)));

    private async Task<RunSummary> RunAsync(string mode, string id, params string[] sets)
    {
        await using var host = await ActorHost.StartAsync(lanes: 1);
        var loaded = new ConfigurationSource(Path.Combine(AppContext.BaseDirectory, "configs"), new Dictionary<string, string>()).Load(mode, ["data.missing_funding=zero", .. sets]);
        var request = new BacktestRequest { Mode = mode, DataDirectory = Path.Combine(_folder, "data"), From = From, To = To, ResultsDirectory = Path.Combine(_folder, "results"), Id = id, Report = false };
        return await new BacktestRunner(Task.FromResult(host)).RunAsync(
            request, Assert.IsType<ConfigurationResult.Valid>(loaded).Configuration, _ => { }, Stopwatch.StartNew(), CancellationToken.None);
    }
}
