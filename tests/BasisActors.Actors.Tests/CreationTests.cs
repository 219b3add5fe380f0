using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Tests;

/// <summary>A run that cannot be made is refused with its reason, before anything is traded (S-108, S-191).</summary>
public sealed class CreationTests() : ActorTreeTest(lanes: 2)
{
    // What can be told from the configuration alone is refused before there is a run to start.
    [Fact]
    public void An_unknown_mode_makes_no_run_and_names_the_known_ones()
    {
        var error = Refused(SampleConfiguration.Basis with { Mode = "btc_bais" });

        Assert.Equal("STRAT-003", error.Code);
        Assert.Equal(Severity.Critical, error.Severity);
        Assert.Contains("btc_basis, eth_basis", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_subscription_at_all_makes_no_run() =>
        Assert.Equal("POS-004", Refused(SampleConfiguration.Basis with { PositionSubscriptions = [] }).Code);

    [Fact]
    public void A_subscription_named_twice_makes_no_run()
    {
        var keys = SampleConfiguration.Basis.PositionSubscriptions;

        var error = Refused(SampleConfiguration.Basis with { PositionSubscriptions = keys.Add(PositionKey.Parse("wallet:BaseToken:USDT")) });

        Assert.Equal(("POS-004", "wallet:BaseToken:USDT"), (error.Code, error.Where));
    }

    [Theory]
    [InlineData("wallet:BaseToken:USDT")] // the capital has no account: found at the first tick
    [InlineData("binance:BaseToken:USDT")] // funding has no account: found when the ledger is made
    public void A_position_that_is_needed_and_not_declared_is_refused_by_name(string key)
    {
        var outcome = RunWithout(k => k == PositionKey.Parse(key));

        AssertFailed("POS-001", outcome);
        Assert.Equal(key, outcome.Error?.Where);
        Complete(BusyDay.Scenario, "after");
    }

    [Fact]
    public void A_hedge_venue_that_is_not_enabled_is_refused_by_name()
    {
        var outcome = Run(Scenario.Basis with { Configuration = SampleConfiguration.Basis with { Hedge = [new HedgeWeight("okx", 1)] } });

        AssertFailed("VIM-001", outcome);
        Assert.Equal("okx", outcome.Error?.Where);
    }

    [Fact]
    public void A_component_that_cannot_be_made_ends_a_live_run_too() => AssertFailed("VIM-001", Run(
        Scenario.Basis with { Live = true, Configuration = SampleConfiguration.Basis with { Hedge = [new HedgeWeight("okx", 1)] } }));

    [Fact]
    public void Two_venues_of_one_name_are_refused()
    {
        Runs.Tell(new StartRun(WithVenueTwice("run", venue: 0)), TestActor);

        AssertFailed("BTS-003", ExpectMsg<RunFinished>().Outcome);
        Complete(BusyDay.Scenario, "after");
    }

    [Fact]
    public void Two_runs_that_cannot_be_made_at_the_same_time_each_hear_their_own_reason()
    {
        for (var i = 0; i < 20; i++)
        {
            Runs.Tell(new StartRun(WithVenueTwice("exchange", venue: 0)), TestActor);
            Runs.Tell(new StartRun(WithVenueTwice("chain", venue: 2)), TestActor);
            var reasons = new[] { ExpectMsg<RunFinished>(), ExpectMsg<RunFinished>() }.ToDictionary(f => f.RunId, f => f.Outcome.Error?.Message);
            Assert.Contains("cex-binance", reasons["exchange"], StringComparison.Ordinal);
            Assert.Contains("on-chain", reasons["chain"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_venue_that_no_executor_serves_ends_the_run_with_its_name()
    {
        foreach (var live in (bool[])[false, true])
        {
            var outcome = Run(BusyDay.Scenario with { Live = live, Venue = venue => venue.Name == "binance" ? new Renamed(venue) : venue }, $"run-{live}");
            AssertFailed("VIM-001", outcome);
            Assert.Contains("'binance'", outcome.Error?.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a run")]
    [InlineData("2024/06")]
    [InlineData("")]
    public void A_name_that_no_actor_can_have_is_refused_and_disturbs_no_other_run(string name)
    {
        using var gate = new Gate(TestActor, 3);
        Start(BusyDay.Scenario with { OnTick = t => gate.Pass(t.Tick.Sequence) }, "good");
        ExpectMsg<Gate.Reached>();

        AssertFailed("BTS-002", Run(BusyDay.Scenario, name));

        gate.Open();
        AssertCompleted(ExpectMsg<RunFinished>().Outcome);
    }

    [Fact]
    public void A_name_that_is_taken_is_refused_while_its_run_lasts()
    {
        using var gate = new Gate(TestActor, 3);
        Start(BusyDay.Scenario with { OnTick = t => gate.Pass(t.Tick.Sequence) });
        ExpectMsg<Gate.Reached>();

        Runs.Tell(new StartRun(BusyDay.Scenario.Prepare()), TestActor);
        AssertFailed("BTS-002", ExpectMsg<RunFinished>().Outcome);

        gate.Open();
        AssertCompleted(ExpectMsg<RunFinished>().Outcome);
    }

    private static BasisError Refused(RunConfiguration configuration) =>
        Assert.Throws<BasisException>(() => (Scenario.Basis with { Configuration = configuration }).Prepare()).Error;

    private RunOutcome RunWithout(Predicate<PositionKey> left) => Run(Scenario.Basis with
    {
        Configuration = SampleConfiguration.Basis with { PositionSubscriptions = SampleConfiguration.Basis.PositionSubscriptions.RemoveAll(left) },
    });

    private static RunContext WithVenueTwice(string id, int venue)
    {
        var context = Scenario.Basis.Prepare(id);
        return new RunContext(id, context.Configuration, context.Market)
        {
            Key = context.Key,
            From = context.From,
            To = context.To,
            Venues = [.. context.Venues, context.Venues[venue]],
            Events = context.Events,
            Recorder = context.Recorder,
        };
    }

    /// <summary>A venue under a name that nobody asks for.</summary>
    private sealed class Renamed(IExecutionVenue venue) : IExecutionVenue
    {
        public string Name => "elsewhere";

        public void Advance(DateTimeOffset timestamp) => venue.Advance(timestamp);

        public ExecutionReport Execute(Instruction instruction, DateTimeOffset timestamp) => venue.Execute(instruction, timestamp);

        public IReadOnlyList<Delta> Statement() => venue.Statement();
    }
}
