using System.Diagnostics;
using System.Text.Json;
using BasisActors.Actors.Live;
using BasisActors.Host.Tests.Paper;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Live;

/// <summary>
/// The disk under a run is full (ENOSPC), so that neither journal nor event log nor status can be written: nothing is sent, no tick ends, the process says so and
/// lives, and when there is room again it goes on with no event and no order lost.
/// </summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const string Size = "size=16m";

    [Fact]
    public async Task A_run_waits_for_room_and_goes_on()
    {
        var folder = Directory.CreateTempSubdirectory("basis-full-").FullName;
        try
        {
            if (!await MountAsync("mount", "-t", "tmpfs", "-o", Size, "tmpfs", folder))
            {
                output.WriteLine("A file system of a test's own cannot be mounted here; SqliteOutageTests fails the same writes by the kernel's limit on the size of a file.");
                return;
            }

            try
            {
                await FillAndFreeAsync(folder);
            }
            finally
            {
                await MountAsync("umount", folder);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Ticks(BasisProcess live) => live.Output.Split('\n').Count(l => l.Contains("  tick ", StringComparison.Ordinal));

    private static async Task<bool> MountAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }

    private async Task FillAndFreeAsync(string folder)
    {
        using var paper = new PaperProcess("--speed", "3600", "--funding-interval", "5s");
        using var http = await paper.ClientAsync();
        using (var live = PaperRun.Start(http, folder, journal: null))
        {
            Assert.True(await live.SaysAsync("tick 2 "), live.Output);
            PaperRun.Leave(folder, "0001", OperatorRequestKind.Withdraw, 5000); // there is something to send
            Fill(Path.Combine(folder, "filler"));

            Assert.True(await live.SaysAsync($"{PaperRun.Run} waits: RST-003"), live.Output);
            var (ticks, orders) = (Ticks(live), await http.GetStringAsync("/paper/orders"));
            await Task.Delay(TimeSpan.FromSeconds(3)); // three ticks were due
            Assert.Equal(ticks, Ticks(live));
            Assert.Equal(orders, await http.GetStringAsync("/paper/orders"));

            File.Delete(Path.Combine(folder, "filler"));
            Assert.True(await live.SaysAsync($"the status of {PaperRun.Run} is written again"), live.Output);
            Assert.True(await live.SaysAsync("  withdrawal"), live.Output);
            PaperRun.Leave(folder, "0002", OperatorRequestKind.Close, 0);
            Assert.True(await live.EndAsync() == 4, live.Output);
        }

        output.WriteLine(await PaperRun.RequireSameAsync(http, folder, journal: null));
        Assert.Equal(2, Alarms(folder));
    }

    /// <summary>Takes what is left, to the last byte.</summary>
    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = 1 << 20; size > 0; size /= 2)
        {
            try
            {
                while (true)
                    file.Write(new byte[size]);
            }
            catch (IOException)
            {
                // less fits
            }
        }
    }

    /// <summary>Every line of every event file is whole, no number is missing; the journal's alarms among them: it went away and came back.</summary>
    private static int Alarms(string folder)
    {
        var events = Directory.EnumerateFiles(Path.Combine(folder, PaperRun.Run, "logs", "events")).SelectMany(File.ReadAllLines).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var order = events.Select(e => e.GetProperty("order").GetInt64()).Order().ToArray();
        Assert.Equal(Enumerable.Range((int)order[0], order.Length).Select(i => (long)i), order);
        return events.Count(e => e.GetRawText().Contains("\"RST-003\"", StringComparison.Ordinal));
    }
}
