using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Akka.Actor;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.Runs;
using BasisActors.Data.Sample;
using BasisActors.Domain.Instructions;
using BasisActors.Host.Backtests;
using BasisActors.Host.Live;
using BasisActors.Host.Paper;
using BasisActors.Host.Scenarios;
using BasisActors.Host.Tests.EventLog;
using BasisActors.Venues.Paper;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Live.OnPaper;

/// <summary>
/// Ticks of 30 s in virtual time, through the real clients, with every fault of the plan, clocks that differ, prices that make the mode enter, rebalance, support
/// its margin and leave, and operators who bring and take money, halt and resume. <c>BASIS_SOAK_TICKS</c> sets how many; docs/testing.md has the command of a day.
/// </summary>
[Collection(Alone.Name)]
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int Days = 40;

    /// <summary>What an exchange settles between the last read of the last tick and its end is booked by the next one.</summary>
    private const int MostMore = 2;

    private static readonly DateTimeOffset Start = new(2024, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private static readonly ImmutableSortedDictionary<FaultKind, decimal> Faults = new Dictionary<FaultKind, decimal>
    {
        [FaultKind.LostAnswer] = 0.004m,
        [FaultKind.LostRequest] = 0.004m,
        [FaultKind.Delay] = 0.004m,
        [FaultKind.ServerError] = 0.004m,
        [FaultKind.Unavailable] = 0.004m,
        [FaultKind.RateLimit] = 0.004m,
        [FaultKind.InternalError] = 0.004m,
        [FaultKind.Silence] = 0.001m,
        [FaultKind.PartialFill] = 0.04m,
        [FaultKind.Rejection] = 0.02m,
    }.ToImmutableSortedDictionary();

    [Fact]
    public async Task A_long_run_with_faults_keeps_its_books_and_grows_by_nothing()
    {
        var isLong = int.TryParse(Environment.GetEnvironmentVariable("BASIS_SOAK_TICKS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked);
        var ticks = isLong ? asked : 120;
        using var data = new TemporaryDirectory();
        SampleDataSet.Write(new SampleRequest(data.Path, SampleDataSet.DefaultSeed, Start.AddDays(-20), Start.AddDays(Days + 5)));
        var speed = (decimal)(Days * 86_400L) / (ticks * (long)Interval.TotalSeconds);
        var paper = new PaperRequest(
            0, new DataLocation(DataMode.Csv, data.Path), Start, Start.AddDays(Days), speed, TimeSpan.FromSeconds((double)(8 * 3600 / speed) is var s && s < 60 ? 60 : Math.Round(s)),
            new FaultPlan(11, Faults), FeesInCoin: true, [VirtualRun.Account])
        {
            Scenarios = [ScenarioParsing.Parse("rally:at=2024-07-12,size=0.7,hours=96", Start, Start.AddDays(Days))],
        };
        await using var run = new VirtualRun(
            paper, Interval,
            [
                "spot_venue=bybit", "hedge_venues=bybit,okx", "hedge_allocation=bybit:0.5,okx:0.5", "data.missing_funding=venue:bybit",
                "funding_window=1", "funding_entry_threshold=0.00002", "funding_exit_threshold=-0.00003", "rebalance_threshold=0.04",
                "component_config.risk_monitor.margin_warning_threshold=0.96", "component_config.risk_monitor.margin_critical_threshold=0.94", "component_config.risk_monitor.circuit_breaker_hours=1",
                "component_config.risk_monitor.drawdown_stop=false", "component_config.risk_monitor.emergency_stop_loss_pct=0.9",
            ],
            number => TimeSpan.FromMilliseconds(10 + number * 37 % 90))
        {
            Repeats = number => number % 5 == 0,
        };
        run.Start();

        var heap = new List<(long Tick, long Bytes)>();
        var (waiting, pauses, threads, handles) = (0, 0L, new List<int>(), new List<int>());
        run.Waiting = () => waiting = run.System is { } system && ++pauses % 8 == 0 ? Math.Max(waiting, Messages(system)) : waiting;
        for (long tick = 0; tick < ticks; tick++)
        {
            Ask(run, tick);
            run.ToEndOf(tick);
            Assert.False(run.IsOver, run.IsOver ? run.Outcome.ToString() : "");
            run.Skew = TimeSpan.FromMilliseconds(tick * 13 % 700 - 300);
            if (tick % Math.Max(1, ticks / 20) == 0 && tick >= ticks / 5)
            {
                heap.Add((tick, GC.GetTotalMemory(forceFullCollection: true)));
                using var process = Process.GetCurrentProcess();
                threads.Add(process.Threads.Count);
                handles.Add(process.HandleCount);
            }
        }

        var more = 0;
        while (more < MostMore && Differences(run).Any())
            run.ToEndOf(ticks + more++);
        Assert.Equal(RunStatus.Cancelled, (await run.StopAsync()).Status);
        var events = await run.JournalAsync();
        var slope = Slope(heap);
        var took = run.Took.Order().ToArray();
        var p99 = took[took.Length * 99 / 100].TotalMilliseconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ticks} ticks, {events.OfType<OrderIntended>().Count()} instructions, {run.Line.Requests} requests of which {run.Line.Faults} went wrong; {more} ticks more until all was booked"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tick without network: p50 {took[took.Length / 2].TotalMilliseconds:0.00} ms, p99 {p99:0.00} ms, longest {took[^1].TotalMilliseconds:0.00} ms"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"heap {heap[0].Bytes / 1048576m:0.00} MB at tick {heap[0].Tick}, {heap[^1].Bytes / 1048576m:0.00} MB at {heap[^1].Tick}: {slope:0} bytes a tick, exchange included"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"threads {threads[0]} to {threads[^1]}, handles {handles[0]} to {handles[^1]}, at most {waiting} messages in all mailboxes"));
        foreach (var done in events.OfType<TickClosed>().Where(t => t.Blocks > 0).GroupBy(t => $"{t.Action} {t.Reason}").OrderByDescending(g => g.Count()))
            output.WriteLine($"{done.Count()} × {done.Key}");
        RequireSame(run, events);
        Assert.InRange(waiting, 0, 20);
        Assert.True(threads[^1] <= threads[0] + 10, $"threads {string.Join(' ', threads)}");
        Assert.True(slope < (isLong ? 2_048 : 16_384), $"the heap grows by {slope:0} bytes a tick"); // in the first minutes what is compiled and cached grows as well
        if (isLong)
            Assert.True(p99 < 20, $"p99 is {p99} ms");
    }

    /// <summary>Operators want something of the run now and then.</summary>
    private static void Ask(VirtualRun run, long tick)
    {
        var id = tick.ToString("D6", CultureInfo.InvariantCulture);
        switch (tick % 40)
        {
            case 7:
                run.Leave(id, OperatorRequestKind.Deposit, 3_000 + tick % 11 * 100);
                break;
            case 15:
                run.Leave(id, OperatorRequestKind.Halt);
                break;
            case 19:
                run.Leave(id, OperatorRequestKind.Resume);
                break;
            case 27:
                run.Leave(id, OperatorRequestKind.Withdraw, 2_500 + tick % 7 * 100);
                break;
        }
    }

    /// <summary>Every order is known and was executed once, and ledger and exchanges hold the same to the last digit.</summary>
    private static void RequireSame(VirtualRun run, ImmutableArray<IJournalEvent> events)
    {
        Assert.Empty(JournalCheck.Of(events));
        Assert.Empty(new JournalReplay(events).Unresolved);
        using var orders = JsonDocument.Parse(run.Page("/paper/orders"));
        var executed = orders.RootElement.GetProperty("orders").EnumerateArray().Where(o => o.GetProperty("executions").GetInt32() > 0)
            .Select(o => (o.GetProperty("orderLinkId").GetString()!, Number(o, "quantity"))).Order();
        var booked = events.OfType<OrderResolved>().Select(o => o.Report).Where(r => r.Instruction.Type == InstructionType.CexTrade && r.FilledAmount > 0)
            .Select(r => (r.Instruction.Venue == "okx" ? r.Instruction.Id.Replace('-', 'x') : r.Instruction.Id, r.FilledAmount)).Order(); // OKX takes no '-'

        Assert.Equal(booked, executed);

        Assert.Empty(Differences(run));
    }

    /// <summary>Where ledger and exchanges do not hold the same, to the last digit.</summary>
    private static IEnumerable<string> Differences(VirtualRun run)
    {
        var held = run.Status().Positions;
        using var state = JsonDocument.Parse(run.Page("/paper/state"));
        foreach (var account in state.RootElement.GetProperty("accounts").EnumerateArray())
        {
            var venue = account.GetProperty("venue").GetString()!;
            foreach (var (position, there) in new[]
            {
                ($"{venue}:BaseToken:USDT", Number(account, "USDT")),
                ($"{venue}:BaseToken:BTC", account.GetProperty("coins").TryGetProperty("BTC", out var coins) ? Number(coins) : 0),
                ($"{venue}:Perp:BTCUSDT", account.GetProperty("positions").EnumerateArray().Sum(p => Number(p, "size"))),
                ("wallet:BaseToken:USDT", Number(account.GetProperty("wallet"), "USDT")),
            })
            {
                if (held.GetValueOrDefault(position) is var here && here != there)
                    yield return FormattableString.Invariant($"{position}: {there} at the exchange, {here} in the ledger, tick {run.Status().Tick} at {run.Status().At:O}");
            }
        }
    }

    /// <summary>Messages in the mailboxes of all actors.</summary>
    private static int Messages(ActorSystem system)
    {
        return Below((ActorRefWithCell)((ExtendedActorSystem)system).Guardian).Sum(a => a.Underlying.NumberOfMessages);

        static IEnumerable<ActorRefWithCell> Below(ActorRefWithCell actor) => actor.Children.OfType<ActorRefWithCell>().SelectMany(c => Below(c).Prepend(c));
    }

    /// <summary>Bytes a tick, by least squares.</summary>
    private static double Slope(List<(long Tick, long Bytes)> heap)
    {
        var (x, y) = (heap.Average(h => (double)h.Tick), heap.Average(h => (double)h.Bytes));
        return heap.Sum(h => (h.Tick - x) * (h.Bytes - y)) / heap.Sum(h => (h.Tick - x) * (h.Tick - x));
    }

    private static decimal Number(JsonElement element, string name) => Number(element.GetProperty(name));

    private static decimal Number(JsonElement element) => decimal.Parse(element.GetString()!, CultureInfo.InvariantCulture);
}

/// <summary>No other test runs meanwhile: memory and threads are those of the run.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
