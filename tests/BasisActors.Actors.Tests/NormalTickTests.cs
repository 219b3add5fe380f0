using BasisActors.Actors.Clock;
using BasisActors.Actors.Events;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Strategies;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Instructions;

namespace BasisActors.Actors.Tests;

/// <summary>The flow of one tick (S-061…S-072, S-186, S-212): one way round, in one order.</summary>
public sealed class NormalTickTests : ActorTreeTest
{
    [Fact]
    public void A_quiet_tick_goes_one_way_round_from_clock_to_clock()
    {
        // Hour 1 of a lending run: everything is supplied already, no index is due.
        var steps = StepsOfTick(Scenario.Lending with { LastHour = 1 }, tick: 1);

        Assert.Equal(
            [
                "Tick → on-chain", "Tick → market-data", "Tick → strategy",
                "MarketReady → ledger",
                "PositionsSettled → exposure",
                "ExposureComputed → attribution", "ExposureComputed → risk", "ExposureComputed → strategy",
                "RiskAssessed → strategy",
                "InstructionBlocks → clock", "InstructionBlocks → execution",
                "TickExecuted → attribution",
                "TickCompleted → results", "TickCompleted → clock",
            ],
            steps);
    }

    [Fact]
    public void A_tick_with_a_block_goes_round_the_tight_loop_once()
    {
        // Hour 0: the capital arrives, the book changes, one block supplies it.
        var steps = StepsOfTick(Scenario.Lending with { LastHour = 0 }, tick: 0);

        Assert.Equal(
            [
                "MarketReady → ledger",
                "QueryStatement → on-chain",
                "VenueStatement → ledger",
                "PositionsSettled → exposure",
                "ExposureComputed → attribution", "ExposureComputed → risk", "ExposureComputed → strategy",
                "RiskAssessed → strategy",
                "InstructionBlocks → clock", "InstructionBlocks → execution",
                "Execute → on-chain",
                "ExecutionReport → execution",
                "ApplyReports → ledger",
                "QueryStatement → on-chain",
                "VenueStatement → ledger",
                "PositionsSettled → exposure",
                "ExposureComputed → attribution", "ExposureComputed → risk",
                "BlockSettled → execution",
                "RecordBlock → results",
                "PlanExecuted → strategy",
                "TickExecuted → attribution",
                "TickCompleted → results", "TickCompleted → clock",
            ],
            steps.Where(s => !s.StartsWith("Tick →", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_strategy_answers_each_tick_with_instruction_blocks()
    {
        var tree = RunTapped(Scenario.Basis with { LastHour = 20 });

        var answers = tree.Steps.Where(s => s.To == "clock").Select(s => s.Message).OfType<InstructionBlocks>().ToList();
        Assert.Equal(Enumerable.Range(0, 21).Select(n => (long)n), answers.Select(a => a.Assessed.Tick.Sequence));
        Assert.Equal(["TRANSFER_TO_CEX", "TRANSFER_TO_CEX", "CEX_SPOT_BUY", "PERP_OPEN_SHORT", "PERP_OPEN_SHORT"],
            answers[0].Plan.Blocks.SelectMany(b => b.Instructions).Select(i => i.Operation.Name()));
        Assert.All(answers.Skip(1), a => Assert.Empty(a.Plan.Blocks));
    }

    [Fact]
    public void No_message_carries_market_data()
    {
        // S-065, C-18: a tick carries time, everything else is asked for by timestamp.
        var tree = RunTapped(Scenario.Basis with { LastHour = 2 });

        var types = tree.Steps.Select(s => s.Message.GetType()).Distinct();
        Assert.All(types, t => Assert.DoesNotContain(t.GetProperties(), p => p.PropertyType.Namespace == "BasisActors.Domain.Market"));
    }

    [Fact]
    public void Events_have_one_gapless_order_and_tell_each_operation_before_and_after()
    {
        var recording = Complete(Scenario.Basis with { LastHour = 9 });

        Assert.Equal(Enumerable.Range(1, recording.Events.Count).Select(n => (long)n), recording.Events.Select(e => e.Order));
        var settlement = recording.Events.Select(e => e.Event).Where(e => e.Timestamp == MarketBuilder.Hour(8)).Select(e => (e.Component, e.Type, e.Status));
        Assert.Equal(
            [
                ("ledger", EventType.PositionUpdate, EventStatus.Pending),
                ("ledger", EventType.FundingPayment, EventStatus.Complete),
                ("ledger", EventType.FundingPayment, EventStatus.Complete),
                ("ledger", EventType.PositionUpdate, EventStatus.Complete),
                ("ledger", EventType.Reconciliation, EventStatus.Complete),
                ("ledger", EventType.Reconciliation, EventStatus.Complete),
                ("ledger", EventType.Reconciliation, EventStatus.Complete),
                ("exposure", EventType.ExposureUpdate, EventStatus.Pending),
                ("exposure", EventType.ExposureUpdate, EventStatus.Complete),
                ("risk", EventType.RiskUpdate, EventStatus.Pending),
                ("risk", EventType.RiskUpdate, EventStatus.Complete),
                ("strategy-btc_basis", EventType.StateUpdate, EventStatus.Pending),
                ("strategy-btc_basis", EventType.StateUpdate, EventStatus.Complete),
                ("attribution", EventType.PnlUpdate, EventStatus.Pending),
                ("attribution", EventType.PnlUpdate, EventStatus.Complete),
            ],
            settlement);
    }

    [Theory]
    [InlineData(EventDetail.None)]
    [InlineData(EventDetail.Decisions)]
    public void What_is_logged_changes_nothing_of_what_is_done(EventDetail detail)
    {
        var all = Complete(Scenario.Basis, "all");
        var less = Complete(Scenario.Basis with { Detail = detail }, "less");

        Assert.Equal(all.Journal(), less.Journal());
        Assert.True(less.Events.Count < all.Events.Count);
        Assert.Equal(detail == EventDetail.None, less.Events.Count == 0);
    }

    [Fact]
    public void Each_tick_is_completed_once_and_its_buckets_sum_to_the_equity_change()
    {
        var recording = Complete(Scenario.Basis);

        Assert.Equal(Enumerable.Range(0, SampleMarket.Rows).Select(n => (long)n), recording.Ticks.Select(t => t.Tick.Sequence));
        Assert.All(recording.Ticks, t => Assert.Equal(0, t.Pnl.Residual));
        Assert.Equal(["key-0-1", "key-0-2", "key-74-1", "key-104-1", "key-152-1", "key-152-2", "key-152-3"], recording.Blocks.Select(b => b.Outcome.Block.Id));
    }

    private List<string> StepsOfTick(Scenario scenario, long tick)
    {
        var steps = RunTapped(scenario).Steps.Where(s => s.To != "event-log").ToList();
        var first = steps.FindIndex(s => s.Message is Tick t && t.Sequence == tick);
        var last = steps.FindLastIndex(s => s.Message is TickCompleted c && c.Tick.Sequence == tick);
        return [.. steps[first..(last + 1)].Select(s => s.ToString())];
    }

    private TappedTree RunTapped(Scenario scenario)
    {
        var tree = new TappedTree(Sys, LaneIds[0], TestActor, scenario.Prepare());
        tree.Start();
        Assert.Equal(RunStatus.Completed, ExpectMsg<ClockFinished>().Outcome.Status);
        return tree;
    }
}
