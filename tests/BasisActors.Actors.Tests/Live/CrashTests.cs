using BasisActors.Actors.Journal;
using BasisActors.Actors.Runs;
using BasisActors.Actors.Tests.Fixtures;
using BasisActors.Actors.Tests.Live.Fixtures;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Strategies;

namespace BasisActors.Actors.Tests.Live;

/// <summary>
/// A run is killed at each event that its journal stores, and taken up again: every instruction is executed once, the book at the end is that of the run that
/// nothing happened to, and nobody has to do anything.
/// </summary>
public sealed class CrashTests
{
    /// <summary>Entry at 0, a deposit at 2 deployed at 3, a jump of the price at 5, funding at 8, a withdrawal at 9, the kill switch before 11.</summary>
    private const int LastTick = 11;

    private static readonly MarketTable Market = SampleMarket.Builder(LastTick + 3).WithPrice(row => row < 5 ? 60_000 : 75_000).Build();
    private static readonly CapitalRequest[] Flows = [Scenario.Deposit(20_000, 2), Scenario.Withdrawal(30_000, 9)];
    private static readonly Lazy<Task<Life>> Calm = new(() => LiveAsync(NewDesk(), new FakeJournalState()));

    [Fact]
    public async Task The_run_that_nothing_happens_to_enters_rebalances_and_is_closed_by_the_kill_switch()
    {
        var (desk, recording) = await Calm.Value;

        Assert.Contains(recording.Ticks, t => t.Tick.Sequence == 0 && t.Plan.Blocks.Length > 0);
        Assert.Contains(recording.Ticks, t => t.Tick.Sequence is >= 5 and < 8 && t.Plan.Blocks.Length > 0);
        Assert.Contains(recording.Postings, p => p.Cause == Cause.Funding);
        Assert.True(recording.Last.Plan.HaltsRun);
        Assert.All(Quantities(recording).Where(q => q.Key.Type == PositionType.Perp || q.Key.Symbol == "BTC"), q => Assert.Equal(0, q.Amount));
        Assert.InRange(desk.World.Executed.Count, 20, 80);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crash_after_any_stored_event_changes_nothing(bool answers)
    {
        var calm = await Calm.Value;
        for (var k = 2; k <= calm.Desk.Tape.Count; k++)
            AssertSame(calm, await LiveAsync(NewDesk(), new FakeJournalState { Death = new Death(k, answers) }), $"event {k}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crash_after_every_stored_event_changes_nothing(bool answers)
    {
        var desk = NewDesk();
        AssertSame(await Calm.Value, await LiveAsync(desk, () => new FakeJournalState { Death = new Death(desk.Tape.Count + 1, answers) }), "all events");
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(12, false)]
    [InlineData(17, true)]
    [InlineData(25, false)]
    public async Task Crashes_change_nothing_when_each_start_goes_on_from_the_last_snapshot(int events, bool answers)
    {
        var (calm, desk) = (await Calm.Value, NewDesk(snapshots: true));

        var life = await LiveAsync(desk, () => new FakeJournalState { Death = new Death(desk.Tape.Count + events, answers) });

        Assert.Empty(desk.World.Wrongs);
        Assert.Equal(calm.Desk.World.Executed, desk.World.Executed);
        Assert.Equal(calm.Desk.Tape.Events.Select(Name), desk.Tape.Events.Select(Name));
        Assert.Equal(Quantities(calm.Recording), Quantities(life.Recording));
        var replayed = life.Recording.Ticks.Count;
        Assert.InRange(replayed, 1, LastTick); // it did not begin at the first tick
        Assert.NotEmpty(desk.Snapshots!);
        Assert.Equal(calm.Recording.Comparable().Equity.TakeLast(replayed), life.Recording.Comparable().Equity);
    }

    [Theory]
    [InlineData(nameof(Fate.AnswerLost))]
    [InlineData(nameof(Fate.Unknown))]
    [InlineData(nameof(Fate.NotSent))]
    public async Task An_order_that_gets_no_answer_is_asked_for_until_it_has_one(string fate)
    {
        var desk = NewDesk();
        desk.World.Fate = (_, attempts) => attempts < 2 ? Enum.Parse<Fate>(fate) : Fate.Answered;

        AssertSame(await Calm.Value, await LiveAsync(desk, new FakeJournalState()), fate);

        Assert.All(desk.World.Executed, id => Assert.Equal([false, true, true], desk.World.Attempts.Where(a => a.Id == id).Select(a => a.MayHaveBeenSent)));
    }

    [Theory]
    [InlineData(nameof(Fate.AnswerLost))]
    [InlineData(nameof(Fate.Unknown))]
    [InlineData(nameof(Fate.NotSent))]
    public async Task A_crash_while_an_order_has_no_answer_changes_nothing(string fate)
    {
        var calm = await Calm.Value;
        for (var k = 2; k <= calm.Desk.Tape.Count; k++)
        {
            if (calm.Desk.Tape.Events[k - 1] is not OrderIntended)
                continue;
            var desk = NewDesk();
            desk.World.Fate = (_, attempts) => attempts == 0 ? Enum.Parse<Fate>(fate) : Fate.Answered;
            AssertSame(calm, await LiveAsync(desk, new FakeJournalState { Death = new Death(k, Answers: true) }), $"{fate} at {k}");
        }
    }

    [Fact]
    public async Task A_tick_that_is_missed_while_the_run_is_down_loses_no_funding()
    {
        // Down from 07:00 to 09:00: the funding of 08:00 is in the exchanges' logs and is booked at 09:00.
        var desk = NewDesk();
        await using (var first = desk.Start())
            first.ToEndOf(6);
        desk.Time.Pass(TimeSpan.FromHours(2));

        await using var second = desk.Start();
        second.ToEndOf(7);
        await second.CancelAsync();

        Assert.Equal(MarketBuilder.Hour(9), second.Recording.Last.Tick.Timestamp);
        Assert.Equal(2, second.Recording.Last.Postings.Count(p => p.Cause == Cause.Funding)); // one of each exchange
        Assert.Empty(second.Recording.Errors);
        Assert.Empty(desk.World.Wrongs);
    }

    [Fact]
    public async Task A_run_that_has_halted_stays_halted_when_it_is_started_again()
    {
        var desk = NewDesk();
        await LiveAsync(desk, new FakeJournalState());
        var (events, orders) = (desk.Tape.Count, desk.World.Attempts.Count);

        await using var again = desk.Start();

        Assert.Equal(RunStatus.Halted, again.ToOutcome().Status);
        Assert.Equal((events, orders), (desk.Tape.Count, desk.World.Attempts.Count));
    }

    private static LiveDesk NewDesk(bool snapshots = false) => new(SampleConfiguration.Basis, Market, [.. Flows]) { Snapshots = snapshots ? [] : null };

    private static Task<Life> LiveAsync(LiveDesk desk, FakeJournalState first)
    {
        var next = first;
        return LiveAsync(desk, () => (next, next = new FakeJournalState()).Item1);
    }

    /// <summary>Starts the run again after each crash until it has halted.</summary>
    private static async Task<Life> LiveAsync(LiveDesk desk, Func<FakeJournalState> journal)
    {
        while (true)
        {
            var state = journal();
            await using var start = desk.Start(state);
            start.ToEndOf(LastTick - 1);
            if (!start.IsDead && desk.World.Left.IsEmpty && !desk.Tape.Of<TickOpened>().Any(t => t.Requests.Length > 0))
            {
                start.Kill();
                start.Until(() => !desk.World.Left.IsEmpty);
            }

            if (!start.IsDead)
                start.ToEndOf(LastTick);
            if (start.IsDead)
            {
                Refuse(desk, start, state);
                continue;
            }

            var outcome = start.ToOutcome();
            Assert.True(outcome.Status == RunStatus.Halted, outcome.ToString());
            return new Life(desk, start.Recording);
        }
    }

    /// <summary>A journal that answered its last event leaves the run alive: it goes on to the next thing that would have to be stored.</summary>
    private static void Refuse(LiveDesk desk, LiveStart start, FakeJournalState state)
    {
        var last = desk.Tape.Events[^1];
        if (!state.Death!.Answers || last is TickClosed)
            return;
        bool IsWaiting() => last is OrderIntended intended && desk.World.Attempts.Any(a => a.Id == intended.Instruction.Id && a.Fate != Fate.Answered);
        start.Until(() => state.Refused > 0 || IsWaiting());
    }

    private static void AssertSame(Life expected, Life actual, string when)
    {
        var (desk, recording) = actual;
        Assert.True(desk.World.Wrongs.Count == 0, $"{when}: {string.Join(", ", desk.World.Wrongs)}");
        Assert.Equal(expected.Desk.World.Executed, desk.World.Executed);
        Assert.Equal(expected.Desk.Tape.Events.Select(Name), desk.Tape.Events.Select(Name)); // each once, in the same order
        Assert.Equal(expected.Recording.Comparable().Blocks, recording.Comparable().Blocks);
        Assert.Equal(expected.Recording.Comparable().Equity, recording.Comparable().Equity);
        Assert.Equal(expected.Recording.Journal(), recording.Journal());
        Assert.Equal(Quantities(expected.Recording), Quantities(recording));
    }

    private static string Name(IJournalEvent stored) => stored switch
    {
        TickOpened t => $"opened {t.Sequence} {t.Timestamp:u} {t.Flows.Length} {t.Settlements.Length}",
        TickClosed t => $"closed {t.Sequence} {t.Reason} {t.Equity} {t.Postings.Length}",
        OrderIntended o => $"intended {o.Instruction.Id}",
        OrderResolved o => $"resolved {o.Report.Instruction.Id} {o.Report.FilledAmount} {o.Report.ExecutedAt:u}",
        _ => stored.GetType().Name,
    };

    private static List<(PositionKey Key, decimal Amount)> Quantities(Recording recording)
    {
        var book = recording.Last.Computed.Positions.Book;
        return [.. book.Chart.Positions.Select(p => (p, book.Quantity(p)))];
    }

    private sealed record Life(LiveDesk Desk, Recording Recording);
}
