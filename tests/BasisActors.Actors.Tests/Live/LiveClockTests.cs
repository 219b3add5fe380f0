using BasisActors.Actors.Events;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Actors.Tests.Live.Fixtures;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Strategies;

namespace BasisActors.Actors.Tests.Live;

/// <summary>When ticks come, with what, and when they do not.</summary>
public sealed class LiveClockTests
{
    private readonly LiveDesk _desk = new(SampleConfiguration.Basis, HalfMinutes.Market());

    [Fact]
    public async Task Ticks_come_at_the_multiples_of_the_interval()
    {
        await using var start = _desk.Start();

        start.ToEndOf(3);

        Assert.Equal(Enumerable.Range(0, 4).Select(row => (row, HalfMinutes.At(row))), _desk.Tape.Of<TickOpened>().Select(t => ((int)t.Sequence, t.Timestamp)));
    }

    [Fact]
    public async Task A_deposit_that_was_planned_comes_after_one_that_an_operator_asked_for_too()
    {
        var desk = new LiveDesk(SampleConfiguration.Basis, HalfMinutes.Market(), new CapitalRequest(CapitalRequestKind.Deposit, 20_000, HalfMinutes.At(3)));
        desk.World.Ask("1", OperatorRequestKind.Deposit, 5_000);
        await using var start = desk.Start();

        start.ToEndOf(4);

        Assert.Equal([(0, 5_000m), (3, 20_000m)], desk.Tape.Of<TickOpened>().SelectMany(t => t.Flows.Select(f => ((int)t.Sequence, f.Amount))));
    }

    [Fact]
    public async Task A_run_that_was_down_goes_on_at_the_next_multiple()
    {
        await using (var first = _desk.Start())
            first.ToEndOf(1);
        _desk.Time.Pass(TimeSpan.FromSeconds(130)); // 00:02:40

        await using var second = _desk.Start();
        second.ToEndOf(2);

        Assert.Equal([HalfMinutes.At(0), HalfMinutes.At(1), HalfMinutes.At(6)], _desk.Tape.Of<TickOpened>().Select(t => t.Timestamp));
    }

    [Fact]
    public async Task A_tick_that_falls_due_while_one_is_open_is_dropped_and_counted()
    {
        var journal = new FakeJournalState { Holds = e => e is TickClosed { Sequence: 1 } };
        await using var start = _desk.Start(journal);
        start.ToEndOf(0);
        start.NextTickOpens();
        start.Until(() => journal.Held == 1);

        _desk.Time.Pass(TimeSpan.FromSeconds(30));
        await start.SettleAsync("clock");
        _desk.Time.Pass(TimeSpan.FromSeconds(30));
        await start.SettleAsync("clock");
        journal.Holds = _ => false;
        start.Release();
        start.Until(() => _desk.Tape.Closed == 1);
        start.ToEndOf(2);
        await start.CancelAsync();

        Assert.Equal([HalfMinutes.At(0), HalfMinutes.At(1), HalfMinutes.At(4)], _desk.Tape.Of<TickOpened>().Select(t => t.Timestamp));
        Assert.Equal([0, 1, 2], _desk.Tape.Of<TickOpened>().Select(t => t.Sequence));
        Assert.Equal(["CLK-001", "CLK-001"], Codes(start));
        Assert.EndsWith("the 2. so far.", ((BasisError)start.Recording.Errors.Last().Event.Payload!).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tick_that_falls_due_while_the_market_is_still_read_is_dropped_and_counted()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var start = _desk.Start();
        start.ToEndOf(0);
        var reads = _desk.World.Reads;
        _desk.World.OnRead = () => answer.Task;
        _desk.Time.Pass(HalfMinutes.At(1) - _desk.Time.Now);
        start.Until(() => _desk.World.Reads == reads + 1);

        _desk.Time.Pass(TimeSpan.FromSeconds(30));
        await start.SettleAsync("clock");
        _desk.World.OnRead = () => Task.CompletedTask;
        answer.SetResult();
        start.Until(() => _desk.Tape.Closed == 1);
        start.ToEndOf(2);
        await start.CancelAsync();

        Assert.Equal([HalfMinutes.At(0), HalfMinutes.At(1), HalfMinutes.At(3)], _desk.Tape.Of<TickOpened>().Select(t => t.Timestamp));
        Assert.Equal(["CLK-001"], Codes(start));
    }

    [Fact]
    public async Task A_feed_that_fails_gives_a_tick_without_readings_which_is_stale_after_a_minute_and_still_completes()
    {
        await using var start = _desk.Start();
        start.ToEndOf(1);
        _desk.World.OnRead = () => throw new HttpRequestException("no route");
        start.ToEndOf(4);
        _desk.World.OnRead = () => Task.CompletedTask;
        start.ToEndOf(5);
        await start.CancelAsync();

        Assert.Equal([7, 7, 0, 0, 0, 7], _desk.Tape.Of<TickOpened>().Select(t => t.Readings.Length));
        Assert.Equal([false, false, false, true, true, false], start.Recording.Ticks.Select(t => t.IsStale)); // 0, 0, 30, 60, 90, 0 s old
        Assert.Equal(["market_stale", "market_stale"], start.Recording.Ticks.Where(t => t.IsStale).Select(t => t.Plan.Reason));
        Assert.Equal(6, _desk.Tape.Of<TickClosed>().Count());
        Assert.Equal(["DPR-001", "DPR-001", "DPR-001"], Codes(start));
    }

    [Fact]
    public async Task A_run_whose_first_reads_fail_waits_for_the_market_and_then_enters()
    {
        _desk.World.OnRead = () => throw new HttpRequestException("no route");
        _desk.World.Held = held => held.Key.Venue == "wallet" ? held with { Amount = SampleConfiguration.Capital } : held; // the simulated one is paid as the market is read
        await using var start = _desk.Start();
        start.ToEndOf(1);
        Assert.Empty(_desk.World.Attempts);

        _desk.World.OnRead = () => Task.CompletedTask;
        _desk.World.Held = held => held;
        start.ToEndOf(2);
        await start.CancelAsync();

        Assert.Equal([true, true, false], start.Recording.Ticks.Select(t => t.IsStale));
        Assert.NotEmpty(_desk.World.Executed);
    }

    [Fact]
    public async Task No_tick_is_broadcast_before_it_is_stored()
    {
        var journal = new FakeJournalState { Holds = e => e is TickOpened { Sequence: 1 } };
        await using var start = _desk.Start(journal);
        start.ToEndOf(0);
        _desk.Time.Pass(HalfMinutes.At(1) - _desk.Time.Now);
        start.Until(() => journal.Held == 1);
        foreach (var component in BusyDay.Components)
            await start.SettleAsync(component);
        await start.SettleAsync("event-log");
        Assert.DoesNotContain(start.Recording.Events, e => e.Event.Timestamp == HalfMinutes.At(1));

        journal.Holds = _ => false;
        start.Release();
        start.Until(() => _desk.Tape.Closed == 1);
        await start.CancelAsync();

        Assert.Equal(2, start.Recording.Ticks.Count);
    }

    [Fact]
    public Task A_replay_that_decides_otherwise_fails() => FailsAsync(stored => stored is TickClosed { Sequence: 2 } closed ? closed with { Reason = "something_else" } : stored);

    [Fact]
    public Task A_replay_that_ends_with_another_equity_fails() =>
        FailsAsync(stored => stored is TickClosed { Sequence: 1 } closed ? closed with { Equity = closed.Equity + 0.01m } : stored);

    [Fact]
    public Task A_replay_that_gives_another_amount_fails() => FailsAsync(stored =>
        stored is OrderIntended { Instruction.Operation: Operation.CexSpotBuy } order ? order with { Instruction = order.Instruction with { Amount = order.Instruction.Amount + 1 } } : stored);

    [Fact]
    public Task A_replay_that_gives_one_order_more_fails_and_does_not_send_it() => FailsAsync(stored =>
        stored is OrderIntended { Instruction.Operation: Operation.CexSpotBuy } or OrderResolved { Report.Instruction.Operation: Operation.CexSpotBuy } ? null : stored);

    [Fact]
    public Task A_replay_that_trades_where_the_journal_did_not_fails_and_sends_nothing() => FailsAsync(stored => stored switch
    {
        OrderIntended or OrderResolved => null,
        TickClosed closed => closed with { Blocks = 0, Reason = "hold" },
        _ => stored,
    });

    [Fact]
    public Task A_replay_that_does_not_give_an_order_of_the_journal_fails() => FailsAsync(
        stored => stored,
        tape => tape.Add(new OrderIntended(tape.Of<OrderIntended>().First().Instruction with { Id = "another" }, HalfMinutes.At(2))));

    [Fact]
    public async Task A_clock_that_is_set_back_sends_no_tick_twice()
    {
        await using var start = _desk.Start();
        start.ToEndOf(3);
        _desk.Time.Now -= TimeSpan.FromSeconds(75);
        for (var i = 0; i < 8; i++)
        {
            _desk.Time.Pass(TimeSpan.FromSeconds(15));
            await start.SettleAsync("clock");
        }

        start.Until(() => _desk.Tape.Closed == 4);
        await start.CancelAsync();

        var times = _desk.Tape.Of<TickOpened>().Select(t => t.Timestamp).ToArray();
        Assert.Equal(times.Distinct().Order(), times);
        Assert.Equal(HalfMinutes.At(4), times[4]);
        Assert.Empty(start.Recording.Errors);
    }

    [Fact]
    public async Task A_run_that_is_taken_up_with_a_clock_set_back_sends_no_tick_twice()
    {
        await using (var first = _desk.Start())
            first.ToEndOf(3);
        _desk.Time.Now -= TimeSpan.FromSeconds(75);

        await using var second = _desk.Start();
        second.Until(() => _desk.Time.Timers == 1);
        for (var i = 0; i < 7; i++)
        {
            _desk.Time.Pass(TimeSpan.FromSeconds(15));
            await second.SettleAsync("clock");
        }

        second.Until(() => _desk.Tape.Closed == 4);
        await second.CancelAsync();

        var times = _desk.Tape.Of<TickOpened>().Select(t => t.Timestamp).ToArray();
        Assert.Equal(times.Distinct().Order(), times);
        Assert.Equal(HalfMinutes.At(4), times[4]);
        Assert.Empty(second.Recording.Errors);
    }

    [Fact]
    public async Task A_timer_that_is_a_little_early_makes_neither_a_second_tick_nor_an_overrun()
    {
        var desk = new LiveDesk(SampleConfiguration.Basis, HalfMinutes.Market(), TimeSpan.FromMilliseconds(0.7), []);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var start = desk.Start();
        start.Until(() => desk.Time.Timers == 1);
        desk.World.OnRead = () => answer.Task;

        desk.Time.ToNextTimer(); // 0.7 ms before the tick's time: the next multiple is the same tick again
        await start.SettleAsync("clock");
        desk.Time.Pass(TimeSpan.FromSeconds(1));
        await start.SettleAsync("clock");
        answer.SetResult();
        start.Until(() => desk.Tape.Closed == 0);
        await start.CancelAsync();

        Assert.Equal([HalfMinutes.At(0)], desk.Tape.Of<TickOpened>().Select(t => t.Timestamp));
        Assert.Equal(1, desk.World.Reads);
        Assert.Empty(start.Recording.Errors);
    }

    [Fact]
    public async Task A_clock_that_is_restarted_while_it_reads_neither_loses_nor_repeats_a_tick()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var start = _desk.Start();
        start.ToEndOf(0);
        _desk.World.OnRead = () => answer.Task;
        _desk.Time.Pass(HalfMinutes.At(1) - _desk.Time.Now);
        start.Until(() => _desk.World.Reads == 2);

        start.Tell("clock", Kill.Instance);
        await start.SettleAsync("clock");
        _desk.Time.Pass(TimeSpan.FromSeconds(30));
        await start.SettleAsync("clock");
        _desk.World.OnRead = () => Task.CompletedTask;
        answer.SetResult();
        start.Until(() => _desk.Tape.Closed == 1);
        start.ToEndOf(3);
        await start.CancelAsync();

        Assert.Equal([0, 1, 2, 3], _desk.Tape.Of<TickOpened>().Select(t => t.Sequence));
        Assert.Equal([0, 1, 3, 4], _desk.Tape.Of<TickOpened>().Select(t => (int)((t.Timestamp - HalfMinutes.At(0)) / TimeSpan.FromSeconds(30))));
        Assert.Equal(["CLK-001"], Codes(start));
    }

    [Fact]
    public async Task A_kill_switch_pressed_while_a_tick_is_open_is_taken_by_the_next_one()
    {
        var journal = new FakeJournalState { Holds = e => e is OrderResolved };
        await using var start = _desk.Start(journal);
        start.NextTickOpens();
        start.Until(() => journal.Held == 1);
        start.Kill();
        start.Until(() => !_desk.World.Left.IsEmpty);
        journal.Holds = _ => false;
        start.Release();
        start.ToEndOf(0);
        Assert.Equal(StrategyAction.EntryFull, _desk.Tape.Of<TickClosed>().Single().Action);

        start.ToEndOf(1);

        Assert.Equal(RunStatus.Halted, start.ToOutcome().Status);
        Assert.Equal("kill_switch", _desk.Tape.Of<TickClosed>().Last().Reason);
        Assert.Equal(OperatorRequestKind.Close, Assert.Single(_desk.Tape.Of<TickOpened>().Last().Requests).Kind);
        Assert.Empty(_desk.World.Left);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_kill_switch_that_an_earlier_version_stored_is_taken_by_the_tick_after_it(bool isTaken)
    {
        await using (var first = _desk.Start())
            first.ToEndOf(1);
        _desk.Tape.Add(new KillPressed(_desk.Time.Now));
        if (isTaken) // and closed everything, before the version changed
        {
            await using var old = _desk.Start();
            old.ToEndOf(2);
            Assert.Equal(RunStatus.Halted, old.ToOutcome().Status);
        }

        await using var second = _desk.Start();
        second.ToEndOf(2);

        Assert.Equal(RunStatus.Halted, second.ToOutcome().Status);
        Assert.Equal((2, "kill_switch"), (_desk.Tape.Of<TickClosed>().Last().Sequence, _desk.Tape.Of<TickClosed>().Last().Reason));
        Assert.Empty(_desk.Tape.Of<TickOpened>().SelectMany(t => t.Requests));
    }

    [Fact]
    public async Task A_journal_that_goes_away_is_an_alarm_in_the_log_and_told_until_it_is_back()
    {
        await using var start = _desk.Start();
        start.ToEndOf(0);

        start.Tell("clock", new JournalAway("disk full"));
        start.Tell("clock", JournalBack.Instance);
        await start.SettleAsync("clock");
        await start.SettleAsync("results");
        await start.CancelAsync();

        Assert.Equal([(EventStatus.Failed, "RST-003"), (EventStatus.Complete, "RST-003")], start.Recording.Errors.Select(e => (e.Event.Status, ((BasisError)e.Event.Payload!).Code)));
        Assert.Contains("(disk full)", start.Recording.Waited[0]!.Message, StringComparison.Ordinal);
        Assert.Equal([false, true], start.Recording.Waited.Select(w => w is null));
    }

    [Fact]
    public async Task A_journal_that_stops_for_good_ends_the_run_with_an_error()
    {
        await using var start = _desk.Start();
        start.ToEndOf(0);

        start.StopJournal();
        var outcome = start.ToOutcome();

        Assert.Equal((RunStatus.Failed, "EDS-003", "journal"), (outcome.Status, outcome.Error?.Code, outcome.Error?.Where));
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_kept_is_told_and_the_run_goes_on()
    {
        var desk = new LiveDesk(SampleConfiguration.Basis, HalfMinutes.Market()) { Snapshots = [] };
        desk.OnKeep = taken =>
        {
            if (taken.Closed.Sequence == 1)
                throw new IOException("No space left on device");
        };
        await using var start = desk.Start();
        start.ToEndOf(4);
        await start.CancelAsync();

        Assert.Equal(["RST-001"], Codes(start));
        Assert.Equal([0, 2, 3], desk.Snapshots!.Select(s => s.Closed.Sequence));
        Assert.Equal(5, start.Recording.Ticks.Count);
    }

    private static List<string> Codes(LiveStart start) => [.. start.Recording.Errors.Select(e => ((BasisError)e.Event.Payload!).Code)];

    private async Task FailsAsync(Func<IJournalEvent, IJournalEvent?> change, Action<Tape>? add = null)
    {
        await using (var first = _desk.Start())
            first.ToEndOf(2);
        var tape = new Tape(_desk.Signal);
        foreach (var stored in _desk.Tape.Events.Select(change).OfType<IJournalEvent>())
            tape.Add(stored);
        add?.Invoke(tape);
        var attempts = _desk.World.Attempts.Count;

        await using var second = new LiveStart(_desk, new FakeJournalState(), readOnly: false, tape);
        var outcome = second.ToOutcome();

        Assert.Equal((RunStatus.Failed, "LTS-001"), (outcome.Status, outcome.Error?.Code));
        Assert.Equal(attempts, _desk.World.Attempts.Count);
    }
}
