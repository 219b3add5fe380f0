using System.Collections.Immutable;
using System.Diagnostics;
using BasisActors.Actors.Events;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.Runs;
using BasisActors.Data.Sample;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Host.Backtests;
using BasisActors.Host.Commands;
using BasisActors.Host.Live;
using BasisActors.Host.Paper;
using BasisActors.Host.Tests.CommandLine;
using BasisActors.Host.Tests.EventLog;
using BasisActors.Tests;
using BasisActors.Venues.Paper;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Live.OnPaper;

/// <summary>
/// A recorded day through live wiring with the paper exchange, and through <c>backtest</c>: the identical list of decisions and instruction blocks, and the
/// same equity to the last digit.
/// </summary>
public sealed class ParityTests(ParityTests.Sample sample, ITestOutputHelper output) : IClassFixture<ParityTests.Sample>
{
    private static readonly ImmutableArray<string> OnBybit = ["spot_venue=bybit", "hedge_venues=bybit", "hedge_allocation=bybit:1"];

    /// <summary>Steps of the paper exchange; a live run reads them, a backtest is told.</summary>
    private static readonly ImmutableArray<string> Steps =
    [
        "venues.binance.quantity_step.spot=0.00001", "venues.binance.quantity_step.perp=0.001", "venues.bybit.quantity_step.spot=0.000001", "venues.bybit.quantity_step.perp=0.001", "venues.okx.quantity_step.spot=0.00000001", "venues.okx.quantity_step.perp=0.0001",
    ];

    /// <summary>Mean of one settlement; entered at the one of 08:00, trimmed as the price moves, left at the one of 16:00.</summary>
    private static ImmutableArray<string> Busy(string entry, string exit) =>
        [.. OnBybit, "funding_window=1", $"funding_entry_threshold={entry}", $"funding_exit_threshold={exit}", "rebalance_threshold=0.0025"];

    [Fact]
    public async Task A_calm_day_on_which_nothing_is_entered()
    {
        var day = await SameAsync(sample.Data, new(2024, 6, 20, 0, 0, 0, TimeSpan.Zero), OnBybit);

        Assert.All(day, d => Assert.Empty(d.Instructions));
    }

    [Fact]
    public async Task A_calm_day_in_a_position_on_three_exchanges()
    {
        var day = await SameAsync(
            sample.Data, new(2024, 6, 20, 0, 0, 0, TimeSpan.Zero),
            ["funding_entry_threshold=-1", "funding_exit_threshold=-1", "data.missing_funding=venue:bybit"]);

        Assert.Equal(7, day[0].Instructions.Length); // three transfers, a purchase, three shorts
        Assert.All(day.Skip(1), d => Assert.Empty(d.Instructions));
        Assert.NotEqual(day[1].Equity, day[^1].Equity); // funding and basis
    }

    [Fact]
    public async Task A_day_that_makes_it_enter_rebalance_and_exit() =>
        RequireBusy(await SameAsync(sample.Data, new(2024, 8, 20, 0, 0, 0, TimeSpan.Zero), Busy("0.00004", "0.00004")));

    [Fact]
    public async Task A_day_of_real_prices_that_makes_it_enter_rebalance_and_exit()
    {
        if (RealData.Find(output) is { } data)
            RequireBusy(await SameAsync(data, new(2024, 12, 5, 0, 0, 0, TimeSpan.Zero), Busy("0.0008", "0.0007")));
    }

    [Fact]
    public async Task A_calm_day_of_real_prices()
    {
        if (RealData.Find(output) is { } data)
            await SameAsync(data, new(2025, 3, 15, 0, 0, 0, TimeSpan.Zero), [.. OnBybit, "funding_entry_threshold=-1", "funding_exit_threshold=-1"]);
    }

    [Fact]
    public async Task Half_minutes_with_deposits_and_withdrawals_are_the_same_in_a_backtest_of_the_journal()
    {
        await using var run = Run(sample.Data, new(2024, 8, 20, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(30), Busy("0.00004", "0.00004"), speed: 720m, TimeSpan.FromMinutes(2), FaultPlan.None);
        foreach (var (id, kind) in new[] { ("1", OperatorRequestKind.Deposit), ("2", OperatorRequestKind.Withdraw), ("3", OperatorRequestKind.Deposit) })
        {
            run.ToEndOf(run.Stored + 20); // six hours of data in 30 s: 20 ticks are two minutes and a day
            run.Leave(id, kind, 7_500);
        }

        run.ToEndOf(run.Stored + 20);
        run.Leave("4", OperatorRequestKind.Halt);
        run.ToEndOf(run.Stored + 3);
        await run.StopAsync();
        var events = await run.JournalAsync();

        var parity = await JournalBacktest.RunAsync(run.Configuration, events);

        output.WriteLine(JournalBacktest.Text(parity));
        var halted = events.OfType<TickOpened>().Single(t => t.Requests.Any(r => r.Kind == OperatorRequestKind.Halt));
        Assert.Equal((halted.Sequence, 0, 0), (parity.Ticks, parity.Differences.Length, parity.Missed));
        Assert.Equal(0m, parity.EquityDifference);
        Assert.Equal(3, events.OfType<TickOpened>().Sum(t => t.Flows.Length));
        Assert.Contains(RecordedDecision.Of(events), d => d.Reason == "withdrawal" && !d.Instructions.IsEmpty);
    }

    [Fact]
    public async Task A_run_whose_orders_fill_in_part_is_not_what_a_backtest_gives()
    {
        var faults = new FaultPlan(3, ImmutableSortedDictionary<FaultKind, decimal>.Empty.Add(FaultKind.PartialFill, 1m));
        await using var run = Run(sample.Data, new(2024, 8, 20, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1), Busy("-1", "-1"), speed: 1m, TimeSpan.FromHours(8), faults);
        run.ToEndOf(3);
        await run.StopAsync();

        var parity = await JournalBacktest.RunAsync(run.Configuration, await run.JournalAsync());

        Assert.NotEmpty(parity.Differences);
        Assert.NotEqual(0m, parity.EquityDifference);
        using var basis = new Basis();
        var answer = basis.Run("journal", "backtest", "--id", "run", "--runs", run.Folder);
        Assert.Equal((ExitCodes.Failed, ""), (answer.ExitCode, answer.Errors));
        Assert.Equal(JournalBacktest.Text(parity), answer.Output.TrimEnd());
    }

    [Fact]
    public async Task A_journal_is_not_compared_under_another_configuration()
    {
        await using var run = Run(sample.Data, new(2024, 6, 20, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1), OnBybit, speed: 1m, TimeSpan.FromHours(8), FaultPlan.None);
        run.ToEndOf(0);
        await run.StopAsync();
        var events = await run.JournalAsync();

        var refusal = await Assert.ThrowsAsync<BasisException>(() => JournalBacktest.RunAsync(VirtualRun.Load([.. OnBybit, "target_apy=0.07"]), events));
        Assert.Equal("LTS-002", refusal.Error.Code);
        Assert.Equal("LT-001", (await Assert.ThrowsAsync<BasisException>(() => JournalBacktest.RunAsync(run.Configuration, [events[0]]))).Error.Code);
    }

    [Fact]
    public async Task A_run_that_begins_on_the_rate_in_force_begins_so_in_a_backtest_of_its_journal()
    {
        // The rate of 2024-08-20 08:00 is above the threshold and those before it are below: entered at the first tick, an hour later.
        await using var run = Run(sample.Data, new(2024, 8, 20, 8, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1), Busy("0.00004", "0.00004"), speed: 1m, TimeSpan.FromHours(8), FaultPlan.None);
        run.ToEndOf(9);
        await run.StopAsync();
        var events = await run.JournalAsync();

        Assert.Equal(StrategyAction.EntryFull, events.OfType<TickClosed>().First().Action);
        Assert.Empty((await JournalBacktest.RunAsync(run.Configuration, events)).Differences);
    }

    private static VirtualRun Run(string data, DateTimeOffset start, TimeSpan interval, ImmutableArray<string> sets, decimal speed, TimeSpan settlements, FaultPlan faults)
    {
        var paper = new PaperRequest(0, new DataLocation(DataMode.Csv, data), start, start.AddDays(6), speed, settlements, faults, FeesInCoin: false, [VirtualRun.Account]) { Stepped = true };
        var run = new VirtualRun(paper, interval, sets);
        run.Start();
        return run;
    }

    private static void RequireBusy(ImmutableArray<RecordedDecision> day)
    {
        Assert.Contains(day, d => d.Action == StrategyAction.EntryFull);
        Assert.Contains(day, d => d.Action is StrategyAction.EntryPartial or StrategyAction.ExitPartial && !d.Instructions.IsEmpty);
        Assert.Contains(day, d => d.Action == StrategyAction.ExitFull && !d.Instructions.IsEmpty);
    }

    /// <summary>Runs 24 hours from a midnight on three ways: live on paper, as a backtest of the data, as a backtest of the live run's journal.</summary>
    private async Task<ImmutableArray<RecordedDecision>> SameAsync(string data, DateTimeOffset midnight, ImmutableArray<string> sets)
    {
        const int last = 23; // the replay begins at midnight, the first tick is at 01:00 and the last at the next midnight
        await using var run = Run(data, midnight, TimeSpan.FromHours(1), sets, speed: 1m, TimeSpan.FromHours(8), FaultPlan.None);
        run.ToEndOf(last);
        var outcome = await run.StopAsync();
        Assert.True(outcome.Status == RunStatus.Cancelled, outcome.ToString());
        var events = await run.JournalAsync();
        var live = RecordedDecision.Of(events);

        var backtest = await BacktestAsync(data, live[0].At, live[^1].At, [.. sets, .. Steps]);
        var recorded = await JournalBacktest.RunAsync(run.Configuration, events);

        foreach (var decision in live.Where(d => !d.Instructions.IsEmpty))
            output.WriteLine(decision.Text);
        Assert.Equal(last + 1, live.Length);
        Assert.Equal(backtest.Select(d => d.Text), live.Select(d => d.Text));
        Assert.Equal(backtest.Select(d => (d.At, d.Equity)), live.Select(d => (d.At, d.Equity)));
        Assert.Equal((last + 1, 0, 0m, 0), (recorded.Ticks, recorded.Differences.Length, recorded.EquityDifference, recorded.Missed));
        return live;
    }

    private static async Task<List<RecordedDecision>> BacktestAsync(string data, DateTimeOffset from, DateTimeOffset to, ImmutableArray<string> sets)
    {
        using var folder = new TemporaryDirectory();
        var configuration = VirtualRun.Load(sets);
        var request = new BacktestRequest
        {
            Mode = "btc_basis",
            DataDirectory = data,
            From = from,
            To = to,
            Sets = sets,
            ResultsDirectory = folder.Path,
            Events = EventDetail.None,
            Report = false,
        };
        var recorder = new RecordedDecision.Recorder();
        await using var host = await ActorHost.StartAsync(lanes: 1);
        var summary = await new BacktestRunner(Task.FromResult(host), inner => new Both(inner, recorder))
            .RunAsync(request, configuration, _ => { }, Stopwatch.StartNew(), CancellationToken.None);
        Assert.True(summary.Status == RunStatus.Completed, summary.Error?.ToString());
        return recorder.Decisions;
    }

    /// <summary>The default sample, once for all days.</summary>
    public sealed class Sample : IDisposable
    {
        private readonly TemporaryDirectory _folder = new();

        public Sample() => SampleDataSet.Write(new SampleRequest(Data, SampleDataSet.DefaultSeed, new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero), new(2024, 9, 1, 0, 0, 0, TimeSpan.Zero)));

        public string Data => _folder.File("data");

        public void Dispose() => _folder.Dispose();
    }

    private sealed class Both(Actors.Results.IRunRecorder first, Actors.Results.IRunRecorder second) : Actors.Results.IRunRecorder
    {
        public void Tick(Actors.Results.TickCompleted completed)
        {
            first.Tick(completed);
            second.Tick(completed);
        }

        public void Block(DateTimeOffset timestamp, Actors.Results.BlockOutcome outcome)
        {
            first.Block(timestamp, outcome);
            second.Block(timestamp, outcome);
        }
    }
}
