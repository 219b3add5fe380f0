using System.Collections.Concurrent;
using System.Diagnostics;
using BasisActors.Actors.Events;
using BasisActors.Data.Sample;
using BasisActors.Host.Backtests;
using BasisActors.Host.Results;

namespace BasisActors.Host.Tests.Golden;

/// <summary>A run that has ended, with everything it did.</summary>
public sealed record WatchedRun(Case Case, RunSummary Summary, Witness Witness, Invariants Invariants)
{
    public IReadOnlyList<Moment> Moments => Witness.Moments;

    public Moment Last => Witness.Moments[^1];
}

/// <summary>Two lanes, the default sample, and every data set loaded once.</summary>
public sealed class Runs : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("basis-golden-").FullName;
    private readonly ConcurrentDictionary<string, Lazy<LoadedDataSet>> _loaded = new(StringComparer.Ordinal);
    private ActorHost? _host;
    private int _runs;

    public async Task InitializeAsync()
    {
        SampleDataSet.Write(new SampleRequest(Data, SampleDataSet.DefaultSeed, SampleDataSet.DefaultFrom, SampleDataSet.DefaultTo));
        _host = await ActorHost.StartAsync(lanes: 2);
    }

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Runs one case.</summary>
    public async Task<WatchedRun> RunAsync(Case one, EventDetail events = EventDetail.None)
    {
        var number = Interlocked.Increment(ref _runs);
        var configuration = one.Configuration();
        var request = one.Request(Data, Path.Combine(_folder, "results")) with { Id = $"run-{number}", Events = events };
        var data = _loaded.GetOrAdd(
            $"{one.Mode} {one.From} {one.To} {string.Join(' ', one.Sets)} {one.RealData}",
            _ => new Lazy<LoadedDataSet>(() => DataSets.Load(request with { Scenarios = [] }, configuration.Run))).Value;
        var invariants = new Invariants(data.Configuration);
        Witness? witness = null;
        var runner = new BacktestRunner(Task.FromResult(_host!), recorder => witness = new Witness(recorder, invariants));
        var summary = await runner.RunAsync(request, configuration, () => data, _ => { }, Stopwatch.StartNew(), CancellationToken.None);
        Directory.Delete(Path.Combine(request.ResultsDirectory, request.Id!), recursive: true);
        return new WatchedRun(one, summary, witness!, invariants);
    }

    /// <summary>Runs one case twice at the same time, so that the two are on different lanes; one of them writes its events.</summary>
    public async Task<(WatchedRun First, WatchedRun Second)> TwiceAsync(Case one)
    {
        var both = await Task.WhenAll(Task.Run(() => RunAsync(one)), Task.Run(() => RunAsync(one, EventDetail.All)));
        return (both[0], both[1]);
    }
}

/// <summary>One actor system and one sample for all tests of this folder, one test after the other: they fill both lanes by themselves.</summary>
[CollectionDefinition(Name)]
public sealed class RunsCollection : ICollectionFixture<Runs>
{
    public const string Name = "golden runs";
}
