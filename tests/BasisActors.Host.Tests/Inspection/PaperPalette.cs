using BasisActors.Data.Sample;
using BasisActors.Host.Backtests;
using BasisActors.Host.Inspection;
using BasisActors.Host.Live;
using BasisActors.Host.Paper;
using BasisActors.Host.Tests.EventLog;
using BasisActors.Host.Tests.Live.OnPaper;
using BasisActors.Venues.Paper;

namespace BasisActors.Host.Tests.Inspection;

/// <summary>A live run on a paper exchange in virtual time, and the palette that looks at it.</summary>
internal sealed class PaperPalette : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2024, 6, 20, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _data = new();

    public PaperPalette()
    {
        SampleDataSet.Write(new SampleRequest(_data.Path, SampleDataSet.DefaultSeed, Start.AddDays(-12), Start.AddDays(2)));
        var paper = new PaperRequest(0, new DataLocation(DataMode.Csv, _data.Path), Start, Start.AddDays(1), 1m, TimeSpan.FromHours(8), FaultPlan.None, FeesInCoin: false, [VirtualRun.Account]);
        Run = new VirtualRun(
            paper, TimeSpan.FromMinutes(1),
            ["spot_venue=bybit", "hedge_venues=bybit,okx", "hedge_allocation=bybit:0.5,okx:0.5", "data.missing_funding=venue:bybit", "funding_entry_threshold=-1", "funding_exit_threshold=-1"]);
        Host = new InspectedHost(() => Run.Inspected is { } run && !Run.IsOver ? [run] : [], Levels, TimeProvider.System);
        Run.Start();
    }

    public VirtualRun Run { get; }

    public LogLevels Levels { get; } = new();

    public InspectedHost Host { get; }

    /// <summary>The answer to a command, such as <c>actors show run/ledger</c>; its arguments by name.</summary>
    public async Task<List<InspectionRecord>> AskAsync(string name, params (string Name, string Value)[] arguments)
    {
        var words = name.Split(' ');
        var call = InspectionCatalogue.Find(words[0], words[1]).Call(arguments.Select(a => KeyValuePair.Create(a.Name, a.Value)));
        var records = new List<InspectionRecord>();
        await foreach (var record in call.AnswerAsync(Host, CancellationToken.None))
            records.Add(record);
        return records;
    }

    public async Task<T> OneAsync<T>(string name, params (string Name, string Value)[] arguments) => Assert.IsType<T>(Assert.Single(await AskAsync(name, arguments)));

    public async ValueTask DisposeAsync()
    {
        await Run.DisposeAsync();
        _data.Dispose();
    }
}
