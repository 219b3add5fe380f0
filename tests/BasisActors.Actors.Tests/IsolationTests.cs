using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;

namespace BasisActors.Actors.Tests;

/// <summary>Runs beside each other do not touch (S-207); the same inputs give the same journal however many run.</summary>
public abstract class IsolationTests(int lanes) : ActorTreeTest(lanes)
{
    private static readonly Scenario Shorter = Scenario.Basis with { LastHour = 110 };

    private static readonly (string Name, Scenario Scenario)[] Four =
        [("basis", BusyDay.Scenario), ("shorter", Shorter), ("lending", Scenario.Lending), ("live", BusyDay.Scenario with { Live = true })];

    public sealed class OnOneLane() : IsolationTests(1);

    public sealed class OnTwoLanes() : IsolationTests(2);

    public sealed class OnFourLanes() : IsolationTests(4);

    [Fact]
    public void Four_runs_at_once_write_the_journals_of_the_same_runs_alone()
    {
        var alone = Four.ToDictionary(f => f.Name, f => Complete(f.Scenario, f.Name).Journal());
        Assert.Equal(alone["basis"], alone["live"]);
        Assert.Equal(3, alone.Values.Distinct().Count());

        for (var repetition = 0; repetition < 20; repetition++)
        {
            foreach (var (name, scenario) in Four)
                Start(scenario, name);
            for (var i = 0; i < Four.Length; i++)
                AssertCompleted(ExpectMsg<RunFinished>().Outcome);
            Assert.All(Four, f => Assert.Equal(alone[f.Name], Recorded(f.Name).Journal()));
        }
    }

    [Fact]
    public void A_run_again_writes_the_same_journal_and_the_same_events()
    {
        var first = Complete(BusyDay.Scenario);
        var second = Complete(BusyDay.Scenario);

        Assert.Equal(first.Journal(), second.Journal());
        Assert.Equal(first.Events.Select(e => (e.Order, e.Event.Timestamp, e.Event.Component, e.Event.Type, e.Event.Status)),
            second.Events.Select(e => (e.Order, e.Event.Timestamp, e.Event.Component, e.Event.Type, e.Event.Status)));
    }

    [Fact]
    public void A_run_that_fails_does_not_touch_the_others()
    {
        var alone = Complete(BusyDay.Scenario, "alone").Journal();

        for (var i = 0; i < 4; i++)
        {
            var fault = new Fault(3 + i, code: "RST-001");
            Start(BusyDay.Scenario with { OnTick = _ => fault.Pass() }, $"bad-{i}");
            Start(BusyDay.Scenario, $"good-{i}");
        }

        var outcomes = Enumerable.Range(0, 8).Select(_ => ExpectMsg<RunFinished>()).ToDictionary(f => f.RunId, f => f.Outcome);
        for (var i = 0; i < 4; i++)
        {
            AssertFailed("RST-001", outcomes[$"bad-{i}"]);
            AssertCompleted(outcomes[$"good-{i}"]);
            Assert.Equal(alone, Recorded($"good-{i}").Journal());
            Assert.Equal(2 + i, Recorded($"bad-{i}").Ticks.Count);
        }
    }

    [Fact]
    public void More_runs_than_lanes_wait_and_are_listed()
    {
        var gates = LaneIds.Select(_ => new Gate(TestActor, 2)).ToList();
        for (var i = 0; i < gates.Count; i++)
        {
            var gate = gates[i];
            Start(BusyDay.Scenario with { OnTick = t => gate.Pass(t.Tick.Sequence) }, $"active-{i}");
            ExpectMsg<Gate.Reached>();
        }

        Start(BusyDay.Scenario, "waiting-1");
        Start(BusyDay.Scenario, "waiting-2");
        Runs.Tell(ListRuns.Instance, TestActor);
        var list = ExpectMsg<RunList>();

        Assert.Equal(Enumerable.Range(0, LaneIds.Count).Select(i => $"active-{i}"), list.Active.AsEnumerable());
        Assert.Equal(["waiting-1", "waiting-2"], list.Waiting.AsEnumerable());
        gates.ForEach(g => g.Open());
        for (var i = 0; i < LaneIds.Count + 2; i++)
            AssertCompleted(ExpectMsg<RunFinished>().Outcome);
        gates.ForEach(g => g.Dispose());
    }

    [Fact]
    public void Each_requester_hears_of_its_own_run_only()
    {
        var first = CreateTestProbe();
        var second = CreateTestProbe();

        Runs.Tell(new StartRun(BusyDay.Scenario.Prepare("first")), first);
        Runs.Tell(new StartRun(Shorter.Prepare("second")), second);

        Assert.Equal("first", first.ExpectMsg<RunFinished>().RunId);
        Assert.Equal("second", second.ExpectMsg<RunFinished>().RunId);
        first.ExpectNoMsg(TimeSpan.Zero);
        second.ExpectNoMsg(TimeSpan.Zero);
    }
}
