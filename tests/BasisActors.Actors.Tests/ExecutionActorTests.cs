using System.Collections.Immutable;
using Akka.TestKit;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Execution;
using BasisActors.Actors.Exposure;
using BasisActors.Actors.Lanes;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.Results;
using BasisActors.Actors.Risk;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Strategies;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Risk;

namespace BasisActors.Actors.Tests;

/// <summary>Execution alone, between probes: the order of blocks, their dependencies, their outcomes (S-084, S-090, domain reference §11.3).</summary>
public sealed class ExecutionActorTests : ActorTreeTest
{
    private readonly RunContext _run = (BusyDay.Scenario with { Live = true }).Prepare();
    private readonly TestProbe _venue, _ledger, _attribution, _results;
    private readonly IActorRef _execution;
    private readonly RiskAssessed _assessed;

    public ExecutionActorTests()
    {
        (_venue, _ledger, _attribution, _results) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        var tree = new RunTree { Executors = [("binance", _venue)], Ledger = _ledger, Attribution = _attribution, Results = _results };
        var cell = new ComponentCell<ExecutionState>("execution", ExecutionState.Idle);
        _execution = Sys.ActorOf(Props.CreateBy(new Factory<ExecutionActor>(() => new ExecutionActor(_run, tree, cell))));
        var book = Book.Open(_run.Chart);
        var exposure = new ExposureSnapshot(MarketBuilder.Start, 0, 0, 0, 0, []);
        var tick = new Tick(0, MarketBuilder.Start, TickTrigger.FullLoop, []);
        var computed = new ExposureComputed(new PositionsSettled(tick, false, book, [], [], book, null), exposure);
        _assessed = new RiskAssessed(computed, new RiskAssessment { Timestamp = MarketBuilder.Start, Limits = _run.Configuration.Risk, History = RiskHistory.Start, StopLossReached = false });
    }

    [Fact]
    public void Blocks_are_executed_by_priority_and_among_equals_by_creation()
    {
        Begin(Block("normal-1", BlockPriority.Normal), Block("delta", BlockPriority.Delta), Block("normal-2", BlockPriority.Normal),
            Block("emergency", BlockPriority.Emergency), Block("margin", BlockPriority.Margin));

        Assert.Equal(["emergency", "margin", "delta", "normal-1", "normal-2"], Enumerable.Range(0, 5).Select(_ => Confirm()));
        _attribution.ExpectMsg<TickExecuted>();
    }

    [Fact]
    public void Instructions_of_a_block_are_executed_one_after_the_other_and_booked_together()
    {
        Begin(Block("block", BlockPriority.Normal, instructions: 3));

        for (var i = 1; i <= 3; i++)
        {
            _ledger.ExpectNoMsg(TimeSpan.Zero);
            var execute = _venue.ExpectMsg<Execute>();
            Assert.Equal($"block-{i}", execute.Instruction.Id);
            _venue.ExpectNoMsg(TimeSpan.Zero);
            _execution.Tell(Confirmed(execute.Instruction));
        }

        Assert.Equal(3, _ledger.ExpectMsg<ApplyReports>().Reports.Length);
    }

    [Fact]
    public void What_depends_on_a_failed_block_is_cancelled_and_what_does_not_is_executed()
    {
        Begin(
            Block("first", BlockPriority.Normal), Block("second", BlockPriority.Normal, after: "first"), Block("third", BlockPriority.Normal, after: "second"),
            Block("independent", BlockPriority.Normal));

        var execute = _venue.ExpectMsg<Execute>();
        _execution.Tell(Confirmed(execute.Instruction) with { Status = ExecutionStatus.Failed, Error = new BasisError("EXI-001", "Refused.") });
        Settled("first");

        Assert.Equal("independent", Confirm());
        _attribution.ExpectMsg<TickExecuted>();
        Assert.Equal(["first", "independent"], [_results.ExpectMsg<RecordBlock>().Outcome.Block.Id, _results.ExpectMsg<RecordBlock>().Outcome.Block.Id]);
    }

    [Fact]
    public void After_a_partial_fill_the_rest_of_the_block_is_not_sent_the_part_is_booked_and_dependants_are_cancelled() // domain reference §11.3
    {
        Begin(Block("first", BlockPriority.Normal, instructions: 2), Block("second", BlockPriority.Normal, after: "first"), Block("independent", BlockPriority.Normal));

        _execution.Tell(Confirmed(_venue.ExpectMsg<Execute>().Instruction) with { FilledAmount = 0.4m });
        var booked = Assert.Single(_ledger.ExpectMsg<ApplyReports>().Reports);
        _execution.Tell(new BlockSettled("first", _assessed));

        Assert.Equal(0.4m, booked.FilledAmount);
        Assert.Equal("independent", Confirm());
        _attribution.ExpectMsg<TickExecuted>();
    }

    [Fact]
    public void The_legs_of_a_parallel_group_are_all_sent_however_much_of_one_was_filled()
    {
        Begin(Block("first", BlockPriority.Normal, instructions: 2) with { ParallelGroup = true }, Block("second", BlockPriority.Normal, after: "first"));

        _execution.Tell(Confirmed(_venue.ExpectMsg<Execute>().Instruction) with { FilledAmount = 0.4m });
        _execution.Tell(Confirmed(_venue.ExpectMsg<Execute>().Instruction));

        Assert.Equal([0.4m, 1m], _ledger.ExpectMsg<ApplyReports>().Reports.Select(r => r.FilledAmount));
        _execution.Tell(new BlockSettled("first", _assessed));
        _attribution.ExpectMsg<TickExecuted>(); // the second block is cancelled
        _venue.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void The_next_block_waits_until_ledger_exposure_and_risk_have_taken_in_the_last_one()
    {
        Begin(Block("first", BlockPriority.Normal), Block("second", BlockPriority.Normal));

        _execution.Tell(Confirmed(_venue.ExpectMsg<Execute>().Instruction));
        Settle(_execution);
        _venue.ExpectNoMsg(TimeSpan.Zero);

        Settled("first");
        Assert.Equal("second-1", _venue.ExpectMsg<Execute>().Instruction.Id);
    }

    [Fact]
    public void A_plan_without_blocks_is_executed_at_once()
    {
        _execution.Tell(new InstructionBlocks(_assessed, Plan.Hold("hold")));

        Assert.Equal("hold", _attribution.ExpectMsg<TickExecuted>().Plan.Reason);
        _venue.ExpectNoMsg(TimeSpan.Zero);
    }

    private void Begin(params ImmutableArray<InstructionBlock> blocks) =>
        _execution.Tell(new InstructionBlocks(_assessed, new Plan { Action = StrategyAction.EntryFull, Reason = "test", Blocks = blocks }));

    /// <summary>Lets the venue confirm a block of one instruction and the ledger take it in; returns its id.</summary>
    private string Confirm()
    {
        var execute = _venue.ExpectMsg<Execute>();
        _execution.Tell(Confirmed(execute.Instruction));
        var block = execute.Instruction.Id[..^2];
        Settled(block);
        return block;
    }

    private void Settled(string block)
    {
        Assert.Equal(block, _ledger.ExpectMsg<ApplyReports>().BlockId);
        _execution.Tell(new BlockSettled(block, _assessed));
    }

    private static ExecutionReport Confirmed(Instruction instruction) =>
        new() { Instruction = instruction, Status = ExecutionStatus.Confirmed, FilledAmount = instruction.Amount, ExecutedAt = MarketBuilder.Start };

    private static InstructionBlock Block(string id, int priority, int instructions = 1, string? after = null) => new()
    {
        Id = id,
        Action = StrategyAction.EntryFull,
        Priority = priority,
        Dependencies = after is null ? [] : [after],
        ExpectedDeltas = [],
        Instructions =
        [
            .. Enumerable.Range(1, instructions).Select(i => new Instruction
            {
                Id = $"{id}-{i}",
                Operation = Operation.CexSpotBuy,
                Venue = "binance",
                Symbol = "BTCUSDT",
                Amount = 1,
                EstimatedDeltas = [],
                EstimatedCost = 0,
            }),
        ],
    };
}
