using System.Net.Http.Json;
using System.Text.Json;
using BasisActors.Host.Tests.CommandLine;

namespace BasisActors.Host.Tests.Http;

/// <summary>Backtests by HTTP: the same as by the command line, beside each other, bounded, cancelled, and known after a restart.</summary>
public sealed class BacktestTests(SampleHost sample) : IClassFixture<SampleHost>
{
    private static readonly (string, string)[] One = [("BASIS_BACKTESTS__CONCURRENT", "1"), ("BASIS_BACKTESTS__WAITING", "1")];

    /// <summary>A year of five legs with every event: seconds, where a request takes milliseconds.</summary>
    private static readonly object Long = new { strategy_name = "usdt_market_neutral", start_date = "2024-06-01", end_date = "2025-05-31", debug_mode = true };

    private ServedHost Host => sample.Host;

    [Fact]
    public async Task A_backtest_gives_what_the_command_line_gives()
    {
        using var line = new Basis();
        var answer = line.Run(
            "backtest", "--mode", "btc_basis", "--data", sample.Data, "--from", "2024-06-01", "--to", "2024-07-15", "--capital", "50000", "--set", "costs.model=fees",
            "--flow", "2024-06-20:deposit:5000", "--scenario", "crash", "--json");
        var expected = JsonDocument.Parse(answer.Output).RootElement;

        var id = await SubmitAsync(Host, new
        {
            strategy_name = "btc_basis",
            start_date = "2024-06-01",
            end_date = "2024-07-15",
            initial_capital = "50000",
            config_overrides = new { costs = new { model = "fees" } },
            flows = new[] { new { at = "2024-06-20", kind = "deposit", amount = "5000" } },
            scenarios = new[] { "crash" },
        });
        var events = await SampleHost.EventsAsync(Host.Reader, $"/api/v1/backtest/{id}/events");
        var result = await ServedHost.DataAsync(await Host.Reader.GetAsync($"/api/v1/backtest/{id}/result"));

        Assert.Equal(expected.GetProperty("journal_hash").GetString(), result.GetProperty("journal_hash").GetString());
        Assert.Equal(expected.GetProperty("config_hash").GetString(), result.GetProperty("config_hash").GetString());
        Same("final_equity", "final_value");
        Same("initial_capital", "initial_capital");
        Same("total_return", "total_return");
        Same("apy", "annualized_return");
        Same("sharpe", "sharpe_ratio");
        Same("max_drawdown", "max_drawdown");
        Same("apy_vs_target", "apy_vs_target");
        Assert.Equal(expected.GetProperty("trades").GetInt64(), result.GetProperty("total_trades").GetInt64());
        Assert.Equal(expected.GetProperty("fees").GetDecimal() + expected.GetProperty("gas").GetDecimal(), Number(result, "total_fees"));
        foreach (var bucket in expected.GetProperty("attribution").EnumerateObject())
            Assert.Equal(bucket.Value.GetDecimal(), Number(result.GetProperty("performance_attribution"), bucket.Name));
        Assert.Contains(result.GetProperty("results_files").EnumerateArray(), f => f.GetProperty("name").GetString() == "report.html");
        var curve = result.GetProperty("equity_curve");
        Assert.InRange(curve.GetArrayLength(), 100, 500);
        Assert.Equal(Number(result, "final_value"), Number(curve[curve.GetArrayLength() - 1], "value"));

        var (name, last) = events[^1];
        Assert.Equal("progress", name);
        Assert.Equal("completed", last.GetProperty("status").GetString());
        Assert.Equal("1", last.GetProperty("progress").GetString());
        Assert.Equal(expected.GetProperty("ticks").GetInt64(), last.GetProperty("events_processed").GetInt64());
        Assert.Equal(expected.GetProperty("net_pnl").GetDecimal(), Number(last, "current_pnl"));
        Assert.Equal("2024-07-15T00:00:00+00:00", last.GetProperty("current_timestamp").GetString());

        void Same(string there, string here) => Assert.Equal(expected.GetProperty(there).GetDecimal(), Number(result, here));
    }

    [Fact]
    public async Task A_full_queue_says_when_to_come_again_and_backtests_are_cancelled()
    {
        await using var host = await sample.StartAsync(One);
        var running = await SubmitAsync(host, Long);
        var waiting = await SubmitAsync(host, Long);
        var refused = await host.Operator.PostAsJsonAsync("/api/v1/backtest/", Long);

        await ServedHost.ProblemAsync(refused, 429, "RATE_LIMIT_EXCEEDED");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3600);
        Assert.NotEqual(running, waiting);
        await ServedHost.ProblemAsync(await host.Reader.GetAsync($"/api/v1/backtest/{waiting}/result"), 409, "CONFLICT");
        await ServedHost.ProblemAsync(await host.Reader.DeleteAsync($"/api/v1/backtest/{waiting}"), 403, "FORBIDDEN");
        Assert.Equal("cancelled", (await ServedHost.DataAsync(await host.Operator.DeleteAsync($"/api/v1/backtest/{waiting}"))).GetProperty("status").GetString());
        Assert.Equal("cancelled", (await ServedHost.DataAsync(await host.Operator.DeleteAsync($"/api/v1/backtest/{waiting}"))).GetProperty("status").GetString());
        await ServedHost.ProblemAsync(await host.Reader.GetAsync($"/api/v1/backtest/{waiting}/result"), 409, "CONFLICT"); // it never began

        await UntilTicksAsync(host, running);
        var stopped = await ServedHost.DataAsync(await host.Operator.DeleteAsync($"/api/v1/backtest/{running}"));

        Assert.Equal("cancelled", stopped.GetProperty("status").GetString());
        Assert.InRange(Number(stopped, "progress"), 0.0001m, 0.9999m);
        var partial = await ServedHost.DataAsync(await host.Reader.GetAsync($"/api/v1/backtest/{running}/result"));
        Assert.Equal("cancelled", partial.GetProperty("status").GetString());
        var list = await ServedHost.DataAsync(await host.Reader.GetAsync("/api/v1/backtest/list?status=cancelled&limit=1&offset=1"));
        Assert.Equal(2, list.GetProperty("total").GetInt32());
        Assert.Equal(running, list.GetProperty("runs")[0].GetProperty("request_id").GetString());
    }

    [Fact]
    public async Task A_restarted_host_begins_again_what_was_not_over_and_knows_the_rest()
    {
        await using var host = await sample.StartAsync(One);
        var over = await SubmitAsync(host, new { strategy_name = "pure_lending", start_date = "2024-06-01", end_date = "2024-06-03" });
        await SampleHost.EventsAsync(host.Reader, $"/api/v1/backtest/{over}/events");
        var failed = await SubmitAsync(host, new { strategy_name = "pure_lending", start_date = "2031-06-01", end_date = "2031-06-03" });
        await SampleHost.EventsAsync(host.Reader, $"/api/v1/backtest/{failed}/events");
        var running = await SubmitAsync(host, Long);
        var waiting = await SubmitAsync(host, new { strategy_name = "pure_lending", start_date = "2024-06-01", end_date = "2024-06-04" });
        await UntilTicksAsync(host, running);

        await host.RestartAsync();

        Assert.Equal("completed", await StatusAsync(over));
        Assert.Equal("failed", await StatusAsync(failed));
        foreach (var id in new[] { running, waiting })
        {
            var last = (await SampleHost.EventsAsync(host.Reader, $"/api/v1/backtest/{id}/events"))[^1].Data;
            Assert.Equal("completed", last.GetProperty("outcome").GetString());
            Assert.Equal("1", last.GetProperty("progress").GetString());
        }

        Assert.Equal(2, Attempts(running));
        Assert.Equal(1, Attempts(waiting));
        Assert.Equal(4, (await ServedHost.DataAsync(await host.Reader.GetAsync("/api/v1/backtest/list"))).GetProperty("total").GetInt32());

        int Attempts(string id) => JsonDocument.Parse(File.ReadAllText(Path.Combine(host.RunsFolder, ".host", "backtests", id + ".json"))).RootElement.GetProperty("attempts").GetInt32();
        async Task<string?> StatusAsync(string id) => (await ServedHost.DataAsync(await host.Reader.GetAsync($"/api/v1/backtest/{id}/status"))).GetProperty("status").GetString();
    }

    [Fact]
    public async Task Data_that_is_not_there_fails_the_backtest_with_the_reason()
    {
        var id = await SubmitAsync(Host, new { strategy_name = "btc_basis", start_date = "2031-01-01", end_date = "2031-01-02" });

        var last = (await SampleHost.EventsAsync(Host.Reader, $"/api/v1/backtest/{id}/events"))[^1].Data;

        Assert.Equal("failed", last.GetProperty("status").GetString());
        Assert.Equal("DPR-001", last.GetProperty("error_code").GetString());
        var problem = await ServedHost.ProblemAsync(await Host.Reader.GetAsync($"/api/v1/backtest/{id}/result"), 409, "CONFLICT");
        Assert.Equal("DPR-001", problem.GetProperty("error_code").GetString());
        await ServedHost.ProblemAsync(await Host.Operator.DeleteAsync($"/api/v1/backtest/{id}"), 409, "CONFLICT");
    }

    [Fact]
    public async Task A_call_with_a_key_is_one_backtest_and_two_calls_without_are_two()
    {
        var body = new { strategy_name = "pure_lending", start_date = "2024-06-01", end_date = "2024-06-02" };
        async Task<string> WithKeyAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/backtest/") { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", "once" } } };
            return (await ServedHost.DataAsync(await Host.Operator.SendAsync(request))).GetProperty("request_id").GetString()!;
        }

        Assert.Equal(await WithKeyAsync(), await WithKeyAsync());
        Assert.NotEqual(await SubmitAsync(Host, body), await SubmitAsync(Host, body));
    }

    [Theory]
    [InlineData("strategy_name", "nope", 404, "STRATEGY_NOT_FOUND", null)]
    [InlineData("start_date", "yesterday", 400, "VALIDATION_ERROR", "start_date")]
    [InlineData("start_date", "2024-06-01T00:30", 400, "VALIDATION_ERROR", "start_date")]
    [InlineData("end_date", "2024-06-01", 400, "VALIDATION_ERROR", "end_date")]
    [InlineData("initial_capital", "0", 400, "VALIDATION_ERROR", "initial_capital")]
    [InlineData("share_class", "ETH", 400, "VALIDATION_ERROR", "share_class")]
    [InlineData("config_overrides", """{"rebalance_threshold":9}""", 400, "VALIDATION_ERROR", "rebalance_threshold")]
    [InlineData("scenarios", """["crahs"]""", 400, "VALIDATION_ERROR", "scenarios")]
    [InlineData("flows", """[{"at":"2030-01-01","kind":"deposit","amount":1}]""", 400, "VALIDATION_ERROR", "flows")]
    [InlineData("flows", """[{"at":"2024-06-02","kind":"gift","amount":1}]""", 400, "VALIDATION_ERROR", "flows")]
    [InlineData("credentials", "x", 400, "VALIDATION_ERROR", null)]
    public async Task A_wrong_request_is_told_what_is_wrong(string field, string value, int status, string code, string? named)
    {
        var body = new Dictionary<string, object> { ["strategy_name"] = "btc_basis", ["start_date"] = "2024-06-01", ["end_date"] = "2024-06-10" };
        body[field] = value[0] is '{' or '[' ? JsonDocument.Parse(value).RootElement : value;

        var problem = await ServedHost.ProblemAsync(await Host.Operator.PostAsJsonAsync("/api/v1/backtest/", body), status, code);

        if (named is not null)
            Assert.Contains(named, problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()));
    }

    [Theory]
    [InlineData("GET", "/api/v1/backtest/bt_none/status")]
    [InlineData("GET", "/api/v1/backtest/bt_none/events")]
    [InlineData("GET", "/api/v1/backtest/bt_none/result")]
    [InlineData("GET", "/api/v1/backtest/..%2f..%2fetc/status")]
    [InlineData("DELETE", "/api/v1/backtest/bt_none")]
    public async Task There_is_no_such_backtest(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        await ServedHost.ProblemAsync(await Host.Operator.SendAsync(request), 404, "BACKTEST_NOT_FOUND");
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=x")]
    [InlineData("offset=-1")]
    [InlineData("status=sleeping")]
    public async Task A_page_that_cannot_be_is_refused(string query) =>
        await ServedHost.ProblemAsync(await Host.Reader.GetAsync("/api/v1/backtest/list?" + query), 400, "VALIDATION_ERROR");

    [Fact]
    public async Task Only_an_operator_submits()
    {
        await ServedHost.ProblemAsync(await Host.Reader.PostAsJsonAsync("/api/v1/backtest/", Long), 403, "FORBIDDEN");
        await ServedHost.ProblemAsync(await Host.Anonymous.PostAsJsonAsync("/api/v1/backtest/", Long), 401, "UNAUTHENTICATED");
    }

    private static async Task<string> SubmitAsync(ServedHost host, object body)
    {
        var answer = await host.Operator.PostAsJsonAsync("/api/v1/backtest/", body);
        var id = (await ServedHost.DataAsync(answer)).GetProperty("request_id").GetString()!;
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal($"/api/v1/backtest/{id}/status", answer.Headers.Location?.ToString());
        Assert.StartsWith("bt_", id, StringComparison.Ordinal);
        return id;
    }

    /// <summary>Waits until a backtest has done a tick.</summary>
    private static async Task UntilTicksAsync(ServedHost host, string id)
    {
        using var answer = await host.Reader.GetAsync($"/api/v1/backtest/{id}/events", HttpCompletionOption.ResponseHeadersRead);
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            if (JsonDocument.Parse(item.Data).RootElement.GetProperty("events_processed").GetInt64() > 0)
                return;
        }

        Assert.Fail("The backtest ended before its first tick.");
    }

    private static decimal Number(JsonElement of, string name) => decimal.Parse(of.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
