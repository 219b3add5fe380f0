using BasisActors.Actors.Journal;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Actors.Tests.Live.Fixtures;

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

        var alive = Alive();
        gate.Open();
        AssertCompleted(ExpectMsg<RunFinished>().Outcome);

        Assert.Equal(alive, Table(1));
    }

    [Fact]
    public void Live_there_are_the_same_actors_and_those_of_the_second_table()
    {
        var desk = new LiveDesk(SampleConfiguration.Basis, HalfMinutes.Market());
        var journal = Sys.ActorOf(JournalActor.Props("run"), "journal-run");
        journal.Tell(CountEvents.Instance, TestActor);
        ExpectMsg<JournalCount>();
        Runs.Tell(new StartRun(LiveStart.ContextOf(desk, journal, desk.Tape, new Recording(), readOnly: false)), TestActor);
        desk.Signal.Until(() => desk.Time.Timers == 1, () => "The clock has no timer."); // the tree is made

        var alive = Alive();
        Runs.Tell(new CancelRun("run"), TestActor);
        Assert.Equal(RunStatus.Cancelled, ExpectMsg<RunFinished>().Outcome.Status);

        Assert.Equal(alive, Table(1).Concat(Table(2)).OrderBy(r => r.Actor, StringComparer.Ordinal));
    }

    private IEnumerable<Row> Alive() => LiveTree.UserActors(Sys).Select(actor => new Row(
        Pattern(actor.Path.Name),
        Pattern(actor.Path.Parent.Name) is "user" ? "/user" : Pattern(actor.Path.Parent.Name),
        LiveTree.DispatcherOf(actor) == LaneIds[0] ? "lane" : "default")).Distinct().OrderBy(r => r.Actor, StringComparer.Ordinal).ToList();

    private static string Pattern(string name) => name switch
    {
        "run" => "{run}",
        "journal-run" => "journal-{run}",
        "strategy-btc_basis" => "strategy-{mode}",
        "cex-binance" or "cex-bybit" => "cex-{venue}",
        _ => name,
    };

    /// <summary>The rows of a table, by its number in the document.</summary>
    private static IEnumerable<Row> Table(int number)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BasisActors.sln")))
            folder = folder.Parent ?? throw new FileNotFoundException("BasisActors.sln is in no folder above the tests.");
        var tables = 0;
        var rows = new List<Row>();
        foreach (var line in File.ReadLines(Path.Combine(folder.FullName, "docs", "supervision.md")))
        {
            tables += line.StartsWith("|---", StringComparison.Ordinal) ? 1 : 0;
            if (tables != number || !line.StartsWith("| `", StringComparison.Ordinal))
                continue;
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            rows.Add(new Row(cells[1].Trim('`'), cells[2].Trim('`'), cells[3]));
        }

        return rows.OrderBy(r => r.Actor, StringComparer.Ordinal);
    }

    private sealed record Row(string Actor, string Parent, string Dispatcher);
}
