using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Domain.Instructions;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.Paper;
using BasisActors.Tests;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Live;

/// <summary>
/// A live run that is killed again and again, at any moment of entry, deposits, withdrawals and exit: every order is at the exchange once and none is lost,
/// and the ledger equals the exchange to the last digit, without anybody's help. <c>BASIS_KILLS</c> sets how often; docs/testing.md has the command of the long run.
/// </summary>
public sealed class KillTests(PostgresServer server, ITestOutputHelper output) : IClassFixture<PostgresServer>
{
    private const string Run = "kill";

    private static int Kills(int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable("BASIS_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills) ? kills : otherwise;

    [Fact]
    public Task With_the_journal_in_a_file() => KillAgainAndAgain(null, Kills(8), seed: 1);

    [Fact]
    public async Task With_the_journal_in_PostgreSQL()
    {
        if (server.NewDatabase(output) is { } database)
            await KillAgainAndAgain(database, Kills(4), seed: 2);
    }

    private async Task KillAgainAndAgain(string? journal, int kills, int seed)
    {
        var folder = Directory.CreateTempSubdirectory("basis-kill-").FullName;
        try
        {
            using var paper = new PaperProcess("--speed", "3600", "--funding-interval", "5s");
            using var http = await paper.ClientAsync();
            var moments = new Random(seed);
            for (var kill = 0; kill < kills; kill++)
            {
                if (kill > 0 && moments.Next(3) > 0)
                    Leave(folder, string.Create(CultureInfo.InvariantCulture, $"{kill:0000}"), moments.Next(2) == 0 ? OperatorRequestKind.Deposit : OperatorRequestKind.Withdraw, 4000 + moments.Next(4000));
                using var live = Start(http, folder, journal);
                Assert.True(await live.SaysAsync("on paper at"), live.Output);
                await Task.Delay(moments.Next(200, 4500)); // any moment: of the start, the replay, a plan, an order
                live.Kill();
                Assert.DoesNotContain("POS-", live.Output, StringComparison.Ordinal);
            }

            Leave(folder, "9999", OperatorRequestKind.Close, 0);
            using var last = Start(http, folder, journal);
            Assert.True(await last.EndAsync() == 4, last.Output); // halted, everything closed
            await RequireSame(http, folder, journal, kills);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static BasisProcess Start(HttpClient http, string folder, string? journal) => new(
        journal, "live", "--mode", "btc_basis", "--id", Run, "--paper", http.BaseAddress!.ToString(), "--every", "1s", "--runs", folder,
        "--set", "spot_venue=bybit", "--set", "hedge_venues=bybit", "--set", "hedge_allocation=bybit:1",
        "--set", "funding_entry_threshold=-1", "--set", "funding_exit_threshold=-1");

    private static void Leave(string folder, string id, OperatorRequestKind kind, decimal amount) =>
        LiveInbox.Leave(LiveRequest.Inbox(folder, Run), new OperatorRequest(id, kind, amount));

    private async Task RequireSame(HttpClient http, string folder, string? journal, int kills)
    {
        var events = await JournalReader.ReadAsync(JournalDatabase.Of(journal, Path.Combine(folder, Run, "journal.db")), Run, CancellationToken.None);
        Assert.Empty(JournalCheck.Of(events));
        Assert.Empty(new JournalReplay(events).Unresolved);
        var trades = events.OfType<OrderResolved>().Select(o => o.Report).Where(r => r.Instruction.Type == InstructionType.CexTrade && r.IsConfirmed).ToArray();

        using var orders = JsonDocument.Parse(await http.GetStringAsync("/paper/orders"));
        var placed = orders.RootElement.GetProperty("orders").EnumerateArray()
            .Select(o => (Id: Text(o, "orderLinkId"), Times: o.GetProperty("executions").GetInt32(), Quantity: Number(o, "quantity"))).ToArray();
        Assert.Equal(trades.Select(t => (t.Instruction.Id, 1, t.FilledAmount)).Order(), placed.Select(p => (p.Id, p.Times, p.Quantity)).Order());

        using var state = JsonDocument.Parse(await http.GetStringAsync("/paper/state"));
        var account = state.RootElement.GetProperty("accounts")[0];
        var held = LiveStatusFile.Read(Path.Combine(folder, Run, "status.json"))!.Positions;
        Assert.Equal(Number(account, "USDT"), held.GetValueOrDefault("bybit:BaseToken:USDT"));
        Assert.Equal(Number(account.GetProperty("wallet"), "USDT"), held.GetValueOrDefault("wallet:BaseToken:USDT"));
        Assert.DoesNotContain(held, h => h.Key.Contains("BTC", StringComparison.Ordinal));
        output.WriteLine($"{kills} kills, {events.OfType<TickOpened>().Count()} ticks, {trades.Length} orders, each executed once; {events.OfType<TickOpened>().Sum(t => t.Settlements.Length)} settlements");
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static decimal Number(JsonElement element, string name) => decimal.Parse(Text(element, name), CultureInfo.InvariantCulture);
}
