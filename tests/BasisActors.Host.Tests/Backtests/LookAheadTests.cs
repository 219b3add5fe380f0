using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using BasisActors.Actors.Runs;
using BasisActors.Data.Sample;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Backtests;
using BasisActors.Host.Configuration;

namespace BasisActors.Host.Tests.Backtests;

/// <summary>
/// Whole backtests know nothing of their future (S-063): whatever the data says after an instant, what was decided, traded and earned up to it is the same, byte for byte.
/// </summary>
public sealed partial class LookAheadTests : IDisposable
{
    private static readonly DateTimeOffset From = new(2024, 6, 11, 0, 0, 0, TimeSpan.Zero); // ten days of funding are read before it
    private static readonly DateTimeOffset To = new(2024, 6, 30, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Near enough to each other that the sample month enters and leaves.</summary>
    private static readonly string[] Restless = ["funding_entry_threshold=0.00005", "funding_exit_threshold=0.00004"];

    private readonly string _folder = Directory.CreateTempSubdirectory("basis-look-ahead-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("btc_basis", "2024-06-20T13:00:00Z", Change.Scale)]
    [InlineData("btc_basis", "2024-06-20T13:00:00Z", Change.Shuffle)]
    [InlineData("btc_basis", "2024-06-16T00:00:00Z", Change.Scale)] // funding and the day's reserve are known at that hour
    [InlineData("pure_lending", "2024-06-20T13:00:00Z", Change.Scale)]
    [InlineData("pure_lending", "2024-06-16T00:00:00Z", Change.Shuffle)]
    public async Task The_past_of_a_backtest_does_not_depend_on_its_future(string mode, string instant, Change change)
    {
        var now = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        var (data, other) = (Path.Combine(_folder, "data"), Path.Combine(_folder, "other"));
        SampleDataSet.Write(new SampleRequest(data, SampleDataSet.DefaultSeed, new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero), new(2024, 7, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.InRange(ChangedFuture.Write(data, other, now, change), 20, int.MaxValue);

        await RunAsync(mode, data, "as-it-was");
        await RunAsync(mode, other, "otherwise");

        foreach (var file in new[] { "equity.csv", "attribution.csv", "blocks.jsonl", "fills.csv" })
        {
            var ((before, after), (beforeOther, afterOther)) = (Parts("as-it-was", file, instant), Parts("otherwise", file, instant));
            Assert.True(before.Length > 0, $"{file} has nothing up to {instant}, so it proves nothing.");
            Assert.Equal(before, beforeOther);
            Assert.NotEqual(after, afterOther);
        }
    }

    /// <summary>The lines up to an instant, and those after it.</summary>
    private (string Before, string After) Parts(string id, string file, string instant)
    {
        var lines = File.ReadAllLines(Path.Combine(_folder, "results", id, file)).Where(l => Stamp().IsMatch(l)).ToLookup(l => string.CompareOrdinal(Stamp().Match(l).Value, instant) <= 0);
        return (string.Join('\n', lines[true]), string.Join('\n', lines[false]));
    }

    private async Task RunAsync(string mode, string data, string id)
    {
        await using var host = await ActorHost.StartAsync(lanes: 1);
        var loaded = new ConfigurationSource(Path.Combine(AppContext.BaseDirectory, "configs"), new Dictionary<string, string>()).Load(mode, mode == "btc_basis" ? Restless : []);
        var request = new BacktestRequest
        {
            Mode = mode,
            DataDirectory = data,
            From = From,
            To = To,
            // what is supplied for a flow depends on the index of its hour
            Flows =
            [
                new CapitalRequest(CapitalRequestKind.Deposit, 20_000m, From.AddDays(3)),
                new CapitalRequest(CapitalRequestKind.Deposit, 20_000m, To.AddDays(-4)),
                new CapitalRequest(CapitalRequestKind.Withdrawal, 10_000m, To.AddDays(-2)),
            ],
            ResultsDirectory = Path.Combine(_folder, "results"),
            Id = id,
            Report = false,
        };
        var summary = await new BacktestRunner(Task.FromResult(host)).RunAsync(
            request, Assert.IsType<ConfigurationResult.Valid>(loaded).Configuration, _ => { }, Stopwatch.StartNew(), CancellationToken.None);
        Assert.Equal(RunStatus.Completed, summary.Status);
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex Stamp();
}
