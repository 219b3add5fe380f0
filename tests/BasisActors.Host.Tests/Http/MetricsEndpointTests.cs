namespace BasisActors.Host.Tests.Http;

/// <summary><c>/metrics</c> is for who may read.</summary>
public sealed class MetricsEndpointTests
{
    [Fact]
    public async Task A_key_is_asked_for_and_any_role_will_do()
    {
        await using var host = await ServedHost.StartAsync();
        await ServedHost.ProblemAsync(await host.Anonymous.GetAsync("/metrics"), 401, "UNAUTHENTICATED");

        var answer = await host.Reader.GetAsync("/metrics");

        Assert.Equal(("text/plain", "0.0.4"), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentType?.Parameters.First(p => p.Name == "version").Value));
    }

    [Fact]
    public async Task Requests_and_the_runtime_are_on_it()
    {
        await using var host = await ServedHost.StartAsync();
        await host.Anonymous.GetAsync("/healthz/live");

        var text = await host.Reader.GetStringAsync("/metrics");

        Assert.Contains("http_server_request_duration_seconds_count{", text, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_collections_total{", text, StringComparison.Ordinal);
        Assert.All(
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#'),
            line => Assert.Matches("^[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\]|\\\\.)*\",?)*\\})? (NaN|[+-]Inf|-?[0-9.E+-]+)$", line));
        Assert.DoesNotContain(ServedHost.ReadKey, text, StringComparison.Ordinal);
    }
}
