using BasisActors.Actors.Events;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.Live;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Actors.Tests.Live.Fixtures;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Risk;

namespace BasisActors.Actors.Tests.Live;

/// <summary>Live, what the venues hold is compared with the ledger at every tick; a difference is told and decides what the run may do (domain reference §11.3, §11.4).</summary>
public sealed class ReconciliationTests
{
    private const string Coins = "binance:BaseToken:BTC";

    private readonly LiveDesk _desk = new(SampleConfiguration.Basis, HalfMinutes.Market(), Scenario.Deposit(20_000, 0) with { EffectiveAt = HalfMinutes.At(4) });

    [Fact]
    public async Task All_venues_are_asked_at_a_tick_in_which_nothing_happens()
    {
        await using var start = _desk.Start();
        start.ToEndOf(2);
        _desk.World.Statements.Clear();

        start.ToEndOf(3);

        Assert.Equal(["binance", "bybit", "on-chain"], _desk.World.Statements.Select(s => s.Venue));
        Assert.Empty(_desk.Tape.Of<VenueCompared>());
    }

    [Theory]
    [InlineData("binance:BaseToken:BTC", 0.00000001)]
    [InlineData("binance:BaseToken:BTC", 0.001)]
    [InlineData("bybit:Perp:BTCUSDT", 0.001)]
    [InlineData("bybit:BaseToken:USDT", -1)]
    [InlineData("wallet:BaseToken:USDT", 1)]
    public async Task A_difference_within_tolerance_is_told_once_counted_and_nothing_more(string position, double difference)
    {
        await using var start = _desk.Start();
        start.ToEndOf(2);
        Differs(position, (decimal)difference);
        start.ToEndOf(6); // the deposit is deployed at tick 5, and every block compared
        await start.CancelAsync();

        var seen = Assert.Single(Differences(start));
        Assert.Equal((PositionKey.Parse(position), (decimal)difference, DifferenceGrade.Within), (seen.Difference.Position, seen.Difference.Amount, seen.Grade));
        Assert.Single(_desk.Tape.Of<VenueCompared>());
        var check = start.Recording.Last.Computed.Positions.Check;
        Assert.Equal((DifferenceGrade.Within, 1, (decimal)difference), (check.Grade, check.Open.Seen, check.Open.At(PositionKey.Parse(position))));
        Assert.Null(start.Recording.Last.Plan.HeldBy);
        Assert.Contains(start.Recording.Ticks, t => t.Tick.Sequence > 4 && t.Plan is { Reason: "deposit", Blocks.Length: > 0 });
        Assert.DoesNotContain(start.Recording.Postings, p => p.Cause == Cause.Adjustment); // never silently
    }

    [Fact]
    public async Task Above_tolerance_nothing_is_entered_and_nobodys_money_taken_until_the_difference_is_gone()
    {
        await using var start = _desk.Start();
        start.ToEndOf(2);
        var coins = start.Recording.Last.Computed.Positions.Book.Quantity(PositionKey.Parse(Coins));
        Differs(Coins, coins * 0.015m);
        start.ToEndOf(7);
        Assert.All(Tail(start, 3), t => Assert.Equal((TradingState.Reducing, "ledger_differs", Coins, HalfMinutes.At(3)), (t.Plan.HeldBy!.State, t.Plan.HeldBy.Reason, t.Plan.HeldBy.Where, t.Plan.HeldBy.Since)));
        Assert.All(Tail(start, 3), t => Assert.Empty(t.Plan.Blocks));

        _desk.World.Held = held => held;
        start.ToEndOf(9);
        await start.CancelAsync();

        Assert.All(Tail(start, 8), t => Assert.Null(t.Plan.HeldBy));
        Assert.Contains(Tail(start, 8), t => t.Plan is { Reason: "deposit", Blocks.Length: > 0 });
        Assert.Equal([TradingState.Reducing, TradingState.Running], States(start));
        Assert.Equal([1, 0], _desk.Tape.Of<VenueCompared>().Select(c => c.Differences.Length));
        Assert.Empty(start.Recording.Errors);
    }

    [Fact]
    public async Task Above_twice_the_tolerance_the_run_halts_and_is_resumed_only_when_the_difference_is_gone()
    {
        await using var start = _desk.Start();
        start.ToEndOf(2);
        var coins = start.Recording.Last.Computed.Positions.Book.Quantity(PositionKey.Parse(Coins));
        Differs(Coins, -coins * 0.025m);
        start.ToEndOf(3);
        _desk.World.Ask("1", OperatorRequestKind.Resume);
        start.ToEndOf(4);
        Assert.Equal((TradingState.Halted, "ledger_differs"), (start.Recording.Last.Plan.HeldBy?.State, start.Recording.Last.Plan.HeldBy?.Reason));

        _desk.World.Held = held => held;
        start.ToEndOf(6);
        Assert.Equal(TradingState.Halted, start.Recording.Last.Plan.HeldBy?.State); // the reason is gone, and nobody has said so

        _desk.World.Ask("2", OperatorRequestKind.Resume);
        start.ToEndOf(8);
        await start.CancelAsync();

        Assert.Null(start.Recording.Last.Plan.HeldBy);
        Assert.Equal([TradingState.Halted, TradingState.Running], States(start));
        Assert.Contains(Tail(start, 7), t => t.Plan is { Reason: "deposit", Blocks.Length: > 0 });
    }

    /// <summary>The venue holds what the ledger has, and not where it is margin.</summary>
    [Fact]
    public async Task What_a_venue_refuses_to_move_holds_the_run_from_the_same_tick_until_it_moves_it()
    {
        await using (var first = _desk.Start())
        {
            first.ToEndOf(2);
            _desk.World.Refusal = venue => venue == "binance" ? new Domain.Errors.BasisError("EXI-001", "It does not.", venue) : null;
            first.ToEndOf(3);
            Assert.Contains(first.Recording.Events, e => e.Event is { Type: EventType.Error, Payload: Domain.Errors.BasisError { Code: "EXI-001" } });
            first.ToEndOf(6);
            Assert.All(Tail(first, 3), t => Assert.Equal((TradingState.Reducing, "transfer_refused", "binance", HalfMinutes.At(3)), (t.Plan.HeldBy!.State, t.Plan.HeldBy.Reason, t.Plan.HeldBy.Where, t.Plan.HeldBy.Since)));
            Assert.All(Tail(first, 3), t => Assert.Empty(t.Plan.Blocks)); // the deposit of tick 4 waits
            Assert.Equal("It does not.", first.Recording.Last.Computed.Positions.Check.Open.Refusals["binance"]);
        }

        await using var second = _desk.Start();
        second.ToEndOf(7);
        Assert.Equal(("transfer_refused", HalfMinutes.At(3)), (second.Recording.Last.Plan.HeldBy?.Reason, second.Recording.Last.Plan.HeldBy?.Since));
        _desk.World.Refusal = _ => null;
        second.ToEndOf(9);
        await second.CancelAsync();

        Assert.All(Tail(second, 8), t => Assert.Null(t.Plan.HeldBy));
        Assert.Contains(Tail(second, 8), t => t.Plan is { Reason: "deposit", Blocks.Length: > 0 });
        Assert.Equal([true, false], _desk.Tape.Of<VenueCompared>().Select(c => c.Refusal is not null)); // stored once each
        Assert.Equal(0, second.Recording.Last.Computed.Positions.Check.Open.Seen);
        Assert.Equal("EXI-001", ((Domain.Errors.BasisError)Assert.Single(second.Recording.Errors).Event.Payload!).Code); // told again by the replay, and nothing else went wrong
    }

    [Fact]
    public async Task A_difference_that_is_seen_between_two_blocks_cancels_the_rest_of_what_would_be_entered()
    {
        await using var start = _desk.Start();
        _desk.World.Held = held => held.Key == PositionKey.Parse("binance:BaseToken:USDT") && held.Amount > 0 ? held with { Amount = held.Amount * 0.9m } : held;
        start.ToEndOf(1);
        await start.CancelAsync();

        Assert.All(_desk.World.Executed, id => Assert.Contains("-1-", id, StringComparison.Ordinal)); // the transfers, and no trade
        Assert.Contains(start.Recording.Events, e => e.Event is { Type: EventType.BlockFailed, Payload: Domain.Errors.BasisError { Code: "EXEC-009" } });
        Assert.Equal(TradingState.Halted, start.Recording.Last.Plan.HeldBy?.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_that_is_taken_up_is_held_as_it_was_and_compares_before_it_trades(bool isStillThere)
    {
        await using (var first = _desk.Start())
        {
            first.ToEndOf(2);
            Differs(Coins, -0.01m);
            first.ToEndOf(3);
        }

        var orders = _desk.World.Attempts.Count;
        if (!isStillThere)
            _desk.World.Held = held => held;
        _desk.World.Ask("1", OperatorRequestKind.Resume);
        await using var second = _desk.Start();
        second.ToEndOf(4);
        await second.CancelAsync();

        Assert.Equal(orders, _desk.World.Attempts.Count);
        Assert.Equal("ledger_differs", second.Recording.Ticks[3].Plan.HeldBy?.Reason);
        Assert.Equal(isStillThere, second.Recording.Last.Plan.HeldBy is not null);
        Assert.Empty(second.Recording.Errors);
    }

    [Fact]
    public async Task A_crash_at_any_event_around_a_difference_changes_nothing()
    {
        var calm = await LiveAsync(new FakeJournalState());
        for (var k = 2; k <= calm.Tape.Count; k++)
        {
            foreach (var answers in new[] { true, false })
            {
                var desk = await LiveAsync(new FakeJournalState { Death = new Death(k, answers) });
                Assert.Equal(calm.Tape.Events.Select(Name), desk.Tape.Events.Select(Name));
                Assert.Equal(calm.World.Executed, desk.World.Executed);
                Assert.Empty(desk.World.Wrongs);
            }
        }

        Assert.Equal([-600m, -2_000m], calm.Tape.Of<VenueCompared>().Select(c => c.Differences.Single().Amount)); // once booked, the venue says what the ledger has
    }

    [Fact]
    public async Task An_operator_has_a_real_difference_booked_and_the_run_goes_on()
    {
        await using var start = _desk.Start();
        start.ToEndOf(2);
        var equity = start.Recording.Last.Pnl.EquityAfter;
        Differs("bybit:BaseToken:USDT", -2_000m);
        start.ToEndOf(3);
        _desk.World.Ask("1", OperatorRequestKind.Adjust, -2_000m, PositionKey.Parse("bybit:BaseToken:USDT"), "a fee nobody knew of");
        _desk.World.Ask("2", OperatorRequestKind.Resume);
        start.ToEndOf(4);
        await start.CancelAsync();

        var last = start.Recording.Last;
        Assert.Null(last.Plan.HeldBy);
        Assert.Equal(equity - 2_000m + 20_000m, last.Pnl.EquityAfter); // and the deposit
        var posting = Assert.Single(last.Postings, p => p.Cause == Cause.Adjustment);
        Assert.Equal(("1", -2_000m), (posting.Source, posting.Legs[0].Amount));
        Assert.Equal(0, last.Pnl.Residual);
        Assert.True(last.Computed.Positions.Check.Open.IsEmpty);
        Assert.Contains(start.Recording.Events, e => e.Event.Type == EventType.LedgerAdjusted);
    }

    [Theory]
    [InlineData("bybit:BaseToken:USDT", -1_999)]
    [InlineData("bybit:BaseToken:USDT", 2_000)]
    [InlineData("binance:BaseToken:USDT", -2_000)]
    public async Task An_adjustment_that_is_not_the_difference_is_refused(string position, double amount)
    {
        await using var start = _desk.Start();
        start.ToEndOf(2);
        Differs("bybit:BaseToken:USDT", -2_000m);
        start.ToEndOf(3);
        _desk.World.Ask("1", OperatorRequestKind.Adjust, (decimal)amount, PositionKey.Parse(position), "wrong");
        start.ToEndOf(4);
        await start.CancelAsync();

        Assert.DoesNotContain(start.Recording.Postings, p => p.Cause == Cause.Adjustment);
        Assert.Contains(start.Recording.Events, e => e.Event is { Type: EventType.LedgerAdjusted, Status: EventStatus.Failed });
        Assert.Equal(TradingState.Halted, start.Recording.Last.Plan.HeldBy?.State);
    }

    private void Differs(string position, decimal by) => Differs(_desk, position, by);

    private static void Differs(LiveDesk desk, string position, decimal by) =>
        desk.World.Held = held => held.Key == PositionKey.Parse(position) ? held with { Amount = held.Amount + by } : held;

    private static List<DifferenceSeen> Differences(LiveStart start) => [.. start.Recording.Events.Select(e => e.Event.Payload).OfType<DifferenceSeen>()];

    private static List<TradingState> States(LiveStart start) => [.. start.Recording.Events.Where(e => e.Event.Type == EventType.TradingStateChanged).Select(e => ((TradingHold)e.Event.Payload!).State)];

    private static List<Results.TickCompleted> Tail(LiveStart start, long from) => [.. start.Recording.Ticks.Where(t => t.Tick.Sequence >= from)];

    /// <summary>A difference that comes at tick 2, changes at 3, is booked at 4, and a deposit deployed at 5; the run is started again when its journal dies.</summary>
    private static async Task<LiveDesk> LiveAsync(FakeJournalState first)
    {
        var desk = new LiveDesk(SampleConfiguration.Basis, HalfMinutes.Market(), Scenario.Deposit(20_000, 0) with { EffectiveAt = HalfMinutes.At(4) });
        var cash = PositionKey.Parse("bybit:BaseToken:USDT");
        desk.World.Held = held => held.Key != cash ? held : held with
        {
            Amount = held.Amount + (desk.Time.Now - HalfMinutes.At(0)).TotalSeconds switch { < 60 => 0, < 90 => -600, _ => -2_000 },
        };
        desk.World.AskAt(HalfMinutes.At(4), new OperatorRequest("1", OperatorRequestKind.Adjust, -2_000m) { Position = cash, Note = "lost" });
        desk.World.AskAt(HalfMinutes.At(4), new OperatorRequest("2", OperatorRequestKind.Resume, 0));
        for (var state = first; ; state = new FakeJournalState())
        {
            await using var start = desk.Start(state);
            start.ToEndOf(5);
            if (!start.IsDead)
                return desk;
        }
    }

    private static string Name(IJournalEvent stored) => stored switch
    {
        TickOpened t => $"opened {t.Sequence} {t.Timestamp:u} {t.Requests.Length}",
        TickClosed t => $"closed {t.Sequence} {t.Reason} {t.Equity} {t.Postings.Length}",
        VenueCompared c => $"compared {c.Tick} {c.Block} {c.Venue} {string.Join(",", c.Differences.Select(d => d.Amount))}",
        OrderIntended o => $"intended {o.Instruction.Id}",
        OrderResolved o => $"resolved {o.Report.Instruction.Id}",
        _ => stored.GetType().Name,
    };
}
