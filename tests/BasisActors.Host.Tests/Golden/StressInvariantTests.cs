using BasisActors.Actors.Runs;
using BasisActors.Host.Scenarios;
using BasisActors.Tests;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Golden;

/// <summary>Every mode under every scenario with its defaults ends as documented and keeps every invariant, on the sample and on the real data.</summary>
[Collection(RunsCollection.Name)]
public sealed class StressInvariantTests(Runs runs, ITestOutputHelper output)
{
    /// <summary>The sample's OKX file lacks settlements in November, so ETH modes stop before.</summary>
    private const string From = "2024-06-15", To = "2024-10-31";

    public static TheoryData<string> Files => [.. GoldenCases.Modes.Select(m => m.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task On_the_sample(string file) => await HoldsAsync(Calm(file) with { From = From, To = To });

    [Theory]
    [MemberData(nameof(Files))]
    public async Task On_the_real_data(string file)
    {
        if (RealData.Find(output) is { } data)
            await HoldsAsync(Calm(file) with { From = "2024-06-01", To = "2025-05-31", RealData = data });
    }

    private static Case Calm(string file) => GoldenCases.Modes.Single(m => m.File == file).Calm with { Flows = [] };

    private async Task HoldsAsync(Case calm)
    {
        Case[] cases = [calm, .. ScenarioCatalogue.All.Select(d => calm.With(d.Name))];
        var ended = new WatchedRun[cases.Length];
        await Parallel.ForAsync(0, cases.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (i, _) => ended[i] = await runs.RunAsync(cases[i]));
        foreach (var run in ended)
            output.WriteLine($"{string.Join(' ', run.Case.Scenarios),-14} {run.Summary.Status} {run.Summary.Error?.Code} {run.Summary.FinalEquity:0.00} drawdown {run.Summary.Performance.MaxDrawdown:P2}");
        Assert.All(ended, r => Assert.True(r.Summary.Status is RunStatus.Completed or RunStatus.Halted, $"{r.Case}: {r.Summary.Error}"));
        Assert.All(ended, r => Assert.True(r.Invariants.Breaches.Count == 0, $"{r.Case}\n{string.Join('\n', r.Invariants.Breaches)}"));
    }
}
