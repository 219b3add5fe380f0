using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.Results;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Market;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.EventLog;
using BasisActors.Host.Tests.Results;
using BasisActors.Tests;

namespace BasisActors.Host.Tests.Live;

/// <summary>A snapshot is a shortcut: with it a run is what it is without it, to the last byte; without it, or with one that cannot be used, the journal gives the same.</summary>
public sealed class SnapshotTests : IDisposable
{
    private const string Run = "run", Hash = "0123456789abcdef";
    private const int Ticks = 80;

    /// <summary>Deposits, withdrawals, a hold and its end, and the end of the run; entries, funding and rebalances come by themselves.</summary>
    private static readonly ImmutableSortedDictionary<int, OperatorRequest> Requests = new Dictionary<int, OperatorRequest>
    {
        [7] = new("0007", OperatorRequestKind.Deposit, 20_000),
        [19] = new("0019", OperatorRequestKind.Halt, 0),
        [21] = new("0021", OperatorRequestKind.Deposit, 7_000),
        [30] = new("0030", OperatorRequestKind.Resume, 0),
        [44] = new("0044", OperatorRequestKind.Withdraw, 30_000),
        [Ticks - 1] = new("0079", OperatorRequestKind.Close, 0),
    }.ToImmutableSortedDictionary();

    private static readonly RunConfiguration Basis = TestRuns.Basis with
    {
        Venues = [.. TestRuns.Basis.Venues, new VenueSettings { Name = "wallet", Type = VenueType.Infrastructure, MinTradeSizeUsd = 10 }],
    };

    private static readonly MarketTable Market = Jumping(TestRuns.Market(Ticks + 2));
    private static readonly Lazy<Task<(ImmutableArray<IJournalEvent> Events, List<RunSnapshot> Snapshots)>> Life = new(LiveAsync);

    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public async Task The_run_has_orders_settlements_flows_a_hold_and_an_end()
    {
        var (events, snapshots) = await Life.Value;

        Assert.Empty(JournalCheck.Of(events));
        Assert.Equal(Ticks, events.OfType<TickClosed>().Count());
        Assert.Equal(Ticks - 1, snapshots.Count); // of all ticks but the last: one is kept when the tick after it is stored
        Assert.InRange(events.OfType<OrderIntended>().Count(), 20, 300);
        Assert.True(events.OfType<TickOpened>().Sum(t => t.Settlements.Length) > 5);
        Assert.True(events.OfType<TickClosed>().Count(t => t.Blocks > 0) > 5);
        Assert.Equal("kill_switch", events.OfType<TickClosed>().Last().Reason);
    }

    [Fact]
    public async Task From_a_snapshot_of_any_tick_all_later_ticks_and_their_status_are_the_same_byte_for_byte()
    {
        var (events, snapshots) = await Life.Value;
        var whole = await ReplayAsync(events, null);
        Assert.Equal(Ticks, whole.Count);
        var file = new SnapshotFile(Path.Combine(_folder.Path, "snapshot"));

        foreach (var taken in snapshots)
        {
            file.Keep(taken);
            var snapshot = file.Read(out var refusal);
            Assert.Null(refusal);
            Assert.Equal(Text(taken), Text(snapshot!));

            var rest = await ReplayAsync(events[(int)snapshot!.Events..], snapshot);

            Assert.Equal(whole.Skip((int)snapshot.Closed.Sequence + 1), rest);
        }
    }

    [Fact]
    public async Task A_recovery_reads_only_what_was_stored_after_the_snapshot()
    {
        var (events, snapshots) = await Life.Value;
        var snapshot = snapshots[^3];
        var file = await StoreAsync(events, snapshot);

        var (recovery, said) = await RecoverAsync(file);

        Assert.Empty(said);
        Assert.Equal((snapshot.Closed.Sequence, events.Length - (int)snapshot.Events, events.Length), (recovery.Snapshot!.Closed.Sequence, recovery.Events.Length, (int)recovery.Stored));
        Assert.Equal(events[(int)snapshot.Events..].Select(Bytes), recovery.Events.Select(Bytes));
    }

    [Fact]
    public async Task Without_a_snapshot_the_whole_journal_is_read_and_nothing_is_said()
    {
        var (events, _) = await Life.Value;
        var file = await StoreAsync(events, null);

        var (recovery, said) = await RecoverAsync(file);

        Assert.Empty(said);
        AssertWhole(events, recovery);
    }

    [Theory]
    [InlineData("a byte is another")]
    [InlineData("cut off")]
    [InlineData("empty")]
    [InlineData("another build")]
    [InlineData("another format")]
    [InlineData("another journal")]
    [InlineData("nothing after it")]
    [InlineData("beyond the end")]
    public async Task A_snapshot_that_cannot_be_used_is_left_aside_and_the_whole_journal_is_read(string wrong)
    {
        var (events, snapshots) = await Life.Value;
        var snapshot = wrong switch
        {
            "another journal" => snapshots[40] with { Closed = snapshots[40].Closed with { Equity = snapshots[40].Closed.Equity + 0.01m } },
            "nothing after it" => snapshots[40] with { Events = events.Length, Closed = (TickClosed)events[^1] },
            "beyond the end" => snapshots[40] with { Events = events.Length + 1 },
            _ => snapshots[40],
        };
        var file = await StoreAsync(events, snapshot);
        var path = Path.Combine(_folder.Path, "snapshot");
        var content = File.ReadAllBytes(path);
        var text = Encoding.UTF8.GetString(content);
        File.WriteAllBytes(path, wrong switch
        {
            "a byte is another" => Encoding.UTF8.GetBytes(text.Replace("\"booked\":", "\"bookeD\":", StringComparison.Ordinal)),
            "cut off" => content[..(content.Length / 2)],
            "empty" => [],
            "another build" => Encoding.UTF8.GetBytes(text.Replace(text.Split(' ')[1], "0123456789abcdef", StringComparison.Ordinal)),
            "another format" => Encoding.UTF8.GetBytes(text.Replace("basis-snapshot-1", "basis-snapshot-0", StringComparison.Ordinal)),
            _ => content,
        });

        var (recovery, said) = await RecoverAsync(file);

        Assert.Contains("is left aside", Assert.Single(said), StringComparison.Ordinal);
        AssertWhole(events, recovery);
    }

    [Fact]
    public async Task A_snapshot_with_another_state_is_found_out_by_the_first_tick_after_it()
    {
        var (events, snapshots) = await Life.Value;
        var snapshot = snapshots[40];
        var cash = snapshot.Balances.First(b => b.Amount > 1_000);
        var wrong = snapshot with { Balances = snapshot.Balances.Replace(cash, cash with { Amount = cash.Amount + 1 }) };

        var result = await JournalRehearsal.RunAsync(Basis, Hash, events[(int)snapshot.Events..], wrong);

        Assert.Equal("PNL-003", result.Difference?.Code); // equity before and after do not agree with what happened
        Assert.Equal(0, result.Ticks);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(ImmutableArray<IJournalEvent>, List<RunSnapshot>)> LiveAsync()
    {
        var snapshots = new List<RunSnapshot>();
        return (await SimulatedLife.JournalAsync(Run, Basis, Hash, Market, int.MaxValue, Requests, snapshots.Add), snapshots);
    }

    /// <summary>What each tick comes to: the status that an operator sees, and the figures behind it.</summary>
    private static async Task<List<string>> ReplayAsync(ImmutableArray<IJournalEvent> events, RunSnapshot? snapshot)
    {
        var ticks = new Lines(snapshot?.Booked ?? 0);
        var result = await JournalRehearsal.RunAsync(Basis, Hash, events, snapshot, ticks);
        Assert.Null(result.Difference);
        Assert.Equal(result.Ticks, ticks.All.Count);
        return ticks.All;
    }

    private static void AssertWhole(ImmutableArray<IJournalEvent> events, JournalRecovery recovery)
    {
        Assert.Null(recovery.Snapshot);
        Assert.Equal(events.Length, recovery.Stored);
        Assert.Equal(events.Select(Bytes), recovery.Events.Select(Bytes));
    }

    private async Task<SnapshotFile> StoreAsync(ImmutableArray<IJournalEvent> events, RunSnapshot? snapshot)
    {
        await BulkJournal.WriteAsync(Database, Run, events);
        var file = new SnapshotFile(Path.Combine(_folder.Path, "snapshot"));
        if (snapshot is not null)
            file.Keep(snapshot);
        return file;
    }

    private async Task<(JournalRecovery, List<string>)> RecoverAsync(SnapshotFile file)
    {
        var said = new List<string>();
        return (await JournalRecovery.ReadAsync(Database, Run, file, said.Add, CancellationToken.None), said);
    }

    private JournalDatabase Database => JournalDatabase.Of(null, Path.Combine(_folder.Path, "journal.db"));

    private static string Bytes(IJournalEvent stored) => JournalFormat.Manifest(stored) + Encoding.UTF8.GetString(JournalFormat.Write(stored));

    private static string Text(RunSnapshot snapshot) => JsonSerializer.Serialize(snapshot, JournalJson.Default.RunSnapshot);

    /// <summary>The same market with a step in the price, up and later down, that moves margins and sizes.</summary>
    private static MarketTable Jumping(MarketTable market) => new(market.Start, market.StepSeconds, Ticks + 2, market.Columns.Select(c => c.Key.Kind is SeriesKind.Spot or SeriesKind.Perp && c.Key.Symbol == "BTCUSDT"
        ? c with { Values = [.. c.Values.Select((v, row) => row is >= 33 and < 60 ? decimal.Round(v * 1.12m, 2) : v)] }
        : c));

    private sealed class Lines(long orders) : IRunRecorder
    {
        private readonly ExchangeFeed _feed = new([], "BTCUSDT", new HashSet<SeriesKey>(), new LiveInbox(""), null!, TimeProvider.System);
        private long _orders = orders;

        public List<string> All { get; } = [];

        public void Tick(TickCompleted completed)
        {
            var risk = completed.Assessed.Risk;
            All.Add(string.Join('|',
                JsonSerializer.Serialize(LiveStatus.Of(Run, completed, _feed, _orders), LiveStatusJson.Default.LiveStatus),
                string.Join(',', completed.Pnl.Buckets), completed.Pnl.EquityBefore, completed.Pnl.NetFlow, completed.Pnl.Fees, risk.Drawdown, risk.Loss, risk.History.PeakEquity, risk.History.StartEquity,
                completed.Computed.Exposure.SnapshotId, completed.Plan.CircuitOpen, completed.Plan.Text()));
        }

        public void Block(DateTimeOffset timestamp, BlockOutcome outcome) => _orders += outcome.Reports.Count(r => r.IsConfirmed);
    }
}

file static class PlanText
{
    /// <summary>The blocks of a plan with all that they say.</summary>
    public static string Text(this Plan plan) => string.Join(';', plan.Blocks.Select(b => $"{b.Id} {b.Priority} {string.Join(',', b.Instructions.Select(i => $"{i.Id} {i.Operation} {i.Venue} {i.Symbol} {i.Amount}"))}"));
}
