using Akka.TestKit;
using BasisActors.Actors.Health;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Actors.Tests.Live.Fixtures;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;

namespace BasisActors.Actors.Tests;

/// <summary>Rounds of questions in a process with live runs (domain reference §9.3): every 30 s, ten seconds to answer, three missed rounds are unhealthy.</summary>
public sealed class HealthRoundTests : ActorTreeTest
{
    private static readonly Heartbeat EveryHalfMinute = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(300));

    private readonly VirtualTime _time = new(new Signal(), MarketBuilder.Start);
    private readonly IActorRef _health;
    private readonly TestProbe _sound, _hanging, _changes;

    public HealthRoundTests()
    {
        (_sound, _hanging, _changes) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        Sys.EventStream.Subscribe(_changes, typeof(RunHealthChanged));
        _health = Sys.ActorOf(HealthActor.Props(_time));
        Settle(_health);
        _health.Tell(new RegisterComponent("run", "hanging", _hanging));
        _health.Tell(new RegisterComponent("run", "sound", _sound));
    }

    [Fact]
    public void A_component_that_never_answers_is_not_ready_then_unhealthy_after_three_rounds()
    {
        var seen = new List<HealthState>();
        for (var round = 0; round < 4; round++)
        {
            Round(answers: true, hangs: true);
            seen.Add(State("hanging"));
        }

        Assert.Equal([HealthState.NotReady, HealthState.NotReady, HealthState.Unhealthy, HealthState.Unhealthy], seen);
        Assert.Equal((HealthState.Healthy, HealthState.Unhealthy), (State("sound"), Last().State));
        Assert.Equal("HES-001", Last().Components.Single(c => c.Component == "hanging").LastError?.Code);
    }

    [Fact]
    public void One_that_answers_again_is_well_again()
    {
        Round(answers: true, hangs: false);
        for (var round = 0; round < 3; round++)
            Round(answers: true, hangs: true);
        Assert.Equal(HealthState.Unhealthy, State("hanging"));

        Round(answers: true, hangs: false);

        Assert.Equal((HealthState.Healthy, HealthState.Healthy), (State("hanging"), Last().State));
    }

    [Fact]
    public void The_last_state_is_told_at_once_while_everybody_hangs()
    {
        Advance(HealthRounds.Every);

        Assert.Equal(HealthState.Degraded, Last().State); // nobody has answered anything

        _sound.ExpectMsg<ReportHealth>();
        _hanging.ExpectMsg<ReportHealth>();
    }

    [Fact]
    public void An_error_shows_before_the_next_round_and_the_component_is_asked_for_the_rest()
    {
        Round(answers: true, hangs: false);

        _health.Tell(new ComponentFailed("run", "sound", new BasisError("POS-005", "Injected.")));

        Assert.Equal((HealthState.Unhealthy, HealthState.Unhealthy), (State("sound"), Last().State));
        _sound.ExpectMsg<ReportHealth>();
        _hanging.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_live_run_has_a_heartbeat_and_what_is_told_of_it()
    {
        Watch("heartbeat", "journal", "venue-binance");
        Assert.Equal(HealthState.NotReady, State("heartbeat"));

        Beat();
        _health.Tell(new PartTold("run", "journal", HealthState.Healthy));
        _health.Tell(new PartTold("run", "venue-binance", HealthState.Degraded, new BasisError("EXI-003", "away")));

        Assert.Equal((HealthState.Healthy, HealthState.Healthy, HealthState.Degraded), (State("heartbeat"), State("journal"), State("venue-binance")));
    }

    [Theory]
    [InlineData(60, HealthState.Healthy)]
    [InlineData(90, HealthState.Degraded)]
    [InlineData(330, HealthState.Unhealthy)]
    public void A_heart_that_stops_shows_without_a_word_from_anybody(int seconds, HealthState state)
    {
        Watch("heartbeat");
        Beat();

        for (var passed = 0; passed < seconds; passed += 10)
            Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(state, State("heartbeat"));
    }

    [Fact]
    public void What_only_a_live_run_has_does_not_count_in_a_backtest()
    {
        _health.Tell(new PartTold("run", "journal", HealthState.Unhealthy));

        Assert.Equal(["hanging", "sound"], Last().Components.Select(c => c.Component));
    }

    [Fact]
    public void A_change_of_a_live_run_as_a_whole_is_published_once()
    {
        Watch("journal");
        Round(answers: true, hangs: false);
        _health.Tell(new PartTold("run", "journal", HealthState.Healthy));
        _health.Tell(new PartTold("run", "journal", HealthState.Healthy));
        _health.Tell(new PartTold("run", "journal", HealthState.Unhealthy, new BasisError("RST-003", "away")));
        _health.Tell(new PartTold("run", "journal", HealthState.Unhealthy, new BasisError("RST-003", "still away")));
        _health.Tell(new PartTold("run", "journal", HealthState.Healthy));
        Settle(_health);

        var states = new List<HealthState>();
        while (_changes.HasMessages)
            states.Add(_changes.ExpectMsg<RunHealthChanged>().Report.State);
        Assert.Equal([HealthState.Degraded, HealthState.Healthy, HealthState.Unhealthy, HealthState.Healthy], states);
    }

    [Fact]
    public void A_run_that_ended_is_not_asked_any_more()
    {
        Watch("journal");
        _health.Tell(new ForgetRun("run"));
        Advance(HealthRounds.Every + HealthRounds.Timeout);

        Assert.Empty(Last().Components);
        Assert.False(_sound.HasMessages || _hanging.HasMessages);
    }

    [Fact]
    public void Who_is_registered_outlives_a_restart()
    {
        Round(answers: true, hangs: false);

        _health.Tell(new WatchRun("run", EveryHalfMinute, default)); // a message that it fails on
        Settle(_health);

        Assert.Equal([("hanging", HealthState.Healthy), ("sound", HealthState.Healthy)], Last().Components.Select(c => (c.Component, c.State)));
        Round(answers: true, hangs: false); // and the rounds go on
    }

    private void Watch(params string[] parts)
    {
        _health.Tell(new WatchRun("run", EveryHalfMinute, [.. parts]));
        Settle(_health);
    }

    private void Beat()
    {
        _health.Tell(new TickBeat("run"));
        Settle(_health);
    }

    /// <summary>One round from its beginning to its end.</summary>
    private void Round(bool answers, bool hangs)
    {
        Advance(HealthRounds.Every - HealthRounds.Timeout);
        if (!_sound.HasMessages)
            Advance(HealthRounds.Timeout);
        _sound.ExpectMsg<ReportHealth>();
        _hanging.ExpectMsg<ReportHealth>();
        if (answers)
            _sound.Reply(Healthy("sound"));
        if (!hangs)
            _hanging.Reply(Healthy("hanging"));
        Settle(_health);
        Advance(HealthRounds.Timeout);
    }

    private void Advance(TimeSpan by)
    {
        _time.Pass(by);
        Settle(_health);
    }

    private HealthReport Last()
    {
        _health.Tell(GetLastHealth.Instance, TestActor);
        return ExpectMsg<HealthReport>();
    }

    private HealthState State(string component) => Last().Components.Single(c => c.Component == component).State;

    private static ComponentReport Healthy(string component)
    {
        var gauge = new HealthGauge(component);
        gauge.Success(MarketBuilder.Start);
        return gauge.Report();
    }
}
