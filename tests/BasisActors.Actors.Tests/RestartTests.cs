using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Instructions;

namespace BasisActors.Actors.Tests;

/// <summary>Live (S-153, S-194): a component that failed is restarted with its state and handles its message again; nothing else changes.</summary>
public sealed class RestartTests : ActorTreeTest
{
    private static readonly Scenario Live = BusyDay.Scenario with { Live = true };

    [Theory]
    [InlineData(0)] // entry
    [InlineData(3)] // quiet
    [InlineData(4)] // deposit booked
    [InlineData(5)] // deposit deployed
    [InlineData(8)] // funding, exit
    [InlineData(16)] // entry again
    [InlineData(20)] // withdrawal
    public void A_market_query_that_fails_once_changes_nothing_wherever_in_a_tick_it_was(int hour)
    {
        var expected = Complete(Live, "calm").Comparable();
        var counting = new FaultyMarket(BusyDay.Market, Fault.None);
        Complete(Live with { Market = counting }, "counting");
        var first = counting.Queries.IndexOf(MarketBuilder.Hour(hour));
        var last = counting.Queries.LastIndexOf(MarketBuilder.Hour(hour));

        var restarted = new SortedSet<string>(StringComparer.Ordinal);
        for (var k = first; k <= last; k++)
        {
            var recording = Complete(Live with { Market = new FaultyMarket(BusyDay.Market, new Fault(k + 1)) }, $"fault-{k}");
            AssertSame(expected, recording);
            restarted.Add(Assert.Single(recording.Errors).Event.Component);
        }

        Assert.Superset(new HashSet<string>(["attribution", "exposure", "ledger", "market-data", "risk", "strategy-btc_basis"]), restarted);
    }

    [Fact]
    public void A_venue_that_fails_once_before_it_executes_changes_nothing() =>
        FailOnceAtEachCall(20, 40, fault => venue => new VenueTap(venue) { BeforeExecute = _ => fault.Pass() });

    [Fact]
    public void A_venue_that_executes_and_then_fails_to_say_so_does_not_execute_twice() => FailOnceAtEachCall(20, 40, fault => venue => new VenueTap(venue)
    {
        Report = report =>
        {
            fault.Pass();
            return report;
        },
    });

    [Fact]
    public void A_venue_that_fails_once_before_it_settles_changes_nothing() =>
        FailOnceAtEachCall(72, 72, fault => venue => new VenueTap(venue) { BeforeAdvance = _ => fault.Pass() });

    [Fact]
    public void A_venue_that_settles_and_then_fails_to_say_so_does_not_settle_twice() =>
        FailOnceAtEachCall(72, 72, fault => venue => new VenueTap(venue) { AfterAdvance = _ => fault.Pass() });

    [Fact]
    public void A_venue_that_fails_once_to_state_its_holdings_changes_nothing() => FailOnceAtEachCall(20, 90, fault => venue => new VenueTap(venue)
    {
        Holdings = holdings =>
        {
            fault.Pass();
            return holdings;
        },
    });

    [Fact]
    public void An_event_sink_that_fails_once_loses_and_repeats_no_event()
    {
        var expected = Complete(Live, "calm").Comparable();
        for (var k = 1; k < expected.Events.Count; k += 11)
        {
            var fault = new Fault(k, code: "EVT-001");
            AssertSame(expected, Complete(Live with { OnEvent = _ => fault.Pass() }, $"fault-{k}"));
        }
    }

    [Fact]
    public void A_recorder_that_fails_once_loses_and_repeats_no_tick_and_no_block()
    {
        var expected = Complete(Live, "calm").Comparable();
        for (var k = 1; k <= BusyDay.Rows; k += 3)
        {
            var fault = new Fault(k, code: "RST-001");
            AssertSame(expected, Complete(Live with { OnTick = _ => fault.Pass() }, $"tick-{k}"));
        }

        for (var k = 1; k <= expected.Blocks.Count; k++)
        {
            var fault = new Fault(k, code: "RST-001");
            AssertSame(expected, Complete(Live with { OnBlock = _ => fault.Pass() }, $"block-{k}"));
        }
    }

    [Fact]
    public void Any_component_can_be_restarted_in_the_middle_of_an_entry()
    {
        var expected = Complete(Live, "calm").Comparable();
        foreach (var component in BusyDay.Components)
        {
            var id = $"kill-{component}";
            var sent = false;
            void KillOnce(Instruction instruction)
            {
                if (sent || instruction.Operation != Operation.CexSpotBuy)
                    return;
                sent = true;
                Sys.ActorSelection($"/user/runs/{id}/{component}").Tell(Kill.Instance, ActorRefs.NoSender);
            }

            AssertSame(expected, Complete(Live with { Venue = venue => new VenueTap(venue) { BeforeExecute = KillOnce } }, id));
            Assert.True(sent);
        }
    }

    [Fact]
    public void Faults_of_several_components_in_one_tick_change_nothing()
    {
        var expected = Complete(Live, "calm").Comparable();
        var market = new Fault(5);
        var sink = new Fault(30, code: "EVT-001");
        var venue = new Fault(2, code: "EXI-001");
        var recorder = new Fault(1, code: "RST-001");

        var recording = Complete(Live with
        {
            Market = new FaultyMarket(BusyDay.Market, market),
            OnEvent = _ => sink.Pass(),
            OnTick = _ => recorder.Pass(),
            Venue = v => new VenueTap(v) { BeforeExecute = _ => venue.Pass() },
        }, "faults");

        AssertSame(expected, recording);
        Assert.Equal(4, recording.Errors.Count()); // the event log tells its own once it can write again
    }

    [Fact]
    public void A_fault_that_stays_ends_the_run_with_its_error_after_three_restarts()
    {
        var fault = new Fault(6, Fault.Always, "RST-001");

        AssertFailed("RST-001", Run(Live with { OnTick = _ => fault.Pass() }));

        Assert.Equal(6 + 3, fault.Calls); // the first try and three more
        Assert.Equal(5, Recorded().Ticks.Count); // hours 0 to 4 are kept
    }

    [Fact]
    public void A_critical_fault_ends_the_run_at_once()
    {
        // S-193, C-43: what starts it again is the operator or the host, with the journal.
        var fault = new Fault(6, Fault.Always, "EXEC-002");

        AssertFailed("EXEC-002", Run(Live with { Venue = venue => new VenueTap(venue) { BeforeExecute = _ => fault.Pass() } }));

        Assert.Equal(6, fault.Calls);
    }

    [Fact]
    public void A_fault_that_comes_back_later_counts_against_the_same_three_restarts()
    {
        // One component, a fault every other call: the fourth ends the run.
        var calls = 0;
        var outcome = Run(Live with { OnTick = _ => new Fault(++calls % 2 == 1 ? 1 : 0, code: "RST-001").Pass() });

        AssertFailed("RST-001", outcome);
        Assert.Equal(3, Recorded().Ticks.Count);
    }

    private void FailOnceAtEachCall(int atLeast, int atMost, Func<Fault, Func<IExecutionVenue, IExecutionVenue>> tap)
    {
        var counting = new Fault(0, 0);
        var expected = Complete(Live with { Venue = tap(counting) }, "calm").Comparable();
        Assert.InRange(counting.Calls, atLeast, atMost);
        for (var k = 1; k <= counting.Calls; k++)
        {
            var recording = Complete(Live with { Venue = tap(new Fault(k, code: "EXI-001")) }, $"fault-{k}");
            AssertSame(expected, recording);
            Assert.Single(recording.Errors);
        }
    }

    private static void AssertSame(Recording.Results expected, Recording recording)
    {
        var actual = recording.Comparable();
        Assert.Equal(expected.Equity, actual.Equity);
        Assert.Equal(expected.Blocks, actual.Blocks);
        Assert.Equal(expected.Events, actual.Events);
        Assert.Equal(expected.Journal, actual.Journal);
    }
}
