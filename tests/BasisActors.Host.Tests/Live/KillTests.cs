using System.Globalization;
using BasisActors.Actors.Live;
using BasisActors.Host.Tests.Paper;
using BasisActors.Tests;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Live;

/// <summary>
/// A live run that is killed again and again, at any moment of entry, rebalance, margin support, deposits, withdrawals and exit: every order is at the exchange once
/// and none is lost, and the ledger equals the exchange to the last digit, without anybody's help. The prices are those of a week in December, half an hour each second,
/// with a rally in them; fees are taken in coin. <c>BASIS_KILLS</c> sets how often; docs/testing.md has the command of the long run.
/// </summary>
public sealed class KillTests(PostgresServer server, ITestOutputHelper output) : IClassFixture<PostgresServer>
{
    /// <summary>Entered and left by the settlement in force, trimmed and supported as the prices move, not ended by what all that trading costs.</summary>
    private static readonly string[] Settings =
    [
        "funding_window=1", "funding_entry_threshold=0.0003", "funding_exit_threshold=0.0003", "rebalance_threshold=0.012",
        "component_config.risk_monitor.margin_warning_threshold=0.97", "component_config.risk_monitor.margin_critical_threshold=0.955",
        "component_config.risk_monitor.drawdown_stop=false", "component_config.risk_monitor.emergency_stop_loss_pct=0.9", "component_config.risk_monitor.circuit_breaker_hours=1",
    ];

    /// <summary>From here on a run is long enough to have seen everything.</summary>
    private const int LongRun = 60;

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
            using var paper = new PaperProcess(
                "--speed", "1800", "--funding-interval", "5s", "--fees-in-coin", "--start", "2024-12-16", "--scenario", "rally:at=2024-12-18,size=0.5,hours=48,recover=72");
            using var http = await paper.ClientAsync();
            var moments = new Random(seed);
            for (var kill = 0; kill < kills; kill++)
            {
                if (kill > 0 && moments.Next(4) == 0)
                    PaperRun.Leave(folder, string.Create(CultureInfo.InvariantCulture, $"{kill:0000}"), moments.Next(2) == 0 ? OperatorRequestKind.Deposit : OperatorRequestKind.Withdraw, 4000 + moments.Next(4000));
                using var live = PaperRun.Start(http, folder, journal, venue, Settings);
                Assert.True(await live.SaysAsync("on paper at"), live.Output);
                if (kill % 3 > 0) // two of three live to see a tick; the others are killed in their start or replay
                    Assert.True(await live.SaysAsync("  tick "), live.Output);
                await Task.Delay(moments.Next(100, 3500)); // any moment: of a tick, a plan, an order
                live.Kill();
                Assert.DoesNotContain("POS-", live.Output, StringComparison.Ordinal);
                Assert.DoesNotContain("left aside", live.Output, StringComparison.Ordinal);
                fromSnapshot += live.Output.Contains("from the snapshot of tick", StringComparison.Ordinal) ? 1 : 0;
            }

            PaperRun.Leave(folder, "9999", OperatorRequestKind.Close, 0);
            using var last = PaperRun.Start(http, folder, journal, venue, Settings);
            Assert.True(await last.EndAsync() == 4, last.Output); // halted, everything closed
            Assert.True(fromSnapshot > 0 || kills < 50, "No start went on from a snapshot."); // a life of some seconds may be too short to leave one
            var compared = await PaperRun.RequireSameAsync(http, folder, journal, venue);
            var flows = await PaperRun.FlowsAsync(folder, journal);
            output.WriteLine($"{kills} kills, {fromSnapshot} starts from a snapshot, {compared}; {string.Join(", ", flows.Select(f => $"{f.Value} × {f.Key}"))}");
            Assert.True(kills < LongRun || flows.Values.All(n => n > 0), "Not everything was seen.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
