using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using BasisActors.Host.Http.Streams;
using Microsoft.Extensions.Time.Testing;

namespace BasisActors.Host.Tests.Http.Live;

/// <summary>Ticks and event logs as server-sent events.</summary>
public sealed class LiveStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_stream_of_ticks_begins_with_how_the_run_is_and_goes_on_with_its_ticks_and_no_other_runs()
    {
        await using var host = await ServedHost.StartAsync();
        RunFolder.Write(host.RunsFolder, RunFolder.Status());
        RunFolder.Write(host.RunsFolder, RunFolder.Status("other"));
        await using var stream = await Stream.OpenAsync(host, "live/run/ticks");
        Assert.Equal(("tick", "run-7"), Name(await stream.NextAsync()));

        host.Runs.Ticked("other", RunFolder.Status("other", tick: 8));
        host.Runs.Ticked("run", RunFolder.Status(tick: 8));

        var tick = await stream.NextAsync();
        Assert.Equal(("tick", "run-8"), Name(tick));
        Assert.Equal("100500.25", JsonDocument.Parse(tick.Data).RootElement.GetProperty("status").GetProperty("equity").GetString());
        await using var all = await Stream.OpenAsync(host, "live/ticks");
        Assert.Equal(["other-7", "run-7"], new[] { (await all.NextAsync()).EventId!, (await all.NextAsync()).EventId! });
    }

    [Fact]
    public async Task A_reader_that_is_too_slow_misses_the_oldest_ticks_and_is_told_how_many()
    {
        await using var host = await ServedHost.StartAsync();
        RunFolder.Write(host.RunsFolder, RunFolder.Status(tick: 0));
        await using var stream = await Stream.OpenAsync(host, "live/run/ticks");
        await stream.NextAsync();

        const int ticks = 20_000; // far more than lie on the way to a reader that does not read
        for (var tick = 1; tick <= ticks; tick++)
            host.Runs.Ticked("run", RunFolder.Status(tick: tick));
        var (seen, missed, last) = (0L, 0L, 0L);
        while (last < ticks)
        {
            var next = await stream.NextAsync();
            var data = JsonDocument.Parse(next.Data).RootElement;
            if (next.EventType == "lag")
                missed += data.GetProperty("missed").GetInt64();
            else
                (seen, last) = (seen + 1, data.GetProperty("status").GetProperty("last_plan").GetProperty("tick").GetInt64());
        }

        Assert.True(missed > 0);
        Assert.Equal(ticks, seen + missed);
    }

    [Fact]
    public async Task As_many_streams_are_open_as_there_may_be_and_one_that_is_left_makes_room()
    {
        await using var host = await ServedHost.StartAsync(environment: ("BASIS_API__LIMIT_STREAMS", "1"));
        RunFolder.Write(host.RunsFolder, RunFolder.Status());
        await using (var stream = await Stream.OpenAsync(host, "live/run/ticks"))
        {
            await stream.NextAsync();
            await ServedHost.ProblemAsync(await host.Reader.GetAsync("/api/v1/live/ticks"), 429, "RATE_LIMIT_EXCEEDED");
        }

        using var patience = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (host.Runs.Watching > 0)
            await look.WaitForNextTickAsync(patience.Token);
        await using var next = await Stream.OpenAsync(host, "live/ticks");
        await next.NextAsync();
    }

    [Fact]
    public async Task Where_nothing_happens_a_comment_comes_every_fifteen_seconds()
    {
        var time = new FakeTimeProvider(RunFolder.At);
        await using var host = await ServedHost.StartAsync(time);
        RunFolder.Write(host.RunsFolder, RunFolder.Status());
        using var answer = await host.Reader.GetAsync("/api/v1/live/run/ticks", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is not "")
        {
        }

        var line = reader.ReadLineAsync();
        while (!line.IsCompleted)
        {
            time.Advance(EventStreams.Heartbeat);
            await Task.WhenAny(line, Task.Delay(20));
        }

        Assert.Equal(": heartbeat", await line);
    }

    [Fact]
    public async Task The_event_log_comes_in_order_over_all_files_filtered_and_resumed_and_as_it_is_written()
    {
        await using var host = await ServedHost.StartAsync();
        RunFolder.Write(host.RunsFolder, RunFolder.Status());
        var folder = Directory.CreateDirectory(Path.Combine(host.RunsFolder, "run", "logs", "events")).FullName;
        void Write(string file, params (int Order, string Component, string Level)[] events) =>
            File.AppendAllText(Path.Combine(folder, file + "_events.jsonl"), string.Concat(events.Select(e => $$"""{"order":{{e.Order}},"component":"{{e.Component}}","level":"{{e.Level}}"}""" + "\n")));
        Write("clock", (1, "clock", "INFO"), (4, "clock", "ERROR"));
        Write("risk_monitor", (2, "risk_monitor", "INFO"), (3, "risk_monitor", "WARNING"));
        Write("cex_execution", (5, "cex_execution:bybit", "INFO"), (6, "cex_execution:okx", "INFO"));

        await using var all = await Stream.OpenAsync(host, "live/run/log?after=0");
        Assert.Equal(["1", "2", "3", "4", "5", "6"], await all.IdsAsync(6));
        await using var urgent = await Stream.OpenAsync(host, "live/run/log?after=0&level=warning");
        Assert.Equal(["3", "4"], await urgent.IdsAsync(2));
        await using var okx = await Stream.OpenAsync(host, "live/run/log?after=0&component=cex_execution:okx");
        Assert.Equal(["6"], await okx.IdsAsync(1));
        await using var again = await Stream.OpenAsync(host, "live/run/log?after=0", lastEventId: "4");
        Assert.Equal(["5", "6"], await again.IdsAsync(2));
        await using var fresh = await Stream.OpenAsync(host, "live/run/log");

        File.Move(Path.Combine(folder, "clock_events.jsonl"), Path.Combine(folder, "clock_events.2026-03-01.jsonl")); // a new day
        Write("clock", (8, "clock", "INFO"));
        File.AppendAllText(Path.Combine(folder, "risk_monitor_events.jsonl"), "{\"order\":7,\"compo"); // half of a line
        File.AppendAllText(Path.Combine(folder, "risk_monitor_events.jsonl"), "nent\":\"risk_monitor\",\"level\":\"INFO\"}\n");

        Assert.Equal(["7", "8"], await all.IdsAsync(2));
        Assert.Equal(["7", "8"], await again.IdsAsync(2));
        Assert.Contains("7", await fresh.IdsAsync(1));
    }

    private static (string? Type, string? Id) Name(SseItem<string> item) => (item.EventType, item.EventId);

    /// <summary>A reader of one stream.</summary>
    private sealed class Stream : IAsyncDisposable
    {
        private readonly HttpResponseMessage _answer;
        private readonly IAsyncEnumerator<SseItem<string>> _items;
        private readonly CancellationTokenSource _patience;

        private Stream(HttpResponseMessage answer, IAsyncEnumerator<SseItem<string>> items, CancellationTokenSource patience) => (_answer, _items, _patience) = (answer, items, patience);

        public static async Task<Stream> OpenAsync(ServedHost host, string path, string? lastEventId = null)
        {
            var patience = new CancellationTokenSource(Patience);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
            if (lastEventId is not null)
                request.Headers.Add("Last-Event-ID", lastEventId);
            var answer = await host.Reader.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
            var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync(patience.Token), (_, data) => Encoding.UTF8.GetString(data));
            return new Stream(answer, parser.EnumerateAsync(patience.Token).GetAsyncEnumerator(patience.Token), patience);
        }

        public async Task<SseItem<string>> NextAsync()
        {
            Assert.True(await _items.MoveNextAsync(), "The stream has ended.");
            return _items.Current;
        }

        public async Task<string[]> IdsAsync(int count)
        {
            var ids = new string[count];
            for (var i = 0; i < count; i++)
                ids[i] = (await NextAsync()).EventId!;
            return ids;
        }

        public async ValueTask DisposeAsync()
        {
            await _items.DisposeAsync();
            _answer.Dispose();
            _patience.Dispose();
        }
    }
}
