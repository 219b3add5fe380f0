using System.Globalization;
using BasisActors.Actors.Live;
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
    private static int Kills(int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable("BASIS_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills) ? kills : otherwise;

    [Fact]
    public Task At_one_balance_with_the_journal_in_a_file() => KillAgainAndAgain("bybit", null, Kills(8), seed: 1);

    /// <summary>Binance frees the id of an order at once, and has money moved between two wallets before many of them.</summary>
    [Fact]
    public async Task At_two_wallets_with_the_journal_in_PostgreSQL()
    {
        if (server.NewDatabase(output) is { } database)
            await KillAgainAndAgain("binance", database, Kills(4), seed: 2);
    }

    private async Task KillAgainAndAgain(string venue, string? journal, int kills, int seed)
    {
        var fromSnapshot = 0;
        var folder = Directory.CreateTempSubdirectory("basis-kill-").FullName;
        try
        {
            using var paper = new PaperProcess("--speed", "3600", "--funding-interval", "5s");
            using var http = await paper.ClientAsync();
            var moments = new Random(seed);
            for (var kill = 0; kill < kills; kill++)
            {
                if (kill > 0 && moments.Next(3) > 0)
                    PaperRun.Leave(folder, string.Create(CultureInfo.InvariantCulture, $"{kill:0000}"), moments.Next(2) == 0 ? OperatorRequestKind.Deposit : OperatorRequestKind.Withdraw, 4000 + moments.Next(4000));
                using var live = PaperRun.Start(http, folder, journal, venue);
                Assert.True(await live.SaysAsync("on paper at"), live.Output);
                await Task.Delay(moments.Next(200, 4500)); // any moment: of the start, the replay, a plan, an order
                live.Kill();
                Assert.DoesNotContain("POS-", live.Output, StringComparison.Ordinal);
                Assert.DoesNotContain("left aside", live.Output, StringComparison.Ordinal);
                fromSnapshot += live.Output.Contains("from the snapshot of tick", StringComparison.Ordinal) ? 1 : 0;
            }

            PaperRun.Leave(folder, "9999", OperatorRequestKind.Close, 0);
            using var last = PaperRun.Start(http, folder, journal, venue);
            Assert.True(await last.EndAsync() == 4, last.Output); // halted, everything closed
            Assert.True(fromSnapshot > 0 || kills < 50, "No start went on from a snapshot."); // a life of some seconds may be too short to leave one
            output.WriteLine($"{kills} kills, {fromSnapshot} starts from a snapshot, {await PaperRun.RequireSameAsync(http, folder, journal, venue)}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
