using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using BasisActors.Host.Http.Results;

namespace BasisActors.Host.Tests.Http;

/// <summary>A host with one result that keeps every event.</summary>
public sealed class ResultHost : IAsyncLifetime
{
    private readonly SampleHost _sample = new();

    internal ServedHost Host => _sample.Host;

    public string Id { get; private set; } = "";

    internal string Folder => Path.Combine(Host.ResultsFolder, Id);

    public async Task InitializeAsync()
    {
        await _sample.InitializeAsync();
        Id = await RunAsync(new { strategy_name = "btc_basis", start_date = "2024-06-25", end_date = "2024-07-05", debug_mode = true, config_overrides = new { funding_entry_threshold = -1, funding_exit_threshold = -1 } });
    }

    public Task DisposeAsync() => _sample.DisposeAsync();

    /// <summary>Runs a backtest to its end.</summary>
    internal async Task<string> RunAsync(object body)
    {
        var id = (await ServedHost.DataAsync(await Host.Operator.PostAsJsonAsync("/api/v1/backtest/", body))).GetProperty("request_id").GetString()!;
        await SampleHost.EventsAsync(Host.Reader, $"/api/v1/backtest/{id}/events");
        return id;
    }
}

public sealed class ResultTests(ResultHost results) : IClassFixture<ResultHost>
{
    private const int Ticks = 241;

    private ServedHost Host => results.Host;

    private string Here => $"/api/v1/results/{results.Id}";

    [Fact]
    public async Task Results_are_listed_by_mode_and_period()
    {
        Assert.Contains(results.Id, await IdsAsync(""));
        Assert.Contains(results.Id, await IdsAsync("?strategy=btc_basis&start_date=2024-06-25&end_date=2024-07-05"));
        Assert.DoesNotContain(results.Id, await IdsAsync("?strategy=pure_lending"));
        Assert.DoesNotContain(results.Id, await IdsAsync("?start_date=2024-06-26"));
        Assert.DoesNotContain(results.Id, await IdsAsync("?end_date=2024-07-04"));
        Assert.Empty(await IdsAsync("?offset=100000"));

        async Task<string?[]> IdsAsync(string query) => [.. (await GetAsync("/api/v1/results/" + query)).GetProperty("results").EnumerateArray().Select(r => r.GetProperty("id").GetString())];
    }

    [Fact]
    public async Task A_result_has_every_figure_of_its_summary()
    {
        using var summary = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(results.Folder, "summary.json")));

        var data = await GetAsync(Here);

        var shown = data.GetProperty("summary");
        foreach (var name in new[] { "final_equity", "net_pnl", "total_return", "apy", "fees", "slippage", "max_drawdown", "sharpe" })
            Assert.Equal(summary.RootElement.GetProperty(name).GetDecimal(), Number(shown, name)); // the run enters at once, so that none is null
        Assert.Equal(summary.RootElement.GetProperty("journal_hash").GetString(), shown.GetProperty("journal_hash").GetString());
        Assert.Equal(Ticks, shown.GetProperty("ticks").GetInt64());
        Assert.Contains("equity.csv", data.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        Assert.Equal(ResultCharts.Names, data.GetProperty("charts").EnumerateArray().Select(c => c.GetString()!));
    }

    [Fact]
    public async Task Events_come_in_their_order_page_by_page()
    {
        var first = await GetAsync(Here + "/events?limit=10000");
        var total = first.GetProperty("total").GetInt64();
        var orders = Orders(first);

        Assert.Equal(Enumerable.Range(1, orders.Length).Select(o => (long)o), orders);
        var last = await GetAsync($"{Here}/events?limit=10000&offset={total - 7}");
        Assert.Equal(Enumerable.Range((int)total - 6, 7).Select(o => (long)o), Orders(last));
        Assert.Equal("run_completed", last.GetProperty("events").EnumerateArray().Last().GetProperty("event_type").GetString());
        Assert.Empty(Orders(await GetAsync($"{Here}/events?offset={total}")));
        Assert.Equal(100, Orders(await GetAsync(Here + "/events")).Length);
        Assert.Contains(orders.Length, new[] { 10_000, (int)total });
        await ServedHost.ProblemAsync(await Host.Reader.GetAsync(Here + "/events?limit=10001"), 400, "VALIDATION_ERROR");

        static long[] Orders(JsonElement page) => [.. page.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("order").GetInt64())];
    }

    [Fact]
    public async Task The_events_of_a_live_run_are_read_while_they_are_written()
    {
        var folder = Path.Combine(Host.RunsFolder, "a-run", "logs", "events");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "clock_events.2026-01-01.jsonl"), "{\"order\":1,\"n\":1}\n{\"order\":3,\"n\":3}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "clock_events.jsonl"), "{\"order\":4,\"n\":4}\n{\"order\":6,\"n\":");
        await File.WriteAllTextAsync(Path.Combine(folder, "health_events.jsonl"), "{\"order\":2,\"n\":2}\n{\"order\":5,\"n\":" + new string('5', 200_000) + "}\n");

        var data = await GetAsync("/api/v1/results/a-run/events?offset=1");

        Assert.Equal([2, 3, 4, 5], data.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("order").GetInt32()));
        Assert.Equal(5, data.GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task A_file_is_given_as_it_is()
    {
        var list = await GetAsync(Here + "/export");
        var csv = await Host.Reader.GetAsync(Here + "/export?file=equity.csv");
        var jsonl = await Host.Reader.GetAsync(Here + "/export?file=logs/events/clock_events.jsonl");

        Assert.Contains("logs/events/clock_events.jsonl", list.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(results.Folder, "equity.csv")), await csv.Content.ReadAsByteArrayAsync());
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(results.Folder, "logs", "events", "clock_events.jsonl")), await jsonl.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task The_zip_has_every_file()
    {
        var answer = await Host.Reader.GetAsync(Here + "/download");
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());

        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        var files = Directory.GetFiles(results.Folder, "*", SearchOption.AllDirectories).Select(f => $"{results.Id}/{Path.GetRelativePath(results.Folder, f)}").Order(StringComparer.Ordinal);
        Assert.Equal(files, zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        using var summary = new StreamReader(zip.GetEntry($"{results.Id}/summary.json")!.Open());
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(results.Folder, "summary.json")), await summary.ReadToEndAsync());
    }

    [Fact]
    public async Task The_pnl_adds_up()
    {
        var summary = (await GetAsync(Here)).GetProperty("summary");
        var latest = await GetAsync(Here + "/pnl/latest");
        var history = await GetAsync(Here + "/pnl/history?limit=10000");
        var attribution = await GetAsync(Here + "/pnl/attribution");

        Assert.Equal(Number(summary, "net_pnl"), Number(latest.GetProperty("last"), "cumulative_pnl"));
        Assert.Equal(Number(summary, "final_equity"), Number(latest.GetProperty("last"), "equity"));
        Assert.Equal(Number(latest.GetProperty("last"), "pnl"), latest.GetProperty("buckets").EnumerateObject().Sum(b => Number(latest.GetProperty("buckets"), b.Name)));
        Assert.Equal(Ticks, history.GetProperty("total").GetInt32());
        Assert.Equal(Number(summary, "net_pnl"), history.GetProperty("history").EnumerateArray().Sum(p => Number(p, "pnl")));
        Assert.Equal(Number(summary, "net_pnl"), attribution.GetProperty("attribution").EnumerateObject().Sum(b => decimal.Parse(b.Value.GetString()!, CultureInfo.InvariantCulture)));
        var second = (await GetAsync(Here + "/pnl/history?limit=1&offset=1")).GetProperty("history").EnumerateArray().Single();
        Assert.Equal(history.GetProperty("history")[1].ToString(), second.ToString());
    }

    [Fact]
    public async Task Every_chart_has_its_series()
    {
        var summary = (await GetAsync(Here)).GetProperty("summary");
        foreach (var name in ResultCharts.Names)
        {
            var chart = await GetAsync($"{Here}/charts/{name}?points=50");
            Assert.NotEmpty(chart.GetProperty("series").EnumerateArray());
            Assert.All(chart.GetProperty("series").EnumerateArray(), s => Assert.InRange(s.GetProperty("points").GetArrayLength(), 1, 50));
        }

        Assert.Equal(Number(summary, "final_equity"), Number((await SeriesAsync("equity_curve"))[0].GetProperty("points").EnumerateArray().Last(), "value"));
        Assert.Equal(Number(summary, "max_drawdown"), (await SeriesAsync("drawdown"))[0].GetProperty("points").EnumerateArray().Max(p => Number(p, "value")));
        Assert.Equal(Number(summary, "net_pnl"), (await SeriesAsync("pnl_attribution")).Sum(s => Number(s.GetProperty("points").EnumerateArray().Last(), "value")));
        Assert.Equal(Number(summary, "net_pnl"), (await SeriesAsync("component_performance")).SelectMany(s => s.GetProperty("points").EnumerateArray()).Sum(p => Number(p, "value")));
        Assert.Equal(2, (await SeriesAsync("component_performance"))[0].GetProperty("points").GetArrayLength()); // June and July
        Assert.Contains("binance", (await SeriesAsync("balance_by_venue")).Select(s => s.GetProperty("name").GetString()));
        Assert.Contains("USDT", (await SeriesAsync("balance_by_token")).Select(s => s.GetProperty("name").GetString()));
        Assert.Equal(ResultCharts.All.Length, (await GetAsync(Here + "/charts")).GetProperty("charts").GetArrayLength());
        await ServedHost.ProblemAsync(await Host.Reader.GetAsync(Here + "/charts/equity_curve?points=3"), 400, "VALIDATION_ERROR");
        await ServedHost.ProblemAsync(await Host.Reader.GetAsync(Here + "/charts/pie"), 404, "NOT_FOUND");

        async Task<JsonElement[]> SeriesAsync(string name) => [.. (await GetAsync($"{Here}/charts/{name}?points=10000")).GetProperty("series").EnumerateArray()];
    }

    [Fact]
    public async Task The_report_may_do_nothing_but_show_itself()
    {
        var answer = await Host.Reader.GetAsync(Here + "/dashboard");

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(results.Folder, "report.html")), await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_operator_deletes_a_result()
    {
        var id = await results.RunAsync(new { strategy_name = "pure_lending", start_date = "2024-06-01", end_date = "2024-06-02" });
        await ServedHost.ProblemAsync(await Host.Reader.DeleteAsync($"/api/v1/results/{id}"), 403, "FORBIDDEN");
        await ServedHost.ProblemAsync(await Host.Anonymous.DeleteAsync($"/api/v1/results/{id}"), 401, "UNAUTHENTICATED");

        Assert.True((await ServedHost.DataAsync(await Host.Operator.DeleteAsync($"/api/v1/results/{id}"))).GetProperty("deleted").GetBoolean());

        await ServedHost.ProblemAsync(await Host.Operator.DeleteAsync($"/api/v1/results/{id}"), 404, "NOT_FOUND");
        await ServedHost.ProblemAsync(await Host.Reader.GetAsync($"/api/v1/backtest/{id}/status"), 404, "BACKTEST_NOT_FOUND");
        Assert.Empty(Directory.GetDirectories(Host.ResultsFolder, id + "*"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/events")]
    [InlineData("/export")]
    [InlineData("/download")]
    [InlineData("/pnl/latest")]
    [InlineData("/pnl/history")]
    [InlineData("/pnl/attribution")]
    [InlineData("/charts")]
    [InlineData("/charts/equity_curve")]
    [InlineData("/dashboard")]
    public async Task No_way_leads_out_of_the_folder(string path)
    {
        var secret = Path.Combine(Host.ResultsFolder, "..", "secret");
        Directory.CreateDirectory(secret);
        await File.WriteAllTextAsync(Path.Combine(secret, "summary.json"), await File.ReadAllTextAsync(Path.Combine(results.Folder, "summary.json")));
        foreach (var id in new[] { "none", "..%2fsecret", "%2e%2e%2fsecret", "..%5csecret", ".host", Uri.EscapeDataString(Path.GetFullPath(secret)), results.Id + ".partial" })
        {
            await ServedHost.ProblemAsync(await Host.Reader.GetAsync($"/api/v1/results/{id}{path}"), 404, "NOT_FOUND");
        }

        await ServedHost.ProblemAsync(await Host.Anonymous.GetAsync(Here + path), 401, "UNAUTHENTICATED");
    }

    [Theory]
    [InlineData("../secret/summary.json")]
    [InlineData("/etc/passwd")]
    [InlineData("logs")]
    [InlineData("")]
    [InlineData("equity.csv/")]
    public async Task Only_files_of_the_result_are_given(string file) =>
        await ServedHost.ProblemAsync(await Host.Reader.GetAsync($"{Here}/export?file={Uri.EscapeDataString(file)}"), 404, "NOT_FOUND");

    private static decimal Number(JsonElement of, string name) => decimal.Parse(of.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    private async Task<JsonElement> GetAsync(string path) => await ServedHost.DataAsync(await Host.Reader.GetAsync(path));
}

/// <summary>A series is thinned and keeps what matters of it.</summary>
public class CurveTests
{
    [Theory]
    [InlineData(10, 10)]
    [InlineData(1000, 100)]
    [InlineData(8761, 500)]
    public void Thinning_keeps_both_ends_and_every_extreme(int count, int points)
    {
        var start = new DateTimeOffset(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);
        CurvePoint[] all = [.. Enumerable.Range(0, count).Select(i => new CurvePoint(start.AddHours(i), i * 7919 % 1000))];

        var thinned = CurveFile.Thin(all, points);

        Assert.InRange(thinned.Length, 1, points);
        Assert.Equal((all[0], all[^1]), (thinned[0], thinned[^1]));
        Assert.Equal(thinned.OrderBy(p => p.At), thinned);
        Assert.Equal(all.Max(p => p.Value), thinned.Max(p => p.Value));
        Assert.Equal(all.Min(p => p.Value), thinned.Min(p => p.Value));
    }
}
