using BasisActors.Actors.Lanes;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.MarketData;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Tests;

/// <summary>Delivered twice, done once: instruction ids are idempotency keys at the venue, in execution and in the ledger (§3.4, §11.3).</summary>
public sealed class DuplicateTests : ActorTreeTest
{
    [Theory]
    [InlineData("ExecutionReport")] // execution counts a report once
    [InlineData("ApplyReports")] // the ledger books an instruction once
    [InlineData("Execute")] // a venue executes an instruction once
    [InlineData("BlockSettled")] // a block is finished once
    [InlineData("QueryStatement")] // a venue states its holdings, and is believed, as often as it is asked
    [InlineData("TickCompleted", "clock")] // the clock sends the next tick once
    public void A_message_that_arrives_twice_changes_nothing(string message, string? onlyTo = null)
    {
        var once = RunTapped(copies: _ => 1);

        var twice = RunTapped(copies: m => m.GetType().Name == message ? 2 : 1, onlyTo);

        Assert.Equal(once.Journal(), twice.Journal());
        Assert.Equal(once.Ticks.Select(t => t.Pnl.EquityAfter), twice.Ticks.Select(t => t.Pnl.EquityAfter));
        Assert.Equal(once.Blocks.Select(b => b.Outcome.Block.Id), twice.Blocks.Select(b => b.Outcome.Block.Id));
    }

    [Fact]
    public void A_venue_answers_a_repeated_instruction_with_the_first_report_and_does_nothing()
    {
        var context = BusyDay.Scenario.Prepare();
        var chain = context.Venues.Single(v => v.Name == "on-chain");
        chain.Advance(MarketBuilder.Hour(0));
        var transfer = new Instruction
        {
            Id = "key-0-1-1",
            Operation = Operation.TransferToCex,
            Venue = "binance",
            Symbol = "USDT",
            Amount = 1_000,
            EstimatedDeltas = [],
            EstimatedCost = 0,
        };

        var first = chain.Execute(transfer, MarketBuilder.Hour(0));
        var second = chain.Execute(transfer, MarketBuilder.Hour(1));

        Assert.True(first.IsConfirmed);
        Assert.Same(first, second);
        var held = context.Venues.Single(v => v.Name == "binance").Statement().Single(d => d.Key == PositionKey.Parse("binance:BaseToken:USDT"));
        Assert.Equal(1_000, held.Amount);
    }

    [Fact]
    public void An_instruction_that_is_reported_again_with_another_block_is_not_booked_again()
    {
        var run = BusyDay.Scenario.Prepare();
        var tree = Tap(_ => 1, BusyDay.Scenario.Prepare("source"));
        var first = tree.Steps.Select(s => s.Message).OfType<ApplyReports>().First();
        var exposure = CreateTestProbe();
        var empty = Book.Open(run.Chart);
        var cell = new ComponentCell<LedgerState>("ledger", new LedgerState(empty, empty, false, []));
        var ledger = Sys.ActorOf(Props.CreateBy(new Factory<LedgerActor>(() => new LedgerActor(run, new RunTree { Exposure = exposure }, cell))));

        ledger.Tell(new MarketReady(first.Tick));
        ledger.Tell(first);
        ledger.Tell(first with { BlockId = "another" });

        exposure.ExpectMsg<PositionsSettled>();
        var booked = exposure.ExpectMsg<PositionsSettled>();
        Assert.NotEmpty(booked.Postings);
        var again = exposure.ExpectMsg<PositionsSettled>();
        Assert.Empty(again.Postings);
        Assert.Same(booked.Book, again.Book);
    }

    private Recording RunTapped(Func<object, int> copies, string? onlyTo = null)
    {
        var context = BusyDay.Scenario.Prepare();
        Tap(copies, context, onlyTo);
        return (Recording)context.Recorder;
    }

    private TappedTree Tap(Func<object, int> copies, RunContext? context = null, string? onlyTo = null)
    {
        var tree = new TappedTree(Sys, LaneIds[0], TestActor, context ?? BusyDay.Scenario.Prepare(), (to, m) => onlyTo is null || to == onlyTo ? copies(m) : 1);
        tree.Start();
        Assert.Equal(RunStatus.Completed, ExpectMsg<ClockFinished>().Outcome.Status);
        tree.Stop(this);
        return tree;
    }
}
