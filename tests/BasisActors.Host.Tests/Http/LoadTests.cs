using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using BasisActors.Host.Http;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.EventLog;
using BasisActors.Host.Tests.Live;
using BasisActors.Host.Tests.Live.OnPaper;
using BasisActors.Host.Tests.Paper;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Http;

/// <summary>
/// Two hundred readers (wrk) and fifty event streams, while a live run ticks every second: no tick is missed, answers come soon, memory stays. First each reader asks
/// ten times a second. Then all ask as fast as they are answered: how soon that is, is the speed of the machine, so it is required only where BASIS_LOAD_SECONDS asks
/// for a run of so many seconds, on a machine that does nothing else.
/// </summary>
[Collection(Alone.Name)]
public sealed partial class LoadTests(ITestOutputHelper output)
{
    private const int Readers = 200, Streams = 50, UsualSeconds = 10;
    private const double SlowestMilliseconds = 50;
    /// <summary>Tells wrk how long a reader waits before it asks again, milliseconds.</summary>
    private const string Paced = "function delay() return math.random(50, 150) end";

    private const long Megabyte = 1024 * 1024, MostGrowth = 200 * Megabyte;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Readers_and_streams_hold_up_no_tick()
    {
        if (!await HasWrkAsync())
        {
            const string message = "wrk is not on this machine. Install it to run this test; on Debian: apt-get install wrk.";
            if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
                Assert.Fail(message);
            output.WriteLine(message);
            return;
        }

        var isLong = int.TryParse(Environment.GetEnvironmentVariable("BASIS_LOAD_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked);
        var seconds = isLong ? asked : UsualSeconds;
        using var folder = new TemporaryDirectory();
        using var paper = new PaperProcess("--speed", "60", "--funding-interval", "5s");
        using var http = await paper.ClientAsync();
        RunHost.Hand(
            folder.Path,
            new WantedRun
            {
                Mode = "btc_basis",
                Id = "run",
                Sets = ["spot_venue=bybit", "hedge_venues=bybit", "hedge_allocation=bybit:1"], // Binance's request weights are too dear for a tick every second
                Paper = http.BaseAddress!,
                Account = "paper",
                EverySeconds = 1,
                SnapshotEvery = 1_000,
            });
        using var host = new BasisProcess(
            journal: null,
            new Dictionary<string, string> { [ApiKeys.Variable(ApiRole.Admin)] = ServedHost.AdminKey, ["BASIS_API__LIMIT_READ"] = "100000000" },
            "host", "--runs", folder.Path, "--http", "http://127.0.0.1:0");
        Assert.True(await host.SaysAsync("tick 2 "), host.Output);
        using var client = new HttpClient { BaseAddress = new Uri(Address().Match(host.Output).Groups[1].Value), Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServedHost.AdminKey);
        using var ended = new CancellationTokenSource();
        var streams = Enumerable.Range(0, Streams).Select(_ => TicksAsync(client, ended.Token)).ToArray();
        await File.WriteAllTextAsync(folder.File("paced.lua"), Paced);
        await WrkAsync(client.BaseAddress, 3); // warm
        var before = Memory(host);

        var watch = Stopwatch.StartNew();
        var first = await TickAsync(client);
        var paced = await WrkAsync(client.BaseAddress, seconds / 2, "-s", folder.File("paced.lua"));
        var report = await WrkAsync(client.BaseAddress, seconds - seconds / 2);
        var last = await TickAsync(client);
        watch.Stop();
        var after = Memory(host);
        await ended.CancelAsync();
        var seen = await Task.WhenAll(streams);

        output.WriteLine(paced + report);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ticks {first} to {last} in {watch.Elapsed.TotalSeconds:0.0} s; memory {before / Megabyte} to {after / Megabyte} MiB"));
        Assert.InRange(last - first, (long)watch.Elapsed.TotalSeconds - 1, (long)watch.Elapsed.TotalSeconds + 1); // one a second: none was dropped for being late
        Assert.All(seen, ticks => Assert.Equal(Enumerable.Range(0, ticks.Count).Select(i => ticks[0] + i), ticks)); // every stream had every tick
        Assert.All(seen, ticks => Assert.True(ticks.Count >= seconds - 1, $"{ticks.Count} ticks"));
        Assert.DoesNotContain("Non-2xx", paced + report, StringComparison.Ordinal);
        Assert.DoesNotContain("Socket errors", paced + report, StringComparison.Ordinal);
        Assert.InRange(Slowest(paced), 0, SlowestMilliseconds);
        if (isLong)
            Assert.InRange(Slowest(report), 0, SlowestMilliseconds);
        Assert.InRange(after - before, long.MinValue, MostGrowth);
    }

    [GeneratedRegex(@"HTTP at (http://\S+)")]
    private static partial Regex Address();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex NinetyNine();

    /// <summary>Milliseconds within which 99 of 100 answers came.</summary>
    private static double Slowest(string report)
    {
        var found = NinetyNine().Match(report);
        return double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) * (found.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1_000 });
    }

    private static long Memory(BasisProcess host)
    {
        using var process = Process.GetProcessById(host.Id);
        return process.WorkingSet64;
    }

    private static async Task<long> TickAsync(HttpClient client)
    {
        using var status = JsonDocument.Parse(await client.GetStringAsync("/api/v1/live/status/run"));
        return status.RootElement.GetProperty("data").GetProperty("last_plan").GetProperty("tick").GetInt64();
    }

    /// <summary>Numbers of the ticks that a stream tells, until it is cancelled.</summary>
    private static async Task<List<long>> TicksAsync(HttpClient client, CancellationToken ended)
    {
        var ticks = new List<long>();
        try
        {
            await using var stream = await client.GetStreamAsync("/api/v1/live/ticks", ended);
            await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync(ended))
            {
                if (item.EventType == "tick")
                    ticks.Add(JsonDocument.Parse(item.Data).RootElement.GetProperty("status").GetProperty("last_plan").GetProperty("tick").GetInt64());
            }
        }
        catch (OperationCanceledException)
        {
            // the test is over
        }

        return ticks;
    }

    private static async Task<bool> HasWrkAsync()
    {
        using var which = Process.Start(new ProcessStartInfo("sh", ["-c", "command -v wrk"]) { RedirectStandardOutput = true })!;
        await which.WaitForExitAsync();
        return which.ExitCode == 0;
    }

    private static async Task<string> WrkAsync(Uri host, int seconds, params string[] more)
    {
        using var wrk = Process.Start(new ProcessStartInfo(
            "wrk",
            ["-t1", $"-c{Readers}", $"-d{seconds}s", "--latency", .. more, "-H", $"Authorization: Bearer {ServedHost.AdminKey}", new Uri(host, "/api/v1/live/status").ToString()])
        {
            RedirectStandardOutput = true,
        })!;
        using var patience = new CancellationTokenSource(Patience);
        var report = await wrk.StandardOutput.ReadToEndAsync(patience.Token);
        await wrk.WaitForExitAsync(patience.Token);
        return report;
    }
}
