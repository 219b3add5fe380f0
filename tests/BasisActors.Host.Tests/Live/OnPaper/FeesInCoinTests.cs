using System.Globalization;
using System.Text.Json;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Actors.Runs;
using BasisActors.Data.Sample;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Numerics;
using BasisActors.Host.Backtests;
using BasisActors.Host.Paper;
using BasisActors.Host.Tests.EventLog;
using BasisActors.Venues.Paper;

namespace BasisActors.Host.Tests.Live.OnPaper;

/// <summary>A live run at exchanges that take the fee of a purchase from the coins bought: through entry, deposit and exit.</summary>
public sealed class FeesInCoinTests
{
    private static readonly DateTimeOffset Start = new(2024, 6, 20, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("bybit")]
    [InlineData("okx")]
    public async Task An_order_counts_as_filled_and_the_ledger_has_the_coins_that_arrived(string venue)
    {
        using var data = new TemporaryDirectory();
        SampleDataSet.Write(new SampleRequest(data.Path, SampleDataSet.DefaultSeed, Start.AddDays(-12), Start.AddDays(4)));
        var paper = new PaperRequest(0, new DataLocation(DataMode.Csv, data.Path), Start, Start.AddDays(3), 1m, TimeSpan.FromHours(8), FaultPlan.None, FeesInCoin: true, [VirtualRun.Account]);
        await using var run = new VirtualRun(
            paper, TimeSpan.FromHours(1),
            [$"spot_venue={venue}", $"hedge_venues={venue}", $"hedge_allocation={venue}:1", "data.missing_funding=venue:bybit", "funding_entry_threshold=-1", "funding_exit_threshold=-1"]);
        run.Start();
        run.ToEndOf(2);
        run.Leave("1", OperatorRequestKind.Deposit, 20_000);
        run.ToEndOf(5);
        var held = run.Status().Positions[$"{venue}:BaseToken:BTC"];
        run.Leave("2", OperatorRequestKind.Close);
        run.ToEndOf(6);
        var outcome = await run.StopAsync();

        Assert.Equal(RunStatus.Halted, outcome.Status); // closed by the operator, and by nothing else
        var events = await run.JournalAsync();
        var reports = events.OfType<OrderResolved>().Select(o => o.Report).ToArray();
        Assert.All(reports, r => Assert.True(r.IsComplete, r.ToString()));
        var bought = reports.Where(r => r.Instruction.Operation == Operation.CexSpotBuy).ToArray();
        Assert.Equal(2, bought.Length);
        Assert.All(bought, r => Assert.Equal(Amount.Value(r.FeeInCoin, r.FillPrice), r.Fee));
        Assert.All(bought, r => Assert.InRange(r.FeeInCoin / r.FilledAmount, 0.0009m, 0.0011m)); // the taker fee
        Assert.Equal(bought.Sum(r => r.FilledAmount - r.FeeInCoin), held);

        // What it is booked as: trade and fee, each once, and the account has to the last digit what the ledger has.
        var postings = events.OfType<TickClosed>().SelectMany(t => t.Postings).Where(p => p.Source == bought[0].Instruction.Id).ToArray();
        Assert.Equal([Cause.Trade, Cause.Fee], postings.Select(p => p.Cause));
        Assert.Equal(-bought[0].Fee, postings[1].Legs.Single(l => l.Account == $"{venue}:BaseToken:USDT").Amount);
        RequireSame(run, venue, held);
    }

    private static void RequireSame(VirtualRun run, string venue, decimal bought)
    {
        using var state = JsonDocument.Parse(run.Page("/paper/state"));
        var account = state.RootElement.GetProperty("accounts").EnumerateArray().Single(a => a.GetProperty("venue").GetString() == venue);
        var held = run.Status().Positions;
        var coins = Number(account.GetProperty("coins").GetProperty("BTC"));
        Assert.Equal(coins, held.GetValueOrDefault($"{venue}:BaseToken:BTC"));
        Assert.InRange(coins, 0, bought * 0.00001m); // less than a step cannot be sold
        Assert.Equal(Number(account.GetProperty("USDT")), held.GetValueOrDefault($"{venue}:BaseToken:USDT"));
        Assert.Equal(Number(account.GetProperty("wallet").GetProperty("USDT")), held.GetValueOrDefault("wallet:BaseToken:USDT"));
        Assert.Empty(account.GetProperty("positions").EnumerateArray());
    }

    private static decimal Number(JsonElement element) => decimal.Parse(element.GetString()!, CultureInfo.InvariantCulture);
}
