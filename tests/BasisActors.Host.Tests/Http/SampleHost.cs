using System.Text.Json;
using BasisActors.Data.Sample;
using BasisActors.Host.Tests.EventLog;

namespace BasisActors.Host.Tests.Http;

/// <summary>A served host with the generated sample as its data, for all tests of a class.</summary>
public sealed class SampleHost : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();

    internal ServedHost Host { get; private set; } = null!;

    public string Data => _data.Path;

    public async Task InitializeAsync()
    {
        SampleDataSet.Write(new SampleRequest(Data, SampleDataSet.DefaultSeed, SampleDataSet.DefaultFrom, SampleDataSet.DefaultTo));
        Host = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>Another host on the same data.</summary>
    internal Task<ServedHost> StartAsync(params (string Name, string Value)[] environment) =>
        ServedHost.StartAsync(null, false, [("BASIS_DATA_DIR", Data), ("BASIS_API__LIMIT_BACKTEST", "1000"), ("BASIS_API__LIMIT_READ", "100000"), .. environment]);

    /// <summary>Reads server-sent events until the server ends the stream.</summary>
    internal static async Task<List<(string Event, JsonElement Data)>> EventsAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        List<(string, JsonElement)> events = [];
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync())
            events.Add((item.EventType, JsonDocument.Parse(item.Data).RootElement));
        return events;
    }
}
