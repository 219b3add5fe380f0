using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;

namespace BasisActors.Actors.Tests;

/// <summary>The table in docs/supervision.md against the actors that are alive.</summary>
public sealed class SupervisionTableTests : ActorTreeTest
{
    [Fact]
    public void The_table_names_each_actor_with_its_parent_and_its_dispatcher_and_no_other()
    {
        using var gate = new Gate(TestActor, 1);
        Start(BusyDay.Scenario with { OnTick = t => gate.Pass(t.Tick.Sequence) });
        ExpectMsg<Gate.Reached>();

        var live = LiveTree.UserActors(Sys).Select(actor => new Row(
            Pattern(actor.Path.Name),
            Pattern(actor.Path.Parent.Name) is "user" ? "/user" : Pattern(actor.Path.Parent.Name),
            LiveTree.DispatcherOf(actor) == LaneIds[0] ? "lane" : "default")).ToHashSet();
        gate.Open();
        AssertCompleted(ExpectMsg<RunFinished>().Outcome);

        Assert.Equal(live.OrderBy(r => r.Actor, StringComparer.Ordinal), Table().OrderBy(r => r.Actor, StringComparer.Ordinal));
    }

    private static string Pattern(string name) => name switch
    {
        "run" => "{run}",
        "strategy-btc_basis" => "strategy-{mode}",
        "cex-binance" or "cex-bybit" => "cex-{venue}",
        _ => name,
    };

    private static List<Row> Table()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BasisActors.sln")))
            folder = folder.Parent ?? throw new FileNotFoundException("BasisActors.sln is in no folder above the tests.");
        var lines = File.ReadAllLines(Path.Combine(folder.FullName, "docs", "supervision.md"));
        var cells = lines.Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|', StringSplitOptions.TrimEntries));
        return [.. cells.Select(c => new Row(c[1].Trim('`'), c[2].Trim('`'), c[3]))];
    }

    private sealed record Row(string Actor, string Parent, string Dispatcher);
}
