using BasisActors.Actors.Execution;
using BasisActors.Actors.Inspection;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.Risk;
using BasisActors.Actors.Strategies;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Health;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Tests.Inspection;

/// <summary>What actors say of themselves, and what their cells show.</summary>
public sealed class DescriptionTests() : ActorTreeTest(lanes: 1)
{
    [Fact]
    public void Every_actor_of_a_run_describes_itself()
    {
        using var gate = new Gate(TestActor, 80);
        Start(Scenario.Basis with { OnTick = t => gate.Pass(t.Tick.Sequence) });
        ExpectMsg<Gate.Reached>();
        var cells = ActorTree.Of(Sys);
        var probe = CreateTestProbe();
        Assert.All(cells, c => Assert.True(c.IsDescribed, c.Path));
        foreach (var cell in cells)
            cell.Ref.Tell(Describe.Instance, probe);
        gate.Open();
        var said = cells.Select(_ => probe.ExpectMsg<ActorDescription>()).ToDictionary(d => d.Path);
        AssertCompleted(ExpectMsg<BasisActors.Actors.Runs.RunFinished>().Outcome);

        Assert.Equal(cells.Select(c => c.Path).Order(StringComparer.Ordinal), said.Keys.Order(StringComparer.Ordinal));
        Assert.All(said.Values, d => Assert.NotEmpty(d.Facts));
        Assert.All(said.Values, d => Assert.DoesNotContain(d.Facts, f => f.Name == "not_described"));
        Assert.All(said.Values.Where(d => d.LastTick is not null), d => Assert.Equal((MarketBuilder.Hour(80), HealthState.Healthy, 0), (d.LastTick, d.Health, d.Restarts)));
        Assert.Equal(BusyDay.Components.Length, said.Values.Count(d => d.LastTick is not null));

        var ledger = Assert.IsType<LedgerDetail>(said["/user/runs/run/ledger"].Detail);
        Assert.Equal(ledger.Balances.Sum(b => b.Value), Fact(said["/user/runs/run/exposure"], "equity"));
        Assert.Equal((long)ledger.Balances.Length, Convert.ToInt64(Fact(said["/user/runs/run/ledger"], "balances"), null));
        Assert.Contains(ledger.Balances, b => b.Position == PositionKey.Parse("binance:Perp:BTCUSDT") && b.Quantity < 0 && b.EntryNotional > 0);
        var strategy = Assert.IsType<StrategyState>(said["/user/runs/run/strategy-btc_basis"].Detail);
        Assert.Equal(81, strategy.ExecutionCount);
        var risk = Assert.IsType<RiskDetail>(said["/user/runs/run/risk"].Detail);
        Assert.Contains(risk.Gauges, g => g is { Metric: "delta_drift" });
        Assert.Equal("idle", said["/user/runs/run/execution"].Behaviour);
        Assert.Empty(Assert.IsType<ExecutionState>(said["/user/runs/run/execution"].Detail).Past); // a backtest has them in a file
        Assert.Equal("TickCompleted", said["/user/runs/run/results"].LastMessage);
    }

    [Fact]
    public void A_cell_shows_what_waits_for_an_actor_that_is_busy()
    {
        using var gate = new Gate(TestActor, 1);
        Start(BusyDay.Scenario with { OnTick = t => gate.Pass(t.Tick.Sequence) });
        ExpectMsg<Gate.Reached>();
        var ledger = Cell("ledger");
        Assert.Equal(("LedgerActor", LaneIds[0], 0), (ledger.Type, ledger.Dispatcher, ledger.Mailbox));

        for (var i = 0; i < 3; i++)
            ledger.Ref.Tell(Describe.Instance, TestActor);

        Assert.Equal(3, Cell("ledger").Mailbox);
        gate.Open();
        ExpectMsg<ActorDescription>();
        ExpectMsg<ActorDescription>();
        ExpectMsg<ActorDescription>();
        AssertCompleted(ExpectMsg<BasisActors.Actors.Runs.RunFinished>().Outcome);
    }

    [Fact]
    public void Asking_for_descriptions_all_the_time_disturbs_no_run()
    {
        var calm = Complete(Scenario.Basis, "calm").Journal();
        for (var i = 0; i < 10; i++)
        {
            var id = $"asked-{i}";
            using var gate = new Gate(TestActor, 1);
            Start(Scenario.Basis with { OnTick = t => gate.Pass(t.Tick.Sequence) }, id);
            ExpectMsg<Gate.Reached>();
            var askers = ActorTree.Of(Sys).Where(c => c.Path.StartsWith("/user/runs/", StringComparison.Ordinal)).Select(c => Sys.ActorOf(Props.Create(() => new Asker(c.Ref)))).ToList();
            gate.Open();
            AssertCompleted(ExpectMsg<BasisActors.Actors.Runs.RunFinished>(TimeSpan.FromSeconds(20)).Outcome);
            askers.ForEach(Sys.Stop);
            Assert.Equal(calm, Recorded(id).Journal());
        }
    }

    private static object? Fact(ActorDescription said, string name) => said.Facts.Single(f => f.Name == name).Value;

    private ActorCellView Cell(string component) => ActorTree.Of(Sys).Single(c => c.Path == $"/user/runs/run/{component}");

    /// <summary>Asks again as soon as it is answered.</summary>
    private sealed class Asker : UntypedActor
    {
        public Asker(IActorRef asked) => asked.Tell(Describe.Instance);

        protected override void OnReceive(object message) => Sender.Tell(Describe.Instance);
    }
}
