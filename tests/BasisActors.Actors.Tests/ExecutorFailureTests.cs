using BasisActors.Actors.Events;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Tests;

/// <summary>A venue that refuses, throws, or does something else than it was told (C-27, C-28, domain reference §11.3).</summary>
public sealed class ExecutorFailureTests : ActorTreeTest
{
    private static readonly PositionKey BinanceCash = PositionKey.Parse("binance:BaseToken:USDT");

    [Theory]
    [InlineData("EXI-001")] // high
    [InlineData("EXEC-002")] // critical
    public void A_refusal_that_is_high_or_critical_aborts_a_backtest_with_its_code(string code)
    {
        var outcome = Run(BusyDay.Scenario.Refusing(code, Operation.CexSpotBuy));

        AssertFailed(code, outcome);
        Assert.Empty(Recorded().Ticks);
        var refused = Assert.Single(Recorded().Events, e => e.Event is { Type: EventType.SpotTrade, Status: EventStatus.Failed });
        Assert.Equal(code, ((ExecutionReport)refused.Event.Payload!).Error?.Code);
    }

    [Fact]
    public void A_refusal_that_is_medium_is_planned_again_on_the_next_tick()
    {
        // The first purchase is refused for a rule; the margin is at the exchanges already, so the next tick buys without another transfer.
        var recording = Complete(BusyDay.Scenario.Refusing("EXEC-004", Operation.CexSpotBuy, times: 1));

        Assert.Equal(["key-0-1", "key-0-2", "key-1-1"], recording.Blocks.Take(3).Select(b => b.Outcome.Block.Id));
        Assert.False(recording.Blocks[1].Outcome.Reports[0].IsConfirmed);
        Assert.Single(recording.Blocks[1].Outcome.Reports); // the short was not opened without the coins
        Assert.Equal(StrategyAction.EntryFull, recording.Ticks[1].Plan.Action);
        Assert.All(recording.Blocks[2].Outcome.Reports, r => Assert.True(r.IsConfirmed));
    }

    [Fact]
    public void Live_cancels_the_blocks_that_depend_on_a_failed_one()
    {
        // Hour 20: the legs are reduced, then money comes back, then it is paid out. The reduction fails.
        var recording = Complete(BusyDay.Scenario.Refusing("EXI-001", Operation.PerpReduceShort, times: 1, from: 20) with { Live = true });

        var hour20 = recording.Events.Select(e => e.Event).Where(e => e.Timestamp == MarketBuilder.Hour(20));
        var failed = hour20.Where(e => e.Type == EventType.BlockFailed).Select(e => e.Payload).ToList();
        Assert.Equal("key-20-1", Assert.IsType<InstructionBlock>(failed[0]).Id);
        Assert.All(failed.Skip(1), f => Assert.Equal("EXEC-009", Assert.IsType<BasisError>(f).Code));
        Assert.Equal(recording.Ticks[20].Plan.Blocks.Skip(1).Select(b => b.Id), failed.Skip(1).Select(f => ((BasisError)f!).Where));
        Assert.NotEmpty(failed.Skip(1));
        Assert.Equal(["key-20-1"], recording.Blocks.Where(b => b.Timestamp == MarketBuilder.Hour(20)).Select(b => b.Outcome.Block.Id));
    }

    [Fact]
    public void What_a_failed_block_did_before_it_failed_is_booked()
    {
        // Two transfers in one block; the second is refused.
        var recording = Complete(BusyDay.Scenario.Refusing("EXEC-004", Operation.TransferToCex, times: 1, venue: "bybit"));

        var first = recording.Blocks[0].Outcome;
        Assert.Equal([true, false], first.Reports.Select(r => r.IsConfirmed));
        Assert.Contains(recording.Ticks[0].Postings, p => p.Source == "key-0-1-1" && p.Cause == Cause.Transfer);
        Assert.DoesNotContain(recording.Ticks[0].Postings, p => p.Source == "key-0-1-2");
    }

    [Fact]
    public void A_fill_that_costs_more_than_a_hundredth_more_than_planned_is_EXEC_007()
    {
        // The exchange fills two percent above its price, truthfully: book, report and statement agree, the plan does not.
        decimal overpaid = 0;
        ExecutionReport Overcharge(ExecutionReport report)
        {
            if (report.Instruction.Operation != Operation.CexSpotBuy)
                return report;
            var price = report.FillPrice * 1.02m;
            overpaid = Round(report.Instruction.Amount * price) - Round(report.Instruction.Amount * report.FillPrice);
            return report with { FillPrice = price, ActualDeltas = [.. CashLess(report.ActualDeltas, overpaid)] };
        }

        var outcome = Run(BusyDay.Scenario with
        {
            Venue = venue => new VenueTap(venue) { Report = Overcharge, Holdings = holdings => [.. CashLess(holdings, overpaid)] },
        });

        AssertFailed("EXEC-007", outcome);
        Assert.Equal("key-0-2", outcome.Error?.Where);
    }

    [Fact]
    public void A_report_whose_deltas_do_not_follow_from_its_fill_is_POS_002() => AssertFailed("POS-002", Run(BusyDay.Scenario with
    {
        Venue = venue => new VenueTap(venue) { Report = r => r with { ActualDeltas = [.. r.ActualDeltas.Select(d => d with { Amount = d.Amount * 0.9m })] } },
    }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_venue_that_holds_something_else_than_the_ledger_is_POS_005(bool live)
    {
        var outcome = Run(BusyDay.Scenario with
        {
            Live = live,
            Venue = venue => new VenueTap(venue) { Holdings = holdings => [.. CashLess(holdings, 0.01m)] },
        });

        AssertFailed("POS-005", outcome);
        Assert.Equal("binance:BaseToken:USDT", outcome.Error?.Where);
        Assert.DoesNotContain(Recorded().Events, e => e.Event.Type == EventType.SpotTrade); // nothing is traded on a book that is contradicted
    }

    [Fact]
    public void A_venue_that_holds_a_position_that_is_not_declared_is_POS_001()
    {
        var foreign = new Delta(PositionKey.Parse("binance:BaseToken:DOGE"), 5);

        AssertFailed("POS-001", Run(BusyDay.Scenario with { Venue = venue => new VenueTap(venue) { Holdings = holdings => [.. holdings, foreign] } }));
    }

    private static IEnumerable<Delta> CashLess(IEnumerable<Delta> deltas, decimal amount) =>
        deltas.Select(d => d.Key == BinanceCash && d.Amount != 0 ? d with { Amount = d.Amount - amount } : d);

    private static decimal Round(decimal value) => Domain.Numerics.Amount.Round(value);
}
