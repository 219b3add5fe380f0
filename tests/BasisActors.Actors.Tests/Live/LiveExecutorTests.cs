using BasisActors.Actors.Events;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Actors.Tests.Live.Fixtures;
using BasisActors.Domain.Errors;

namespace BasisActors.Actors.Tests.Live;

/// <summary>An order: intent, venue, outcome, report, in that order and each when the one before is safe.</summary>
public sealed class LiveExecutorTests
{
    private readonly LiveDesk _desk = new(SampleConfiguration.Basis, HalfMinutes.Market());

    [Fact]
    public async Task The_venue_is_not_called_before_the_intent_is_stored()
    {
        var journal = new FakeJournalState { Holds = e => e is OrderIntended };
        await using var start = _desk.Start(journal);
        start.NextTickOpens();
        start.Until(() => journal.Held == 1);
        await start.SettleAsync("on-chain");
        Assert.Empty(_desk.World.Attempts);

        journal.Holds = _ => false;
        start.Release();
        start.ToEndOf(0);

        Assert.NotEmpty(_desk.World.Attempts);
        Assert.Empty(_desk.World.Wrongs);
    }

    [Fact]
    public async Task Execution_does_not_hear_of_an_outcome_before_it_is_stored()
    {
        var journal = new FakeJournalState { Holds = e => e is OrderResolved };
        await using var start = _desk.Start(journal);
        start.NextTickOpens();
        start.Until(() => journal.Held == 1);
        await start.SettleAsync("execution");
        await start.SettleAsync("event-log");
        Assert.Single(_desk.World.Executed);
        Assert.Empty(_desk.Tape.Of<OrderResolved>());
        Assert.Single(_desk.Tape.Of<OrderIntended>()); // the next one waits for the report
        Assert.DoesNotContain(start.Recording.Events, e => e.Event.Type == EventType.VenueTransfer);

        journal.Holds = _ => false;
        start.Release();
        start.ToEndOf(0);

        Assert.Contains(start.Recording.Events, e => e.Event.Type == EventType.VenueTransfer);
        Assert.Equal(_desk.World.Executed, _desk.Tape.Of<OrderResolved>().Select(r => r.Report.Instruction.Id));
    }

    [Theory]
    [InlineData(nameof(Fate.AnswerLost))]
    [InlineData(nameof(Fate.Unknown))]
    [InlineData(nameof(Fate.NotSent))]
    public async Task An_unknown_outcome_is_asked_for_every_second_and_never_reported(string fate)
    {
        _desk.World.Fate = (_, _) => Enum.Parse<Fate>(fate);
        await using var start = _desk.Start();
        start.NextTickOpens();
        for (var second = 0; second < 5; second++)
        {
            start.Until(() => _desk.World.Attempts.Count == second + 1 && _desk.Time.Next == HalfMinutes.At(0).AddSeconds(second + 1));
            _desk.Time.ToNextTimer();
        }

        start.Until(() => _desk.World.Attempts.Count == 6);
        await start.SettleAsync("on-chain");
        await start.SettleAsync("execution");
        await start.SettleAsync("results");
        Assert.Equal([false, true, true, true, true, true], _desk.World.Attempts.Select(a => a.MayHaveBeenSent));
        Assert.Single(_desk.World.Attempts.Select(a => (a.Id, a.IntendedAt)).Distinct());
        Assert.Empty(_desk.Tape.Of<OrderResolved>());
        Assert.Empty(start.Recording.Blocks);
        Assert.Empty(start.Recording.Ticks);
        Assert.Equal("EXEC-001", Assert.IsType<BasisError>(start.Recording.Errors.First().Event.Payload).Code);
    }

    [Fact]
    public async Task A_run_that_shall_end_waits_ten_seconds_for_an_exchange_that_is_away_and_goes_on_with_its_order_later()
    {
        _desk.World.Fate = (_, _) => Fate.Unknown;
        await using (var first = _desk.Start())
        {
            first.NextTickOpens();
            first.Until(() => _desk.World.Attempts.Count == 1 && _desk.Time.Timers == 2); // the next tick, and asking again
            var ended = first.CancelAsync();
            first.Until(() => _desk.Time.Timers == 3);
            _desk.Time.Pass(TimeSpan.FromSeconds(9));
            Assert.False(ended.IsCompleted);
            _desk.Time.Pass(TimeSpan.FromSeconds(1));

            Assert.Equal(RunStatus.Cancelled, (await ended).Status);
        }

        _desk.World.Fate = (_, _) => Fate.Answered;
        await using var second = _desk.Start();
        second.ToEndOf(0);

        Assert.Equal(_desk.Tape.Of<OrderIntended>().Select(o => o.Instruction.Id), _desk.Tape.Of<OrderResolved>().Select(o => o.Report.Instruction.Id));
        Assert.Equal(_desk.Tape.Of<OrderIntended>().Count(), _desk.Tape.Of<OrderIntended>().Select(o => o.Instruction.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_critical_failure_of_a_venue_ends_the_run_with_its_code_and_nothing_more_is_sent()
    {
        _desk.World.Failure = _ => new BasisException("EXI-004", "The key is not accepted.");
        await using var start = _desk.Start();
        start.NextTickOpens();

        var outcome = start.ToOutcome();

        Assert.Equal((RunStatus.Failed, "EXI-004"), (outcome.Status, outcome.Error?.Code));
        Assert.Single(_desk.World.Attempts);
        Assert.Empty(_desk.Tape.Of<OrderResolved>());
    }

    [Fact]
    public async Task After_a_critical_failure_the_run_can_be_taken_up_again()
    {
        _desk.World.Failure = _ => new BasisException("EXI-004", "The key is not accepted.");
        await using (var first = _desk.Start())
        {
            first.NextTickOpens();
            first.ToOutcome();
        }

        _desk.World.Failure = _ => null;
        await using var second = _desk.Start();
        second.ToEndOf(0);

        Assert.Equal(_desk.World.Executed, _desk.Tape.Of<OrderIntended>().Select(i => i.Instruction.Id));
        Assert.True(_desk.World.Attempts[1].MayHaveBeenSent);
        Assert.Empty(second.Recording.Errors);
    }

    [Fact]
    public async Task Statements_are_empty_while_the_replay_is_behind_and_real_afterwards()
    {
        await using (var first = _desk.Start())
            first.ToEndOf(4);

        _desk.World.Statements.Clear();
        await using var second = _desk.Start();
        second.ToEndOf(5);
        await second.CancelAsync();

        var statements = second.Recording.Events.Where(e => e.Event.Payload is VenueStatement).ToLookup(e => e.Event.Timestamp, e => (VenueStatement)e.Event.Payload!);
        for (var row = 0; row < 4; row++)
            Assert.All(statements[HalfMinutes.At(row)], s => Assert.Empty(s.Holdings));
        for (var row = 4; row <= 5; row++)
            Assert.All(statements[HalfMinutes.At(row)], s => Assert.NotEmpty(s.Holdings));
        Assert.Equal(2 * 3, _desk.World.Statements.Count); // three venues, asked at the last tick of the journal and at the new one
    }

    [Fact]
    public async Task Read_only_makes_plans_and_sends_nothing()
    {
        await using var start = _desk.Start(readOnly: true);
        start.ToEndOf(2);
        await start.CancelAsync();

        Assert.All(start.Recording.Ticks, t => Assert.NotEmpty(t.Plan.Blocks));
        Assert.Empty(_desk.World.Attempts);
        Assert.Empty(_desk.Tape.Of<OrderIntended>());
    }

    [Fact]
    public async Task Ticks_that_were_read_only_send_nothing_when_they_are_replayed_and_the_next_one_does()
    {
        await using (var first = _desk.Start(readOnly: true))
            first.ToEndOf(2);

        await using var second = _desk.Start();
        second.Until(() => _desk.Time.Timers == 1); // replayed
        Assert.Empty(_desk.World.Attempts);
        second.ToEndOf(3);
        await second.CancelAsync();

        Assert.NotEmpty(_desk.World.Executed);
        Assert.All(_desk.Tape.Of<OrderIntended>(), o => Assert.Equal(HalfMinutes.At(3), o.At));
        Assert.Empty(second.Recording.Errors);
    }

    [Fact]
    public async Task A_run_that_has_traded_can_be_watched_read_only()
    {
        await using (var first = _desk.Start())
            first.ToEndOf(2);
        var orders = _desk.World.Attempts.Count;

        await using var second = _desk.Start(readOnly: true);
        second.ToEndOf(4);
        await second.CancelAsync();

        Assert.Equal(orders, _desk.World.Attempts.Count);
        Assert.Equal(5, second.Recording.Ticks.Count);
        Assert.Empty(second.Recording.Errors);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_in_the_middle_of_a_plan_is_not_taken_up_read_only(bool isResolved)
    {
        var journal = new FakeJournalState { Holds = e => isResolved ? e is OrderIntended && _desk.World.Executed.Count == 1 : e is OrderResolved };
        await using (var first = _desk.Start(journal))
        {
            first.NextTickOpens();
            first.Until(() => journal.Held == 1);
        }

        await using var second = _desk.Start(readOnly: true);

        Assert.Equal("LTS-001", second.ToOutcome().Error?.Code);
        Assert.Single(_desk.World.Attempts);
    }

    [Fact]
    public async Task A_statement_that_a_venue_cannot_give_is_asked_for_again_and_what_the_run_waits_for_is_told_once()
    {
        var failures = new Dictionary<string, int>(StringComparer.Ordinal) { ["binance"] = 3, ["bybit"] = 1 };
        _desk.World.Held = held => failures.GetValueOrDefault(held.Key.Venue) > 0 && failures[held.Key.Venue]-- > 0 ? throw new IOException("no answer") : held;
        await using var start = _desk.Start();

        start.ToEndOf(0);

        Assert.True(_desk.World.Executed.Count > 0);
        Assert.Equal(
            [("EXI-003", "binance"), ("EXI-003", "bybit")],
            start.Recording.Errors.Select(e => (BasisError)e.Event.Payload!).Select(e => (e.Code, e.Where)).OrderBy(e => e.Where, StringComparer.Ordinal));
        Assert.Equal(2, start.Recording.Waited.Count(w => w!.Message.Contains("no answer", StringComparison.Ordinal)));
    }
}
