using BasisActors.Actors.Events;
using BasisActors.Actors.Health;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;

namespace BasisActors.Actors.Tests;

/// <summary>Unified health (S-197…S-201, domain reference §9.3).</summary>
public sealed class HealthTests() : ActorTreeTest(lanes: 2)
{
    /// <summary>A tick by which each component has handled enough messages to be judged.</summary>
    private const long Late = 120;

    [Fact]
    public void Nothing_is_known_while_nothing_runs()
    {
        var report = Ask();

        Assert.Equal(HealthState.Unknown, report.State);
        Assert.Empty(report.Components);
    }

    [Fact]
    public void Each_component_of_a_run_registers_and_is_healthy()
    {
        var report = During(Scenario.Basis, Late);

        Assert.Equal(BusyDay.Components, report.Components.Select(c => c.Component));
        Assert.All(report.Components, c => Assert.Equal(("run", HealthState.Healthy, (BasisError?)null), (c.RunId, c.State, c.LastError)));
        Assert.Equal(HealthState.Healthy, report.State);
    }

    [Fact]
    public void A_run_without_events_is_healthy_too()
    {
        var report = During(Scenario.Basis with { Detail = EventDetail.None }, Late);

        Assert.Equal(BusyDay.Components.Except(["event-log"]), report.Components.Select(c => c.Component)); // it has nothing to do
        Assert.Equal(HealthState.Healthy, report.State);
    }

    [Fact]
    public void A_component_that_failed_lately_is_degraded()
    {
        var fault = new Fault(100, code: "RST-001");

        var report = During(Scenario.Basis with { Live = true, OnTick = _ => fault.Pass() }, Late);

        var results = report.Components.Single(c => c.Component == "results");
        Assert.Equal((HealthState.Degraded, "RST-001"), (results.State, results.LastError?.Code));
        Assert.Equal(HealthState.Degraded, report.State);
        Assert.All(report.Components.Where(c => c.Component != "results"), c => Assert.Equal(HealthState.Healthy, c.State));
    }

    [Theory]
    [InlineData(null, HealthState.Healthy)]
    [InlineData("RST-001", HealthState.Degraded)] // high
    [InlineData("POS-005", HealthState.Unhealthy)] // critical
    public void The_whole_is_as_healthy_as_its_worst_component(string? code, HealthState expected)
    {
        var (sound, other) = (CreateTestProbe(), CreateTestProbe());
        Health.Tell(new RegisterComponent("run", "sound", sound));
        Health.Tell(new RegisterComponent("run", "other", other));
        var gauge = new HealthGauge("other");
        gauge.Success(MarketBuilder.Start);
        if (code is not null)
            gauge.Failure(new BasisError(code, "Injected."));

        Health.Tell(GetHealth.Instance, TestActor);
        sound.ExpectMsg<ReportHealth>();
        sound.Reply(gauge.Report() with { Component = "sound", State = HealthState.Healthy });
        other.ExpectMsg<ReportHealth>();
        other.Reply(gauge.Report());

        var report = ExpectMsg<HealthReport>();
        Assert.Equal(expected, report.State);
        Assert.Equal([("other", expected), ("sound", HealthState.Healthy)], report.Components.Select(c => (c.Component, c.State)));
        Assert.Equal(code, report.Components[0].LastError?.Code);
    }

    [Fact]
    public void A_hundred_updates_without_an_error_restore_a_component()
    {
        var fault = new Fault(10, code: "RST-001");

        var report = During(Scenario.Basis with { Live = true, OnTick = _ => fault.Pass() }, Late);

        Assert.Equal(HealthState.Healthy, report.Components.Single(c => c.Component == "results").State);
    }

    [Fact]
    public void A_run_that_ended_is_forgotten()
    {
        Complete(BusyDay.Scenario);
        Run(BusyDay.Scenario with { OnTick = _ => throw new BasisException("RST-001", "full") }, "failed");

        Assert.Empty(Ask().Components);
    }

    [Fact]
    public void Health_covers_all_runs_in_order_of_their_names()
    {
        using var first = new Gate(TestActor, Late, Late + 1);
        using var second = new Gate(TestActor, Late, Late + 1);
        Start(Scenario.Lending with { OnTick = t => first.Pass(t.Tick.Sequence) }, "b");
        Start(Scenario.Basis with { OnTick = t => second.Pass(t.Tick.Sequence) }, "a");
        ExpectMsg<Gate.Reached>();
        ExpectMsg<Gate.Reached>();
        var probe = CreateTestProbe();

        Health.Tell(GetHealth.Instance, probe);
        Settle(Health);
        first.Open();
        second.Open();
        var report = probe.ExpectMsg<HealthReport>();
        ExpectMsg<Gate.Reached>();
        ExpectMsg<Gate.Reached>();
        first.Open();
        second.Open();

        ExpectMsg<RunFinished>();
        ExpectMsg<RunFinished>();
        Assert.Equal([.. Enumerable.Repeat("a", 13), .. Enumerable.Repeat("b", 11)], report.Components.Select(c => c.RunId));
    }

    [Fact]
    public void A_question_is_answered_when_the_run_ends_before_its_components_have_answered()
    {
        // The run is held at its last tick but one, and aborts there.
        using var gate = new Gate(TestActor, 5);
        Start(BusyDay.Scenario with
        {
            OnTick = t =>
            {
                gate.Pass(t.Tick.Sequence);
                if (t.Tick.Sequence == 5)
                    throw new BasisException("RST-001", "full");
            },
        });
        ExpectMsg<Gate.Reached>();
        var probe = CreateTestProbe();
        Health.Tell(GetHealth.Instance, probe);
        Settle(Health);
        gate.Open();

        probe.ExpectMsg<HealthReport>();
        ExpectMsg<RunFinished>();
    }

    [Fact]
    public void Asking_for_health_all_the_time_disturbs_no_run()
    {
        var calm = Complete(Scenario.Basis, "calm").Journal();
        var asker = Sys.ActorOf(Props.Create(() => new Asker(Health)));
        for (var i = 0; i < 10; i++)
            Assert.Equal(calm, Complete(Scenario.Basis, $"asked-{i}").Journal());
        Sys.Stop(asker);
    }

    private HealthReport Ask()
    {
        Health.Tell(GetHealth.Instance, TestActor);
        return ExpectMsg<HealthReport>();
    }

    /// <summary>Health as told in the middle of a run.</summary>
    private HealthReport During(Scenario scenario, long tick)
    {
        using var gate = new Gate(TestActor, tick);
        Start(scenario with
        {
            OnTick = t =>
            {
                scenario.OnTick(t);
                gate.Pass(t.Tick.Sequence);
            },
        });
        ExpectMsg<Gate.Reached>();
        var probe = CreateTestProbe();
        Health.Tell(GetHealth.Instance, probe);
        Settle(Health); // the components have been asked; they answer when the run goes on
        gate.Open();
        var report = probe.ExpectMsg<HealthReport>();
        AssertCompleted(ExpectMsg<RunFinished>().Outcome);
        return report;
    }

    /// <summary>Asks again as soon as it is answered.</summary>
    private sealed class Asker : UntypedActor
    {
        private readonly IActorRef _health;

        public Asker(IActorRef health)
        {
            _health = health;
            _health.Tell(GetHealth.Instance);
        }

        protected override void OnReceive(object message) => _health.Tell(GetHealth.Instance);
    }
}
