using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Tests;

/// <summary>Backtest (C-28): the first failure stops the run, its requester hears why, its lane serves the next run.</summary>
public sealed class AbortTests : ActorTreeTest
{
    [Fact]
    public void A_market_query_that_fails_aborts_the_run_wherever_it_was()
    {
        var counting = new FaultyMarket(BusyDay.Market, Fault.None);
        Complete(BusyDay.Scenario with { Market = counting }, "counting");

        for (var k = 1; k <= counting.Queries.Count; k += 5)
        {
            var fault = new Fault(k);
            var outcome = Run(BusyDay.Scenario with { Market = new FaultyMarket(BusyDay.Market, fault) }, $"fault-{k}");
            AssertFailed("DPR-001", outcome);
            Assert.Equal($"Injected at call {k}.", outcome.Error?.Message);
        }

        Complete(BusyDay.Scenario, "after");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void A_venue_that_throws_aborts_the_run(int call)
    {
        var fault = new Fault(call, code: "EXEC-002");

        AssertFailed("EXEC-002", Run(BusyDay.Scenario with { Venue = venue => new VenueTap(venue) { BeforeExecute = _ => fault.Pass() } }));

        Assert.Equal(call, fault.Calls);
        Complete(BusyDay.Scenario, "after");
    }

    [Fact]
    public void A_venue_that_throws_something_unknown_aborts_the_run_with_the_name_of_the_component()
    {
        var outcome = Run(BusyDay.Scenario with { Venue = venue => new VenueTap(venue) { BeforeExecute = _ => throw new TimeoutException("no answer") } });

        AssertFailed("EDS-001", outcome);
        Assert.Equal(("TimeoutException: no answer", "on-chain"), (outcome.Error?.Message, outcome.Error?.Where));
    }

    [Fact]
    public void A_sink_that_fails_aborts_the_run()
    {
        var fault = new Fault(100, code: "EVT-001");

        AssertFailed("EVT-001", Run(BusyDay.Scenario with { OnEvent = _ => fault.Pass() }));

        Assert.Equal(99, Recorded().Events.Count);
        Complete(BusyDay.Scenario, "after");
    }

    [Fact]
    public void A_recorder_that_fails_aborts_the_run_and_what_was_recorded_stays()
    {
        var fault = new Fault(11, code: "RST-001");

        AssertFailed("RST-001", Run(BusyDay.Scenario with { OnTick = _ => fault.Pass() }));

        Assert.Equal(10, Recorded().Ticks.Count);
        Assert.Equal(11, fault.Calls);
        Complete(BusyDay.Scenario, "after");
    }

    [Fact]
    public void A_failed_run_is_no_longer_listed_and_its_name_is_free()
    {
        AssertFailed("RST-001", Run(BusyDay.Scenario with { OnTick = _ => throw new BasisException("RST-001", "full") }));

        Runs.Tell(ListRuns.Instance, TestActor);
        var list = ExpectMsg<RunList>();
        Assert.Empty(list.Active);
        Assert.Empty(list.Waiting);
        Complete(BusyDay.Scenario);
    }

    [Fact]
    public void A_run_beyond_the_data_fails_with_the_range_of_the_data()
    {
        var outcome = Run(BusyDay.Scenario with { LastHour = BusyDay.Rows });

        AssertFailed("DPR-001", outcome);
        Assert.Equal("DATA-014", outcome.Error?.SubCode);
        Assert.Equal(BusyDay.Rows, Recorded().Ticks.Count);
    }

    [Fact]
    public void The_ticks_before_an_abort_are_those_of_the_whole_run()
    {
        var whole = Complete(BusyDay.Scenario, "whole");
        var fault = new Fault(17, code: "RST-001");
        AssertFailed("RST-001", Run(BusyDay.Scenario with { OnTick = _ => fault.Pass() }, "part"));

        using var expected = new JournalHash();
        foreach (var tick in whole.Ticks.Take(16))
            expected.Add(tick.Tick.Timestamp, tick.Postings);
        Assert.Equal(expected.Current, Recorded("part").Journal());
    }
}
