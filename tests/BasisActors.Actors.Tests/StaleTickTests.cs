using BasisActors.Actors.Events;
using BasisActors.Actors.MarketData;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Tests;

/// <summary>A hole in the data (C-29, S-155): what falls due is settled, nothing is decided, the tick is counted and completes.</summary>
public sealed class StaleTickTests : ActorTreeTest
{
    private static readonly int[] Hole = [7, 8, 9];

    private static readonly Scenario Holed = BusyDay.Scenario with
    {
        // Exit is due at hour 8, when funding turns negative; spot has no bar from 7 to 9.
        Market = SampleMarket.Builder(BusyDay.Rows)
            .WithFunding(row => row == 8 ? -SampleMarket.UsualFunding : SampleMarket.UsualFunding)
            .Set(SampleMarket.BinanceSpot, 1, SampleMarket.Price, Hole)
            .Build(),
        Flows = [],
    };

    [Fact]
    public void A_stale_tick_decides_nothing_and_completes()
    {
        var recording = Complete(Holed);

        Assert.Equal(BusyDay.Rows, recording.Ticks.Count);
        var stale = recording.Ticks.Where(t => t.IsStale).ToList();
        Assert.Equal([7L, 8, 9], stale.Select(t => t.Tick.Sequence));
        Assert.All(stale, t => Assert.Equal(("market_stale", StrategyAction.SellDust, 0), (t.Plan.Reason, t.Plan.Action, t.Plan.Blocks.Length)));
    }

    [Fact]
    public void A_stale_tick_still_settles_funding()
    {
        var recording = Complete(Holed);

        var funding = recording.Ticks[8].Postings.Where(p => p.Cause == Cause.Funding);
        Assert.Equal(["binance:Perp:BTCUSDT", "bybit:Perp:BTCUSDT"], funding.Select(p => p.Source));
        Assert.True(recording.Ticks[8].Pnl[Domain.Attribution.AttributionBucket.FundingPnl] < 0);
        Assert.Equal(0, recording.Ticks[8].Pnl.Residual);
    }

    [Fact]
    public void A_stale_tick_still_accrues_interest()
    {
        // The index of the second midnight is late by two hours: stale until 26, then all is booked at once.
        var late = Complete(Scenario.Lending with
        {
            Market = SampleMarket.Builder(30).Set(SampleMarket.AaveIndex, 1, row => row < 26 ? 1.10m : 1.101m, [.. Enumerable.Range(1, 25)]).Build(),
            LastHour = 29,
        });

        Assert.Equal(25, late.Ticks.Count(t => t.IsStale));
        Assert.Equal([26L], late.Ticks.Where(t => t.Postings.Any(p => p.Cause == Cause.LendingInterest)).Select(t => t.Tick.Sequence));
    }

    [Fact]
    public void Each_stale_tick_is_told_once_with_the_series_and_its_age()
    {
        var skipped = Complete(Holed).Events.Select(e => e.Event).Where(e => e.Type == EventType.TickSkipped).ToList();

        Assert.All(skipped, e => Assert.Equal("market-data", e.Component));
        Assert.Equal(
            [("Spot/binance/BTCUSDT", 3600), ("Spot/binance/BTCUSDT", 7200), ("Spot/binance/BTCUSDT", 10800)],
            skipped.Select(e => (MarketStale)e.Payload!).Select(s => (s.Series, s.AgeSeconds)));
    }

    [Fact]
    public void What_was_due_during_the_hole_is_decided_on_the_first_fresh_tick()
    {
        var recording = Complete(Holed);

        var exit = Assert.Single(recording.Ticks, t => t.Plan.Action == StrategyAction.ExitFull);
        Assert.Equal(10, exit.Tick.Sequence);
        Assert.Equal("funding_below_exit", exit.Plan.Reason);
    }

    [Fact]
    public void A_hole_in_a_series_that_is_not_traded_on_is_not_a_stale_tick()
    {
        var recording = Complete(BusyDay.Scenario with
        {
            Market = SampleMarket.Builder(BusyDay.Rows).Set(Domain.Market.ReferenceSeries.Gas, 1, _ => 10, 5, 6, 7).Build(),
        });

        Assert.DoesNotContain(recording.Ticks, t => t.IsStale);
    }

    [Fact]
    public void A_run_that_begins_in_a_hole_enters_when_it_ends()
    {
        var recording = Complete(BusyDay.Scenario with
        {
            Market = SampleMarket.Builder(BusyDay.Rows).Set(SampleMarket.BybitPerp, 1, SampleMarket.Price, 0, 1, 2).Build(),
            Flows = [],
        });

        Assert.Equal(SampleConfiguration.Capital, recording.Ticks[2].Pnl.EquityAfter);
        Assert.Equal((3L, StrategyAction.EntryFull), recording.Ticks.Where(t => !t.Plan.Blocks.IsEmpty).Select(t => (t.Tick.Sequence, t.Plan.Action)).First());
    }
}
