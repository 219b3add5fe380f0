using System.Collections.Immutable;
using BasisActors.Actors.Journal;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Host.Configuration;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.CommandLine;
using BasisActors.Host.Tests.Results;
using BasisActors.Tests;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Live;

/// <summary><c>basis journal replay</c>: a journal through the actors again, with nobody outside; and a long one is taken up without reading more of it than is needed.</summary>
public sealed class JournalReplayTests(PostgresServer server, ITestOutputHelper output) : IClassFixture<PostgresServer>, IDisposable
{
    private const string Run = "run";
    private static readonly string[] Sets = ["costs.gas=false", "hedge_venues=binance,bybit", "hedge_allocation=binance:0.5,bybit:0.5", "funding_entry_threshold=-1", "funding_exit_threshold=-1"];
    private static readonly EffectiveConfiguration Configuration = ((ConfigurationResult.Valid)ConfigurationSource.OfProcess().Load("btc_basis", Sets)).Configuration;
    private static readonly Lazy<Task<(ImmutableArray<IJournalEvent> Events, RunSnapshot Snapshot)>> Long = new(LongAsync);

    private readonly Basis _basis = new();
    private int _runs;

    [Fact]
    public async Task A_journal_that_agrees_is_said_to_and_how_fast()
    {
        var events = await ShortAsync();

        var answer = await ReplayAsync(events);

        Assert.Equal((0, ""), (answer.ExitCode, answer.Errors));
        Assert.Matches($"^{events.OfType<TickClosed>().Count()} ticks agree with the journal in decision, postings and equity: {events.Length} events in [0-9.]+ s, [0-9]+ events/s\n$", answer.Output);
    }

    [Fact]
    public async Task The_first_posting_that_comes_out_otherwise_is_named_with_its_tick()
    {
        var events = await ShortAsync();
        var at = events.IndexOf(events.OfType<TickClosed>().First(t => t.Postings.Any(p => p.Cause == Cause.Funding)));
        var closed = (TickClosed)events[at];
        var index = closed.Postings.IndexOf(closed.Postings.First(p => p.Cause == Cause.Funding));
        var (was, leg) = (closed.Postings[index], closed.Postings[index].Legs[0]);
        var changed = was with { Legs = was.Legs.SetItem(0, leg with { Amount = leg.Amount + 0.01m }) };

        var answer = await ReplayAsync(events.SetItem(at, closed with { Postings = closed.Postings.SetItem(index, changed) }));

        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith($"LTS-001: At tick {closed.Sequence} the journal says Funding {was.Source} ({leg.Account} {leg.Amount + 0.01m}", answer.Errors, StringComparison.Ordinal);
        Assert.Contains($"as posting {index + 1}, the replay gives Funding {was.Source} ({leg.Account} {leg.Amount}", answer.Errors, StringComparison.Ordinal);
        Assert.StartsWith($"{closed.Sequence} ticks agree", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_decision_another_equity_and_another_order_are_named()
    {
        var events = await ShortAsync();
        var first = events.OfType<TickClosed>().ElementAt(2);
        var order = events.OfType<OrderIntended>().First(o => o.Instruction.Operation == Operation.CexSpotBuy);

        var decision = await RehearseAsync(events.Replace(first, first with { Reason = "another" }));
        var equity = await RehearseAsync(events.Replace(first, first with { Equity = first.Equity + 0.01m }));
        var amount = await RehearseAsync(events.Replace(order, order with { Instruction = order.Instruction with { Amount = order.Instruction.Amount + 1 } }));

        Assert.Contains("At tick 2 the journal says", decision.Difference!.Message, StringComparison.Ordinal);
        Assert.Contains("for another in", decision.Difference.Message, StringComparison.Ordinal);
        Assert.Contains($"equity {first.Equity + 0.01m}, the replay gives {first.Equity}", equity.Difference!.Message, StringComparison.Ordinal);
        Assert.Equal(order.Instruction.Id, amount.Difference!.Where);
        Assert.Equal((2, 2, 0), (decision.Ticks, equity.Ticks, amount.Ticks));
    }

    [Fact]
    public async Task An_open_tick_at_the_end_is_left_out()
    {
        var events = await ShortAsync();
        var last = events.IndexOf(events.OfType<OrderResolved>().First()); // a kill in the middle of the first plan

        Assert.Equal((0, null), (await RehearseAsync(events[..last]) is var open ? open.Ticks : -1, open.Difference));
        var result = await RehearseAsync(events[..^1]);
        Assert.Equal((events.OfType<TickClosed>().Count() - 1, null), (result.Ticks, result.Difference));
    }

    [Fact]
    public async Task Another_configuration_is_refused()
    {
        var events = await ShortAsync();

        var answer = await ReplayAsync(events, "--set", "target_apy=0.07");
        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith("LTS-002", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_events_are_read_and_replayed_from_a_file() => await TakeUpAsync(JournalDatabase.Of(null, Path.Combine(_basis.Folder, "long.db")));

    [Fact]
    public async Task Ten_thousand_events_are_read_and_replayed_from_PostgreSQL()
    {
        if (server.NewDatabase(output) is { } connection)
            await TakeUpAsync(JournalDatabase.Of(connection, ""));
    }

    public void Dispose() => _basis.Dispose();

    /// <summary>Without a snapshot all is replayed; with one only what was stored after it, and both agree with the journal.</summary>
    private async Task TakeUpAsync(JournalDatabase database)
    {
        var (events, snapshot) = await Long.Value;
        await BulkJournal.WriteAsync(database, Run, events);
        var file = new SnapshotFile(Path.Combine(_basis.Folder, "snapshot"));

        var all = await JournalRecovery.ReadAsync(database, Run, file, Assert.Fail, CancellationToken.None);
        var whole = await RehearseAsync(all.Events);
        file.Keep(snapshot);
        var some = await JournalRecovery.ReadAsync(database, Run, file, Assert.Fail, CancellationToken.None);
        var rest = await RehearseAsync(some.Events, some.Snapshot);

        Assert.True(all.Events.Length >= 10_000);
        Assert.Equal((all.Events.Length, all.Events.Length), ((int)all.Stored, (int)some.Stored));
        Assert.Equal((events.OfType<TickClosed>().Count(), null), (whole.Ticks, whole.Difference));
        Assert.InRange(some.Events.Length, 2, 2 * 1_000 + 500); // a snapshot every thousand ticks, and some orders
        Assert.Equal((whole.Ticks - snapshot.Closed.Sequence - 1, null), (rest.Ticks, rest.Difference));
        output.WriteLine($"{whole.Events} events in {whole.Elapsed.TotalSeconds:0.00} s; from tick {snapshot.Closed.Sequence} {rest.Events} in {rest.Elapsed.TotalSeconds:0.00} s");
    }

    private static Task<RehearsalResult> RehearseAsync(ImmutableArray<IJournalEvent> events, RunSnapshot? snapshot = null) =>
        JournalRehearsal.RunAsync(Configuration.Run, Configuration.Hash, events, snapshot);

    private async Task<Answer> ReplayAsync(ImmutableArray<IJournalEvent> events, params string[] more)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_basis.Folder, "live", $"{Run}-{++_runs}"));
        var database = JournalDatabase.Of(null, Path.Combine(folder.FullName, "journal.db"));
        await BulkJournal.WriteAsync(database, folder.Name, events);
        return _basis.Run(["journal", "replay", "--id", folder.Name, .. more]);
    }

    private static async Task<ImmutableArray<IJournalEvent>> ShortAsync() => WithSets(await SimulatedLife.JournalAsync(Run, Configuration.Run, Configuration.Hash, TestRuns.Market(60), 80));

    private static async Task<(ImmutableArray<IJournalEvent>, RunSnapshot)> LongAsync()
    {
        RunSnapshot? last = null;
        void Keep(RunSnapshot taken) => last = (taken.Closed.Sequence + 1) % 1_000 == 0 ? taken : last;
        var events = WithSets(await SimulatedLife.JournalAsync(Run, Configuration.Run, Configuration.Hash, TestRuns.Market(6_000), 10_000, keep: Keep));
        return (events, last! with { Opened = (RunOpened)events[0] });
    }

    private static ImmutableArray<IJournalEvent> WithSets(ImmutableArray<IJournalEvent> events) => events.SetItem(0, (RunOpened)events[0] with { Sets = [.. Sets] });
}
