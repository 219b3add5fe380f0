using BasisActors.Actors.Live;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.Paper;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Live;

/// <summary>
/// The journal of a live run takes nothing for a while: the alarm is in the event log and in the status, no order is sent and no tick ends; when it takes events
/// again the run goes on by itself, and nothing is doubled or lost, also when it is then ended and taken up from a snapshot.
/// </summary>
internal static class JournalOutage
{
    /// <param name="journal">Connection to PostgreSQL; null keeps the journal in a file.</param>
    /// <param name="output">Told what was compared.</param>
    /// <param name="outages">Each begins when the run goes on, with its folder and its process; what it returns ends it. It lasts so long once it is noticed.</param>
    public static async Task SurviveAsync(string? journal, ITestOutputHelper output, params (Func<string, BasisProcess, Action> Begin, TimeSpan Lasts)[] outages)
    {
        var folder = Directory.CreateTempSubdirectory("basis-outage-").FullName;
        try
        {
            using var paper = new PaperProcess("--speed", "3600", "--funding-interval", "5s");
            using var http = await paper.ClientAsync();
            using var live = PaperRun.Start(http, folder, journal);
            Assert.True(await live.SaysAsync("tick 2 "), live.Output);

            for (var i = 0; i < outages.Length; i++)
            {
                var end = outages[i].Begin(Path.Combine(folder, PaperRun.Run), live);
                PaperRun.Leave(folder, $"000{i}", OperatorRequestKind.Withdraw, 5000);
                await StatusAsync(folder, live, status => status.Waiting is { } why && why.StartsWith("RST-003", StringComparison.Ordinal));
                Assert.Equal(i + 1, Alarms(folder, "failed"));
                var (ticks, orders) = (Ticks(live), await http.GetStringAsync("/paper/orders"));
                await Task.Delay(outages[i].Lasts);
                Assert.Equal(ticks, Ticks(live));
                Assert.Equal(orders, await http.GetStringAsync("/paper/orders"));
                end();

                await StatusAsync(folder, live, status => status.Waiting is null);
                Assert.Equal(i + 1, Alarms(folder, "complete"));
                Assert.True(await live.SaysAsync("  withdrawal"), live.Output);
            }

            PaperRun.Leave(folder, "9998", OperatorRequestKind.Stop, 0);
            Assert.True(await live.EndAsync() == 0, live.Output);
            using var again = PaperRun.Start(http, folder, journal);
            Assert.True(await again.SaysAsync("is taken up from the snapshot of tick"), again.Output);
            PaperRun.Leave(folder, "9999", OperatorRequestKind.Close, 0);
            Assert.True(await again.EndAsync() == 4, again.Output);
            output.WriteLine(await PaperRun.RequireSameAsync(http, folder, journal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task StatusAsync(string folder, BasisProcess live, Func<LiveStatus, bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (LiveStatusFile.Read(Path.Combine(folder, PaperRun.Run, "status.json")) is not { } status || !holds(status))
        {
            Assert.False(patience.IsCancellationRequested, live.Output);
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    /// <summary>Alarms of the journal in the event log: failed when it goes away, complete when it is back.</summary>
    private static int Alarms(string folder, string status)
    {
        using var file = new FileStream(Path.Combine(folder, PaperRun.Run, "logs", "events", "clock_events.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n')
            .Count(line => line.Contains("\"RST-003\"", StringComparison.Ordinal) && line.Contains($"\"status\":\"{status}\"", StringComparison.Ordinal));
    }

    private static int Ticks(BasisProcess live) => live.Output.Split('\n').Count(l => l.Contains("  tick ", StringComparison.Ordinal));
}
