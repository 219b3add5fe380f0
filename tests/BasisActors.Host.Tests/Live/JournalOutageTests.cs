using BasisActors.Actors.Live;
using BasisActors.Host.Tests.Paper;
using BasisActors.Tests;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Live;

/// <summary>The database of the journal goes away under a live run: nothing is traded, nothing is lost, and the run goes on by itself when it is back.</summary>
public sealed class JournalOutageTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("BASIS_OUTAGE_SECONDS") ?? "8", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public async Task PostgreSQL_stops_and_comes_back()
    {
        using var server = new PostgresServer();
        if (server.NewDatabase(output) is not { } journal)
            return;
        var folder = Directory.CreateTempSubdirectory("basis-outage-").FullName;
        try
        {
            using var paper = new PaperProcess("--speed", "3600", "--funding-interval", "5s");
            using var http = await paper.ClientAsync();
            using var live = PaperRun.Start(http, folder, journal);
            Assert.True(await live.SaysAsync("tick 2 "), live.Output);

            server.Stop();
            PaperRun.Leave(folder, "0001", OperatorRequestKind.Withdraw, 5000);
            await Task.Delay(TimeSpan.FromSeconds(3)); // a tick that was under way may still end
            var (ticks, orders) = (Ticks(live), await http.GetStringAsync("/paper/orders"));
            await Task.Delay(Outage);
            Assert.Equal(ticks, Ticks(live));
            Assert.Equal(orders, await http.GetStringAsync("/paper/orders"));
            server.StartAgain();

            Assert.True(await live.SaysAsync("  withdrawal"), live.Output);
            PaperRun.Leave(folder, "0002", OperatorRequestKind.Close, 0);
            Assert.True(await live.EndAsync() == 4, live.Output);
            output.WriteLine(await PaperRun.RequireSameAsync(http, folder, journal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Ticks(BasisProcess live) => live.Output.Split('\n').Count(l => l.Contains("  tick ", StringComparison.Ordinal));
}
