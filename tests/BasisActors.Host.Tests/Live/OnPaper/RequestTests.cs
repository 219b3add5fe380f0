using BasisActors.Actors.Clock;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Data.Sample;
using BasisActors.Domain.Instructions;
using BasisActors.Host.Backtests;
using BasisActors.Host.Live;
using BasisActors.Host.Paper;
using BasisActors.Host.Tests.EventLog;
using BasisActors.Venues.Paper;

namespace BasisActors.Host.Tests.Live.OnPaper;

/// <summary>What becomes of operators' requests, and what a run says of itself: by its journal, not by what somebody expects.</summary>
public sealed class RequestTests
{
    private static readonly DateTimeOffset Start = new(2024, 6, 20, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Each_request_counts_once_and_its_record_says_when_it_was_done()
    {
        using var data = new TemporaryDirectory();
        SampleDataSet.Write(new SampleRequest(data.Path, SampleDataSet.DefaultSeed, Start.AddDays(-12), Start.AddDays(4)));
        var paper = new PaperRequest(0, new DataLocation(DataMode.Csv, data.Path), Start, Start.AddDays(3), 1m, TimeSpan.FromHours(8), FaultPlan.None, FeesInCoin: false, [VirtualRun.Account]);
        await using var run = new VirtualRun(
            paper, TimeSpan.FromHours(1),
            ["spot_venue=bybit", "hedge_venues=bybit", "hedge_allocation=bybit:1", "data.missing_funding=venue:bybit", "funding_entry_threshold=-1", "funding_exit_threshold=-1"]);
        var records = new RequestRecords(Path.Combine(run.Folder, "run"));
        run.Start();
        run.ToEndOf(1);
        run.Leave("deposit", OperatorRequestKind.Deposit, 20_000);
        run.ToEndOf(2);
        Assert.Equal((RequestState.Completed, 2), (records.Find("deposit")!.State, records.Find("deposit")!.Tick));
        Assert.Equal(run.Status().Equity, records.Find("deposit")!.Equity);

        run.Leave("deposit", OperatorRequestKind.Deposit, 20_000); // the answer was lost, and it is asked for again
        run.Leave("rebalance", OperatorRequestKind.Rebalance);
        run.Leave("adjustment", OperatorRequestKind.Adjust, 1);
        run.ToEndOf(3);
        Assert.Equal((120_000m, "manual"), (run.Status().NetCapital, run.Status().Trigger));
        Assert.Equal((RequestState.Completed, 3), (records.Find("rebalance")!.State, records.Find("rebalance")!.Tick));
        Assert.Equal(RequestState.Refused, records.Find("adjustment")!.State);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(run.Folder, "run", "inbox")));

        run.Leave("withdrawal-1", OperatorRequestKind.Withdraw, 15_000);
        run.Leave("withdrawal-2", OperatorRequestKind.Withdraw, 5_000);
        run.ToEndOf(5);
        Assert.Equal([15_000m, 5_000m], new[] { records.Find("withdrawal-1")!.Paid, records.Find("withdrawal-2")!.Paid });
        Assert.True(records.Find("withdrawal-2")!.Tick < run.Stored); // one at a tick: taken in together, paid one after the other
        var status = run.Status();
        await run.StopAsync();

        var events = await run.JournalAsync();
        Assert.Empty(JournalCheck.Of(events));
        Assert.Equal([20_000m, 15_000m, 5_000m], events.OfType<TickOpened>().SelectMany(t => t.Flows).Select(f => f.Amount));
        Assert.Equal([3L], events.OfType<TickOpened>().Where(t => t.Trigger == TickTrigger.Manual).Select(t => t.Sequence));
        var trades = events.OfType<OrderResolved>().Where(o => o.Report.IsConfirmed && o.Report.Instruction.Type == InstructionType.CexTrade).ToArray();
        Assert.Equal((trades.Length, 100_000m), (status.Trades, status.NetCapital));
        Assert.Equal(events.OfType<TickClosed>().Last().Equity - 100_000m, status.Pnl);
        Assert.Equal((3600, "USDT", 100_000m), (status.IntervalSeconds, status.Currency, status.InitialCapital));
        Assert.Equal(status.MarginRatios["bybit"], Assert.Single(status.Margins).Ratio);
    }
}
