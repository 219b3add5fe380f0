using System.Diagnostics;
using BasisActors.Host.Tests.Live.OnPaper;

namespace BasisActors.Host.Tests.Http.Health;

/// <summary>Acceptance: /health below 50 ms and /health/detailed below 500 ms at p99, measured while no other test runs.</summary>
[Collection(Alone.Name)]
public sealed class HealthTimingTests
{
    [Fact]
    public async Task Health_is_told_in_time_while_a_component_hangs_and_while_a_whole_run_does()
    {
        await using var host = await ServedHost.StartAsync(environment: ("BASIS_API__LIMIT_HEALTH", "1000000"));
        await using var hanging = await PuppetRun.StartAsync(host.Runs, "hanging");
        await using var other = await PuppetRun.StartAsync(host.Runs, "other");
        await hanging.BeAsync("ledger", null);
        await hanging.RoundAsync();

        await RequireP99Async(host, "/health", 50);
        await RequireP99Async(host, "/health/detailed", 500);

        await other.DisposeAsync(); // its actors are gone: nobody answers
        await RequireP99Async(host, "/health", 50);
        await RequireP99Async(host, "/health/detailed", 500);
    }

    /// <summary>The best of up to five batches: what else this machine does at the moment is not the host's doing, and a host that waits for one that hangs is late in each.</summary>
    private static async Task RequireP99Async(ServedHost host, string path, int milliseconds)
    {
        var seen = new List<TimeSpan>();
        while (seen.Count < 5)
        {
            seen.Add(await P99Async(host, path));
            if (seen[^1] < TimeSpan.FromMilliseconds(milliseconds))
                return;
        }

        Assert.Fail($"{path} takes {string.Join(", ", seen.Select(s => $"{s.TotalMilliseconds:0} ms"))} at p99; {milliseconds} ms are allowed.");
    }

    private static async Task<TimeSpan> P99Async(ServedHost host, string path)
    {
        const int Calls = 200;
        var client = host.Anonymous;
        var took = new List<TimeSpan>();
        for (var i = 0; i < Calls; i++)
        {
            var began = Stopwatch.GetTimestamp();
            using (await client.GetAsync(path))
                took.Add(Stopwatch.GetElapsedTime(began));
        }

        took.Sort();
        return took[Calls * 99 / 100 - 1];
    }
}
