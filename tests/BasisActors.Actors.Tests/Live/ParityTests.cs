using BasisActors.Actors.Journal;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Actors.Tests.Live.Fixtures;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Tests.Live;

/// <summary>The same market live and in a backtest: the same decisions, the same orders, the same book.</summary>
public sealed class ParityTests : ActorTreeTest
{
    [Fact]
    public async Task A_day_in_which_everything_happens_is_the_same_live_and_in_a_backtest()
    {
        var backtest = Complete(BusyDay.Scenario);
        var desk = new LiveDesk(BusyDay.Scenario.Configuration, BusyDay.Market, BusyDay.Scenario.Flows);

        var live = await desk.CompleteAsync(BusyDay.Rows - 1);

        AssertSame(backtest, live, desk);
    }

    [Fact]
    public async Task A_week_with_two_entries_an_exit_and_rebalances_is_the_same_live_and_in_a_backtest()
    {
        var backtest = Complete(Scenario.Basis);
        var desk = new LiveDesk(SampleConfiguration.Basis, SampleMarket.Table);

        var live = await desk.CompleteAsync(SampleMarket.Rows - 1);

        AssertSame(backtest, live, desk);
        Assert.Contains(live.Ticks, t => t.Plan.Reason.Contains("rebalance", StringComparison.OrdinalIgnoreCase) || t.Plan.Blocks.Length is > 0 and < 3);
    }

    private static void AssertSame(Recording backtest, Recording live, LiveDesk desk)
    {
        Assert.Equal(backtest.Ticks.Select(t => (t.Tick.Timestamp, t.Plan.Action, t.Plan.Reason, t.Plan.Blocks.Length)), live.Ticks.Select(t => (t.Tick.Timestamp, t.Plan.Action, t.Plan.Reason, t.Plan.Blocks.Length)));
        Assert.Equal(backtest.Comparable().Blocks, live.Comparable().Blocks);
        Assert.Equal(Ids(backtest), Ids(live));
        Assert.Equal(Ids(live), desk.World.Executed);
        Assert.Equal(Ids(live), desk.Tape.Of<OrderIntended>().Select(i => i.Instruction.Id));
        Assert.Equal(backtest.Comparable().Equity, live.Comparable().Equity);
        Assert.Equal(backtest.Journal(), live.Journal());
        Assert.Equal(Quantities(backtest), Quantities(live));
        Assert.Empty(desk.World.Wrongs);
        Assert.Empty(live.Errors);
    }

    private static List<string> Ids(Recording recording) => [.. recording.Blocks.SelectMany(b => b.Outcome.Reports).Select(r => r.Instruction.Id)];

    private static List<(PositionKey, decimal)> Quantities(Recording recording)
    {
        var book = recording.Last.Computed.Positions.Book;
        return [.. book.Chart.Positions.Select(p => (p, book.Quantity(p)))];
    }
}
