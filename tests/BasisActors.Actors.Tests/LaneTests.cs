using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;

namespace BasisActors.Actors.Tests;

/// <summary>The rules of a lane: one dispatcher for a whole tree, one thread, no message lost without a word.</summary>
public sealed class LaneTests() : ActorTreeTest(lanes: 2)
{
    [Fact]
    public void Every_actor_of_a_run_lives_on_the_lane_of_its_run()
    {
        using var first = new Gate(TestActor, 2);
        using var second = new Gate(TestActor, 2);
        Start(BusyDay.Scenario with { OnTick = t => first.Pass(t.Tick.Sequence) }, "first");
        ExpectMsg<Gate.Reached>();
        Start(Scenario.Lending with { OnTick = t => second.Pass(t.Tick.Sequence) }, "second");
        ExpectMsg<Gate.Reached>();

        var actors = LiveTree.UserActors(Sys).ToList();
        var byRun = actors.ToLookup(a => a.Path.Elements.Skip(2).FirstOrDefault(), LiveTree.DispatcherOf);
        first.Open();
        second.Open();
        ExpectMsg<RunFinished>();
        ExpectMsg<RunFinished>();

        Assert.Equal(14, byRun["first"].Count()); // the run actor and 13 components
        Assert.Equal(12, byRun["second"].Count());
        Assert.Equal([LaneIds[0]], byRun["first"].Distinct());
        Assert.Equal([LaneIds[1]], byRun["second"].Distinct());
        Assert.Equal(["akka.actor.default-dispatcher"], byRun[null].Distinct()); // runs and health
    }

    [Fact]
    public void Everything_of_a_run_happens_on_one_thread()
    {
        var threads = new HashSet<int>();
        var lane = new Lock();
        void Here()
        {
            lock (lane)
                threads.Add(Environment.CurrentManagedThreadId);
        }

        Complete(BusyDay.Scenario with
        {
            Live = true,
            OnEvent = _ => Here(),
            OnTick = _ => Here(),
            Venue = venue => new VenueTap(venue) { BeforeAdvance = _ => Here(), BeforeExecute = _ => Here() },
        });

        Assert.Single(threads);
    }

    [Theory]
    [InlineData("MarketReady", "ledger")]
    [InlineData("PositionsSettled", "exposure")]
    [InlineData("ExposureComputed", "risk")]
    [InlineData("RiskAssessed", "strategy")]
    [InlineData("InstructionBlocks", "execution")]
    [InlineData("Execute", "on-chain")]
    [InlineData("ExecutionReport", "execution")]
    [InlineData("QueryStatement", "on-chain")]
    [InlineData("BlockSettled", "execution")]
    [InlineData("TickExecuted", "attribution")]
    [InlineData("TickCompleted", "clock")]
    public void A_message_that_is_lost_is_an_error_and_not_a_wait(string message, string to)
    {
        var lost = false;
        var tree = new TappedTree(Sys, LaneIds[0], TestActor, BusyDay.Scenario.Prepare(), (name, m) =>
        {
            if (lost || name != to || m.GetType().Name != message)
                return 1;
            lost = true;
            return 0;
        });
        tree.Start();

        var failed = ExpectMsg<Health.ComponentFailed>();
        Assert.Equal(("clock", "EDS-003"), (failed.Component, failed.Error.Code));
        Assert.Equal("Tick 0 at 2024-06-01 00:00 was never completed although every component is idle.", failed.Error.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_venue_that_reports_on_something_else_ends_the_run_with_EDS_003(bool live) => AssertFailed("EDS-003", Run(BusyDay.Scenario with
    {
        Live = live,
        Venue = venue => new VenueTap(venue) { Report = r => r with { Instruction = r.Instruction with { Id = "another" } } },
    }));

    [Fact]
    public void A_lane_serves_one_run_after_the_other()
    {
        var journals = Enumerable.Range(0, 50).Select(i => Complete(BusyDay.Scenario, $"run-{i}").Journal()).Distinct();

        Assert.Single(journals);
    }

    [Fact]
    public void The_trees_of_ended_runs_are_gone()
    {
        Complete(BusyDay.Scenario);
        AssertFailed("RST-001", Run(BusyDay.Scenario with { OnTick = _ => throw new Domain.Errors.BasisException("RST-001", "full") }));

        Assert.Equal(["health", "runs"], LiveTree.UserActors(Sys).Select(a => a.Path.Name).Order(StringComparer.Ordinal));
    }
}
