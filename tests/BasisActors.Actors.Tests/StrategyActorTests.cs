using Akka.TestKit;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Exposure;
using BasisActors.Actors.Lanes;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.Risk;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Strategies;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Risk;

namespace BasisActors.Actors.Tests;

/// <summary>The strategy actor alone, between probes: what it joins, what it answers, what it keeps (S-015…S-021).</summary>
public sealed class StrategyActorTests : ActorTreeTest
{
    private const int Limit = 3;

    private readonly RunContext _run =
        (Scenario.Lending with { Configuration = SampleConfiguration.Lending with { ActionHistoryLimit = Limit } }).Prepare();

    private readonly ComponentCell<StrategyState> _cell = new("strategy", StrategyState.Initial);
    private readonly TestProbe _clock, _execution, _supervisor;
    private readonly IActorRef _strategy;

    public StrategyActorTests()
    {
        (_clock, _execution, _supervisor) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        var tree = new RunTree { Clock = _clock, Execution = _execution, Run = _supervisor };
        _strategy = Sys.ActorOf(Props.CreateBy(new Factory<StrategyActor>(() => new StrategyActor(_run, tree, _cell))));
    }

    [Fact]
    public void It_answers_clock_and_execution_when_the_risk_of_the_tick_has_come()
    {
        var assessed = Assessed(0, idle: 1_000);
        _strategy.Tell(assessed.Tick);
        _strategy.Tell(assessed.Computed);
        Settle(_strategy);
        _clock.ExpectNoMsg(TimeSpan.Zero);

        _strategy.Tell(assessed);

        var answer = _clock.ExpectMsg<InstructionBlocks>();
        Assert.Same(answer, _execution.ExpectMsg<InstructionBlocks>());
        Assert.Equal(StrategyAction.EntryFull, answer.Plan.Action);
    }

    [Fact]
    public void Risk_of_another_tick_than_the_open_one_is_an_error()
    {
        _strategy.Tell(Tick(1));
        _strategy.Tell(Assessed(0, idle: 1_000));

        Assert.Equal("STRAT-001", _supervisor.ExpectMsg<Health.ComponentFailed>().Error.Code);
    }

    [Fact]
    public void The_history_keeps_the_newest_actions_up_to_its_limit()
    {
        for (var tick = 0; tick < 10; tick++)
            Decide(Assessed(tick, idle: 1_000));

        Assert.Equal([7L, 8, 9], _cell.State.History.Select(h => h.Tick));
        Assert.Equal(Limit, _cell.State.HistoryCount);
        Assert.All(_cell.State.History, h => Assert.Equal((StrategyAction.EntryFull, 1), (h.Action, h.Blocks)));
    }

    [Fact]
    public void A_quiet_tick_is_counted_but_not_remembered()
    {
        Decide(Assessed(0, idle: 1_000));
        Decide(Assessed(1, supplied: 1_000));
        Decide(Assessed(2, supplied: 1_000));

        Assert.Equal(3, _cell.State.ExecutionCount);
        Assert.Equal(1, _cell.State.BlocksGenerated);
        Assert.Equal([0L, 1], _cell.State.History.Select(h => h.Tick)); // tick 1 changed the action from entry_full to entry_partial
        Assert.Equal(MarketBuilder.Hour(2), _cell.State.LastDecision);
    }

    [Fact]
    public void After_a_restart_between_tick_and_risk_it_decides_the_same()
    {
        var assessed = Assessed(0, idle: 1_000);
        Decide(assessed);
        var before = _cell.State;

        _strategy.Tell(Tick(1));
        _strategy.Tell(Kill.Instance); // the guardian's rule stops what is killed; a new instance gets the same cell
        var again = Sys.ActorOf(Props.CreateBy(new Factory<StrategyActor>(() => new StrategyActor(_run, new RunTree { Execution = _execution }, _cell))));
        again.Tell(Assessed(1, idle: 1_000));

        Assert.Equal("key-1-1", Assert.Single(_execution.ExpectMsg<InstructionBlocks>().Plan.Blocks).Id);
        Assert.Equal(before.ExecutionCount + 1, _cell.State.ExecutionCount);
    }

    private void Decide(RiskAssessed assessed)
    {
        _strategy.Tell(assessed.Tick);
        _strategy.Tell(assessed.Computed);
        _strategy.Tell(assessed);
        _execution.ExpectMsg<InstructionBlocks>();
    }

    private static Tick Tick(long sequence) => new(sequence, MarketBuilder.Hour((int)sequence), TickTrigger.FullLoop, []);

    /// <summary>Exposure and risk of a book with some USDT in the wallet and some in Aave.</summary>
    private RiskAssessed Assessed(long sequence, decimal idle = 0, decimal supplied = 0)
    {
        var tick = Tick(sequence);
        var market = _run.Market.At(tick.Timestamp);
        var aave = PositionKey.Parse("aave_v3:aToken:aUSDT");
        var book = Book.Open(_run.Chart).Post(Posting.Balanced(
            _run.Chart, Cause.CapitalFlow, "test",
            new Leg(_run.Chart.Own(PositionKey.Parse("wallet:BaseToken:USDT")), idle),
            new Leg(_run.Chart.Own(aave), supplied),
            new Leg(_run.Chart.Own(aave, AccountRole.Underlying), supplied)));
        var exposure = new ExposureCalculator(_run.Pricing).Calculate(book, market);
        var risk = new RiskAssessor(_run.Configuration, _run.Chart, _run.Market).Assess(book, market, exposure, RiskHistory.Start);
        return new RiskAssessed(new ExposureComputed(new PositionsSettled(tick, false, book, [], [], book, null), exposure), risk);
    }
}
