using BasisActors.Actors.Health;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;
using BasisActors.Domain.Instructions;

namespace BasisActors.Actors.Tests.Inspection;

/// <summary>An actor that an operator has fail: what docs/supervision.md promises for it happens.</summary>
public sealed class OperatorCrashTests() : ActorTreeTest(lanes: 2)
{
    private static readonly Crash Crash = new("drill");
    private static readonly Scenario Live = BusyDay.Scenario with { Live = true };

    public static TheoryData<string> Components => [.. BusyDay.Components];

    [Theory]
    [MemberData(nameof(Components))]
    public void Any_component_goes_on_as_if_nothing_had_been_and_its_error_is_in_the_log(string component)
    {
        var expected = Complete(Live, "calm").Comparable();
        var sent = false;
        void Once(Instruction instruction)
        {
            if (sent || instruction.Operation != Operation.CexSpotBuy)
                return;
            sent = true;
            Actor($"runs/run/{component}").Tell(Crash, ActorRefs.NoSender);
        }

        var recording = Complete(Live with { Venue = venue => new VenueTap(venue) { BeforeExecute = Once } });

        var actual = recording.Comparable();
        Assert.Equal(expected.Equity, actual.Equity);
        Assert.Equal(expected.Blocks, actual.Blocks);
        Assert.Equal(expected.Events, actual.Events);
        Assert.Equal(expected.Journal, actual.Journal);
        var error = Assert.Single(recording.Errors).Event;
        Assert.Equal((component, "INS-002"), (error.Component, Assert.IsType<BasisError>(error.Payload).Code));
    }

    [Theory]
    [MemberData(nameof(Components))]
    public void The_fourth_failure_of_a_component_ends_the_run_with_its_error(string component)
    {
        var outcome = Run(Live with
        {
            OnTick = tick =>
            {
                if (tick.Tick.Sequence is >= 2 and <= 5)
                    Actor($"runs/run/{component}").Tell(Crash, ActorRefs.NoSender);
            },
        });

        AssertFailed("INS-002", outcome);
        Assert.Contains("drill", outcome.Error!.Message, StringComparison.Ordinal);
        Assert.InRange(Recorded().Ticks.Count, 5, 8);
    }

    [Fact]
    public void In_a_backtest_the_first_failure_ends_the_run()
    {
        var outcome = Run(BusyDay.Scenario with
        {
            OnTick = tick =>
            {
                if (tick.Tick.Sequence == 2)
                    Actor("runs/run/ledger").Tell(Crash, ActorRefs.NoSender);
            },
        });

        AssertFailed("INS-002", outcome);
    }

    [Fact]
    public void A_run_itself_fails_with_the_error_which_is_in_its_log_and_health_forgets_it()
    {
        var outcome = Run(Live with
        {
            OnTick = tick =>
            {
                if (tick.Tick.Sequence == 3)
                    Actor("runs/run").Tell(Crash, ActorRefs.NoSender);
            },
        });

        AssertFailed("INS-002", outcome);
        Assert.Equal("INS-002", Assert.IsType<BasisError>(Assert.Single(Recorded().Errors).Event.Payload).Code);
        Health.Tell(GetHealth.Instance, TestActor);
        Assert.Equal(HealthState.Unknown, ExpectMsg<HealthReport>().State);
        Complete(Live, "next"); // its lane is free
    }

    [Fact]
    public void When_runs_fails_every_run_is_stopped_who_asked_for_one_is_told_and_the_next_one_can_begin()
    {
        using var first = new Gate(TestActor, 3);
        using var second = new Gate(TestActor, 3);
        Start(Live with { OnTick = t => first.Pass(t.Tick.Sequence) }, "first");
        Start(Live with { OnTick = t => second.Pass(t.Tick.Sequence) }, "second");
        Start(Live, "waiting");
        ExpectMsg<Gate.Reached>();
        ExpectMsg<Gate.Reached>();

        Runs.Tell(Crash, ActorRefs.NoSender);
        first.Open();
        second.Open();

        var ended = Enumerable.Range(0, 3).Select(_ => ExpectMsg<RunFinished>()).OrderBy(r => r.RunId, StringComparer.Ordinal).ToList();
        Assert.Equal(["first", "second", "waiting"], ended.Select(e => e.RunId));
        Assert.All(ended, e => AssertFailed("EDS-003", e.Outcome));
        Runs.Tell(ListRuns.Instance, TestActor);
        var left = ExpectMsg<RunList>();
        Assert.Empty(left.Active.Concat(left.Waiting));
        Runs.Tell(Describe.Instance, TestActor);
        Assert.Equal(1, ExpectMsg<ActorDescription>().Restarts);
        Complete(Live, "next");
        Health.Tell(GetHealth.Instance, TestActor);
        Assert.Empty(ExpectMsg<HealthReport>().Components);
    }

    [Fact]
    public void When_health_fails_it_still_knows_who_is_registered_and_the_runs_log_it()
    {
        using var gate = new Gate(TestActor, 100);
        Start(Scenario.Basis with { Live = true, OnTick = t => gate.Pass(t.Tick.Sequence) });
        ExpectMsg<Gate.Reached>();
        Health.Tell(Crash, ActorRefs.NoSender);
        var probe = CreateTestProbe();
        Health.Tell(GetHealth.Instance, probe);
        Settle(Health);
        gate.Open();

        Assert.Equal(BusyDay.Components, probe.ExpectMsg<HealthReport>().Components.Select(c => c.Component));
        AssertCompleted(ExpectMsg<RunFinished>().Outcome);
        Health.Tell(Describe.Instance, TestActor);
        Assert.Equal(1, ExpectMsg<ActorDescription>().Restarts);
        var error = Assert.IsType<BasisError>(Assert.Single(Recorded().Errors).Event.Payload);
        Assert.Equal(("INS-002", "/user/health"), (error.Code, error.Where));
    }

    private ActorSelection Actor(string path) => Sys.ActorSelection($"/user/{path}");
}
