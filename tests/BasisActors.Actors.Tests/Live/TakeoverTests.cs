using BasisActors.Actors.Events;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Actors.Tests.Live.Fixtures;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;

namespace BasisActors.Actors.Tests.Live;

/// <summary>What an exchange does to a position by itself is noticed at the next tick, booked as its log has it, and answered as in a backtest.</summary>
public sealed class TakeoverTests
{
    private static readonly PositionKey Short = PositionKey.Parse("bybit:Perp:BTCUSDT"), Cash = PositionKey.Parse("bybit:BaseToken:USDT");

    private readonly LiveDesk _desk = new(SampleConfiguration.Basis, HalfMinutes.Market());

    [Fact]
    public async Task A_liquidation_is_booked_by_the_log_everything_else_is_closed_and_the_run_halts()
    {
        var held = await HeldAsync();
        _desk.World.TakeOver(new VenueTakeover(Short, "bybit/1", TakeoverKind.Liquidation, held, 60_500m, -1_234.5m, HalfMinutes.At(2).AddSeconds(7)));
        await using var start = _desk.Start();
        start.ToEndOf(3);

        var outcome = start.ToOutcome();

        Assert.Equal((RunStatus.Halted, "RSK-005"), (outcome.Status, outcome.Error?.Code));
        var last = start.Recording.Last;
        Assert.Equal("liquidated", last.Plan.Reason);
        var posting = Assert.Single(last.Postings, p => p.Cause == Cause.Liquidation);
        Assert.Equal(-1_234.5m, ReportPostings.QuantityChange(last.Computed.Positions.Book.Chart, [posting], Cash));
        Assert.Equal(0, last.Computed.Positions.Book.Quantity(Short));
        Assert.Equal(0, last.Computed.Positions.Book.Quantity(PositionKey.Parse("binance:BaseToken:BTC")));
        Assert.Equal(0, last.Pnl.Residual);
        Assert.Contains(start.Recording.Events, e => e.Event is { Type: EventType.Liquidation, Payload: BasisError { Code: "RSK-005" } });
        Assert.Empty(_desk.Tape.Of<VenueCompared>()); // the ledger agreed with the venue throughout
    }

    [Fact]
    public async Task A_deleveraged_short_is_booked_by_the_log_and_the_hedge_repaired_at_the_same_tick()
    {
        var held = await HeldAsync();
        _desk.World.TakeOver(new VenueTakeover(Short, "bybit/1", TakeoverKind.AutoDeleveraging, held - 0.1m, 60_005m, 0, HalfMinutes.At(2).AddSeconds(7)));
        await using var start = _desk.Start();
        start.ToEndOf(4);
        await start.CancelAsync();

        var tick = start.Recording.Ticks[3];
        Assert.Equal("delta_drift", tick.Plan.Reason);
        Assert.Equal(held - 0.1m, tick.Postings.First(p => p.Source == "adl bybit/1").Legs[0].Amount);
        Assert.InRange(tick.Assessed.Risk.DeltaDrift!.Value, 0, 0.001m);
        Assert.Single(start.Recording.Postings, p => p.Source == "adl bybit/1"); // once, although the log is read again
        Assert.Contains(start.Recording.Events, e => e.Event is { Type: EventType.Liquidation, Payload: BasisError { Code: "RSK-005" } });
        Assert.Empty(_desk.Tape.Of<VenueCompared>());
    }

    [Fact]
    public async Task A_liquidation_in_a_stale_market_is_answered_when_the_market_is_back()
    {
        var held = await HeldAsync();
        _desk.World.TakeOver(new VenueTakeover(Short, "bybit/1", TakeoverKind.Liquidation, held, 60_500m, -100m, HalfMinutes.At(2).AddSeconds(7)));
        _desk.World.Silent = now => now >= HalfMinutes.At(3) && now < HalfMinutes.At(6);
        _desk.Time.Pass(TimeSpan.FromSeconds(60)); // the market is two minutes old when the run is taken up
        await using var start = _desk.Start();

        var outcome = Ended(start, 8);

        Assert.Equal((RunStatus.Halted, "RSK-005"), (outcome.Status, outcome.Error?.Code));
        var ticks = start.Recording.Ticks.Where(t => t.Tick.Sequence >= 3).Select(t => (t.IsStale, t.Plan.Reason)).ToArray();
        Assert.True(ticks[0].IsStale);
        Assert.Equal((false, "liquidated"), ticks[^1]);
    }

    [Theory]
    [InlineData(TakeoverKind.AutoDeleveraging)]
    [InlineData(TakeoverKind.Liquidation)]
    public async Task A_crash_at_any_event_around_a_takeover_changes_nothing(TakeoverKind kind)
    {
        var calm = await LiveAsync(kind, new FakeJournalState());
        for (var k = 2; k <= calm.Tape.Count; k++)
        {
            var desk = await LiveAsync(kind, new FakeJournalState { Death = new Death(k, Answers: k % 2 == 0) });
            Assert.Equal(calm.Tape.Of<TickClosed>().Select(c => (c.Sequence, c.Reason, c.Equity, c.Postings.Length)), desk.Tape.Of<TickClosed>().Select(c => (c.Sequence, c.Reason, c.Equity, c.Postings.Length)));
            Assert.Equal(calm.World.Executed, desk.World.Executed);
            Assert.Single(desk.Tape.Of<TickOpened>().SelectMany(t => t.Takeovers));
            Assert.Empty(desk.World.Wrongs);
            Assert.Empty(desk.Tape.Of<VenueCompared>());
        }
    }

    /// <summary>A takeover of 0.2 BTC after tick 1; the run is started again when its journal dies.</summary>
    private static async Task<LiveDesk> LiveAsync(TakeoverKind kind, FakeJournalState first)
    {
        var desk = new LiveDesk(SampleConfiguration.Basis, HalfMinutes.Market());
        desk.World.TakeOver(new VenueTakeover(Short, "bybit/1", kind, 0.2m, 60_100m, -50m, HalfMinutes.At(1).AddSeconds(7)));
        for (var state = first; ; state = new FakeJournalState())
        {
            await using var start = desk.Start(state);
            start.ToEndOf(3);
            if (!start.IsDead)
                return desk;
        }
    }

    private static RunOutcome Ended(LiveStart start, long tick)
    {
        start.ToEndOf(tick);
        return start.ToOutcome();
    }

    /// <summary>Runs to the end of tick 2.</summary>
    /// <returns>The size of the short.</returns>
    private async Task<decimal> HeldAsync()
    {
        await using var start = _desk.Start();
        start.ToEndOf(2);
        await start.CancelAsync();
        return -start.Recording.Last.Computed.Positions.Book.Quantity(Short);
    }
}
