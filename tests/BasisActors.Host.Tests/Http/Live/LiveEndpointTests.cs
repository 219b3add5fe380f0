using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using BasisActors.Actors.Live;
using BasisActors.Host.Live;

namespace BasisActors.Host.Tests.Http.Live;

/// <summary>What the live endpoints answer of a run's files, what they leave in its inbox, and what they refuse.</summary>
public sealed class LiveEndpointTests : IAsyncLifetime
{
    private ServedHost _host = null!;

    public async Task InitializeAsync() => _host = await ServedHost.StartAsync(environment: [("BASIS_API__LIMIT_LIVE", "1000"), ("BASIS_API__LIMIT_CAPITAL", "1000")]);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_status_says_what_is_known_and_null_for_what_is_not()
    {
        await using var run = await RunningAsync();

        var status = await GetAsync("live/status/run");

        Assert.Equal(("running", "btc_basis", "100500.25", "500.25"), (Text(status, "status"), Text(status, "strategy_name"), Text(status, "equity"), Text(status, "pnl")));
        Assert.Equal((2, "0.01"), (status.GetProperty("total_trades").GetInt32(), Text(status, "current_drawdown")));
        var venue = status.GetProperty("venue_status").GetProperty("bybit");
        Assert.Equal(("differs", "-1.25"), (Text(venue, "status"), Text(venue.GetProperty("differences"), "bybit:BaseToken:USDT")));
        Assert.Equal(("0.25", "0.30", "0.20"), (Text(venue.GetProperty("margin"), "ratio"), Text(venue.GetProperty("margin"), "warning"), Text(venue.GetProperty("margin"), "critical")));
        Assert.Equal(JsonValueKind.Null, status.GetProperty("risk_metrics").GetProperty("health_factor").ValueKind);
        var breach = Assert.Single(status.GetProperty("risk_breaches").EnumerateArray());
        Assert.Equal(("MARGIN_WARNING", "0.25", "0.30"), (Text(breach, "name"), Text(breach, "value"), Text(breach, "limit")));
        Assert.Equal("ok", Text(status.GetProperty("venue_status").GetProperty("wallet"), "status"));

        Assert.Equal(1, (await GetAsync("live/status")).GetProperty("count").GetInt32());
        Assert.Equal("run", Text(Assert.Single((await GetAsync("live/strategies")).GetProperty("strategies").EnumerateArray()), "strategy_id"));
        var performance = await GetAsync("live/performance/run");
        Assert.Equal(("100000", "0.5002500"), (Text(performance, "initial_capital"), Text(performance, "return_pct")));
    }

    [Fact]
    public async Task A_run_whose_process_is_gone_is_down_and_has_no_uptime_and_no_next_tick()
    {
        RunFolder.Write(_host.RunsFolder, RunFolder.Status());

        Assert.Equal("down", Text(await GetAsync("live/status/run"), "status"));
        Assert.Equal(JsonValueKind.Null, (await GetAsync("live/status/run")).GetProperty("next_tick_at").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await GetAsync("live/performance/run")).GetProperty("uptime_hours").ValueKind);
    }

    [Fact]
    public async Task What_a_file_of_an_earlier_version_does_not_say_is_null()
    {
        RunFolder.Write(_host.RunsFolder, RunFolder.Status() with { Currency = null, Pnl = null, Trades = null, Margins = [], Breaches = [] });

        var status = await GetAsync("live/status/run");

        Assert.All(new[] { "pnl", "total_trades", "currency" }, name => Assert.Equal(JsonValueKind.Null, status.GetProperty(name).ValueKind));
        Assert.Equal(JsonValueKind.Null, status.GetProperty("venue_status").GetProperty("bybit").GetProperty("margin").ValueKind);
    }

    [Theory]
    [InlineData("live/halt/run?reason=lunch", "Halt", "lunch")]
    [InlineData("live/resume/run", "Resume", null)]
    [InlineData("live/stop/run", "Stop", null)]
    [InlineData("live/stop/run?close_positions=true", "Close", null)]
    [InlineData("live/emergency-stop/run?reason=storm", "Halt", "storm")]
    [InlineData("live/emergency-stop/run?unwind=true", "Close", null)]
    public async Task A_command_leaves_its_request_and_says_where_to_look(string path, string kind, string? note)
    {
        await using var run = await RunningAsync();

        var answer = await PostAsync(path);

        var left = Assert.Single(await RunFolder.InboxAsync(_host.RunsFolder));
        Assert.Equal((Enum.Parse<OperatorRequestKind>(kind), note), (left.Kind, left.Note));
        Assert.Equal(left.Id, Text(answer, "request_id"));
        var request = await GetAsync($"live/requests/{left.Id}");
        Assert.Equal(("queued", "run"), (Text(request, "status"), Text(request, "run_id")));
    }

    [Fact]
    public async Task Money_in_and_out_is_queued_with_its_run_and_its_tick()
    {
        await using var run = await RunningAsync();

        var deposit = await PostAsync("capital/deposit", new { run_id = "run", amount = 10.5m, currency = "USDT", share_class = "usdt", source = "bank" });
        var withdrawal = await PostAsync("capital/withdraw", new { run_id = "run", amount = "100500.25", currency = "USDT", share_class = "USDT", withdrawal_type = "slow" });

        Assert.Equal(("queued", JsonValueKind.Null), (Text(deposit, "status"), deposit.GetProperty("new_total_equity").ValueKind));
        Assert.Equal(JsonValueKind.String, withdrawal.GetProperty("eta").ValueKind);
        var left = await RunFolder.InboxAsync(_host.RunsFolder);
        Assert.Equal([(OperatorRequestKind.Deposit, 10.5m, "bank"), (OperatorRequestKind.Withdraw, 100_500.25m, "slow")], left.Select(l => (l.Kind, l.Amount, l.Note!)));
        Assert.Equal("withdraw", Text(await GetAsync($"capital/{Text(withdrawal, "withdrawal_id")}"), "kind"));

        // All of it is on its way out now.
        await RefusedAsync("capital/withdraw", new { run_id = "run", amount = 1, currency = "USDT", share_class = "USDT" }, 400, "INSUFFICIENT_CAPITAL");
    }

    [Fact]
    public async Task A_call_that_is_repeated_over_the_loss_of_its_answer_is_one_request()
    {
        await using var run = await RunningAsync();
        var body = new { run_id = "run", amount = 100_000, currency = "USDT", share_class = "USDT" };
        var first = await PostAsync("capital/withdraw", body, "key");
        Directory.Delete(Path.Combine(_host.RunsFolder, ".host", "idempotency"), recursive: true); // the host was killed before it was kept

        Assert.Equal(Text(first, "withdrawal_id"), Text(await PostAsync("capital/withdraw", body, "key"), "withdrawal_id"));

        Assert.Single(await RunFolder.InboxAsync(_host.RunsFolder));
        var records = new RequestRecords(Path.Combine(_host.RunsFolder, "run"));
        records.Write(Assert.Single(records.All()) with { State = RequestState.Completed, Paid = 100_000, Equity = 500 });
        new LiveInbox(LiveRequest.Inbox(_host.RunsFolder, "run")).Remove([Assert.Single(records.All()).Request]);
        Directory.Delete(Path.Combine(_host.RunsFolder, ".host", "idempotency"), recursive: true);

        Assert.Equal(("completed", "500"), await StateAsync(body));
        Assert.Empty(await RunFolder.InboxAsync(_host.RunsFolder));

        async Task<(string, string)> StateAsync(object same)
        {
            var again = await PostAsync("capital/withdraw", same, "key");
            return (Text(again, "status"), Text(again, "new_total_equity"));
        }
    }

    [Fact]
    public async Task A_rebalance_is_for_a_run_that_is_up_and_free_unless_it_is_forced()
    {
        RunFolder.Write(_host.RunsFolder, RunFolder.Status());
        await RefusedAsync("live/rebalance", new { strategy_id = "run" }, 409, "CONFLICT");
        await using var run = await RunningAsync(RunFolder.Status() with { HeldFor = "ledger_differs", Trading = "halted" });
        Assert.Contains("ledger_differs", Text(await RefusedAsync("live/rebalance", new { strategy_id = "run" }, 409, "CONFLICT"), "detail"), StringComparison.Ordinal);
        Assert.Empty(await RunFolder.InboxAsync(_host.RunsFolder));

        var forced = await PostAsync("live/rebalance", new { strategy_id = "run", force = true });

        Assert.Equal(("queued", "hold"), (Text(forced, "status"), Text(forced.GetProperty("last_plan"), "reason")));
        Assert.Equal(OperatorRequestKind.Rebalance, Assert.Single(await RunFolder.InboxAsync(_host.RunsFolder)).Kind);
    }

    [Fact]
    public async Task A_stop_of_a_run_without_a_process_leaves_nothing_that_would_end_its_next_start()
    {
        RunFolder.Write(_host.RunsFolder, RunFolder.Status());
        await RefusedAsync("live/stop/run", null, 409, "CONFLICT");
        Assert.Empty(await RunFolder.InboxAsync(_host.RunsFolder));
        RunHost.Hand(_host.RunsFolder, Wanted("run")); // as a host that was killed has left it

        Assert.Equal("stopped", Text(await PostAsync("live/stop/run"), "status"));

        Assert.Null(RunHost.Find(_host.RunsFolder, "run"));
        Assert.Empty(await RunFolder.InboxAsync(_host.RunsFolder));
    }

    [Fact]
    public async Task Nobody_takes_requests_for_a_run_that_is_over()
    {
        RunFolder.Write(_host.RunsFolder, RunFolder.Status(state: "halted"));

        foreach (var path in new[] { "live/halt/run", "live/resume/run", "live/stop/run", "live/emergency-stop/run" })
            await RefusedAsync(path, null, 409, "CONFLICT");
        await RefusedAsync("live/rebalance", new { strategy_id = "run", force = true }, 409, "CONFLICT");
        await RefusedAsync("capital/deposit", new { run_id = "run", amount = 1, currency = "USDT", share_class = "USDT" }, 409, "CONFLICT");
        await RefusedAsync("live/start", Start(runId: "run"), 409, "CONFLICT");
    }

    [Fact]
    public async Task An_adjustment_is_for_admins_and_stands_in_the_audit()
    {
        await using var run = await RunningAsync();
        var body = new { run_id = "run", venue = "bybit", asset = "USDT", amount = "-1.25", position_type = "BaseToken", reason = "fee of the exchange" };
        await ServedHost.ProblemAsync(await _host.Operator.PostAsJsonAsync("/api/v1/positions/update", body), 403, "FORBIDDEN");

        await ServedHost.DataAsync(await _host.Admin.PostAsJsonAsync("/api/v1/positions/update", body));

        var left = Assert.Single(await RunFolder.InboxAsync(_host.RunsFolder));
        Assert.Equal((OperatorRequestKind.Adjust, -1.25m, "bybit:BaseToken:USDT", "fee of the exchange"), (left.Kind, left.Amount, left.Position.ToString(), left.Note));
        var audit = await File.ReadAllTextAsync(Path.Combine(_host.RunsFolder, ".host", "audit.jsonl"));
        Assert.Contains("adjust run bybit:BaseToken:USDT by -1.25: fee of the exchange", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Positions_are_those_of_each_run_with_exposure_and_equity()
    {
        await using var run = await RunningAsync();

        var all = Assert.Single((await GetAsync("positions/current")).GetProperty("runs").EnumerateArray());

        Assert.Equal(("-0.999", "100500.25"), (Text(all.GetProperty("positions"), "bybit:Perp:BTCUSDT"), Text(all, "equity")));
        Assert.Equal("0.001", Text(all.GetProperty("exposure"), "net_delta"));
        Assert.Equal(1, (await GetAsync("positions/current?run_id=run")).GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("live/status/none", 404, "LIVE_TRADING_NOT_FOUND")]
    [InlineData("live/performance/none", 404, "LIVE_TRADING_NOT_FOUND")]
    [InlineData("live/none/ticks", 404, "LIVE_TRADING_NOT_FOUND")]
    [InlineData("live/none/log", 404, "LIVE_TRADING_NOT_FOUND")]
    [InlineData("live/status/..%2F..", 400, "VALIDATION_ERROR")]
    [InlineData("live/status/.host", 400, "VALIDATION_ERROR")]
    [InlineData("live/run/log?level=loud", 400, "VALIDATION_ERROR")]
    [InlineData("live/run/log?component=nobody", 400, "VALIDATION_ERROR")]
    [InlineData("live/run/log?after=x", 400, "VALIDATION_ERROR")]
    [InlineData("positions/current?run_id=none", 404, "LIVE_TRADING_NOT_FOUND")]
    [InlineData("capital/none", 404, "NOT_FOUND")]
    [InlineData("live/requests/..%2Fstatus", 404, "NOT_FOUND")]
    public async Task A_wrong_question_is_told_so(string path, int status, string code)
    {
        RunFolder.Write(_host.RunsFolder, RunFolder.Status());

        await ServedHost.ProblemAsync(await _host.Reader.GetAsync($"/api/v1/{path}"), status, code);
    }

    [Theory]
    [InlineData("live/halt/none", null, 404, "LIVE_TRADING_NOT_FOUND")]
    [InlineData("live/stop/run?close_positions=maybe", null, 400, "VALIDATION_ERROR")]
    [InlineData("live/emergency-stop/..x", null, 400, "VALIDATION_ERROR")]
    [InlineData("live/rebalance", "{}", 400, "VALIDATION_ERROR")]
    [InlineData("live/rebalance", """{"strategy_id":"none"}""", 404, "LIVE_TRADING_NOT_FOUND")]
    [InlineData("live/rebalance", """{"strategy_id":"run","forse":true}""", 400, "VALIDATION_ERROR")]
    [InlineData("capital/deposit", """{"run_id":"run","amount":0,"currency":"USDT","share_class":"USDT"}""", 400, "VALIDATION_ERROR")]
    [InlineData("capital/deposit", """{"run_id":"run","amount":"-1","currency":"USDT","share_class":"USDT"}""", 400, "VALIDATION_ERROR")]
    [InlineData("capital/deposit", """{"run_id":"run","amount":"0.000000001","currency":"USDT","share_class":"USDT"}""", 400, "VALIDATION_ERROR")]
    [InlineData("capital/deposit", """{"run_id":"run","amount":"1e3","currency":"USDT","share_class":"USDT"}""", 400, "VALIDATION_ERROR")]
    [InlineData("capital/deposit", """{"run_id":"run","amount":1000000000001,"currency":"USDT","share_class":"USDT"}""", 400, "VALIDATION_ERROR")]
    [InlineData("capital/deposit", """{"run_id":"run","amount":1,"currency":"ETH","share_class":"USDT"}""", 400, "VALIDATION_ERROR")]
    [InlineData("capital/deposit", """{"run_id":"run","amount":1,"currency":"USDT","share_class":"ETH"}""", 400, "VALIDATION_ERROR")]
    [InlineData("capital/deposit", """{"run_id":"run","amount":1,"currency":"USDT"}""", 400, "VALIDATION_ERROR")]
    [InlineData("capital/deposit", """{"run_id":"none","amount":1,"currency":"USDT","share_class":"USDT"}""", 404, "LIVE_TRADING_NOT_FOUND")]
    [InlineData("capital/withdraw", """{"run_id":"run","amount":"100500.26","currency":"USDT","share_class":"USDT"}""", 400, "INSUFFICIENT_CAPITAL")]
    [InlineData("capital/withdraw", """{"run_id":"run","amount":1,"currency":"USDT","share_class":"USDT","withdrawal_type":"now"}""", 400, "VALIDATION_ERROR")]
    [InlineData("positions/update", """{"run_id":"run","venue":"bybit","asset":"USDT","amount":0,"position_type":"BaseToken","reason":"r"}""", 400, "VALIDATION_ERROR")]
    [InlineData("positions/update", """{"run_id":"run","venue":"bybit","asset":"USDT","amount":1,"position_type":"Gold","reason":"r"}""", 400, "VALIDATION_ERROR")]
    [InlineData("positions/update", """{"run_id":"run","venue":"bybit","asset":"USDT","amount":1,"position_type":"BaseToken","reason":" "}""", 400, "VALIDATION_ERROR")]
    public async Task A_wrong_command_is_told_so_and_leaves_nothing(string path, string? body, int status, string code)
    {
        RunFolder.Write(_host.RunsFolder, RunFolder.Status());
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");

        await ServedHost.ProblemAsync(await _host.Admin.PostAsync($"/api/v1/{path}", content), status, code);

        Assert.Empty(await RunFolder.InboxAsync(_host.RunsFolder));
        Assert.False(Directory.Exists(Path.Combine(_host.RunsFolder, "run", "requests")));
    }

    [Theory]
    [InlineData("strategy_name", "\"gold\"", 404, "STRATEGY_NOT_FOUND")]
    [InlineData("strategy_name", "\"pure_lending\"", 400, "VALIDATION_ERROR")]
    [InlineData("share_class", "\"GOLD\"", 400, "VALIDATION_ERROR")]
    [InlineData("initial_capital", "0", 400, "VALIDATION_ERROR")]
    [InlineData("max_trade_size_usd", "0", 400, "VALIDATION_ERROR")]
    [InlineData("emergency_stop_loss_pct", "0.009", 400, "VALIDATION_ERROR")]
    [InlineData("emergency_stop_loss_pct", "0.51", 400, "VALIDATION_ERROR")]
    [InlineData("every_seconds", "0", 400, "VALIDATION_ERROR")]
    [InlineData("account", "\"a b\"", 400, "VALIDATION_ERROR")]
    [InlineData("run_id", "\"../x\"", 400, "VALIDATION_ERROR")]
    [InlineData("paper", "\"http://example.com\"", 400, "VALIDATION_ERROR")]
    [InlineData("paper", "\"http://127.0.0.1:9\"", 503, "VENUE_UNAVAILABLE")]
    [InlineData("config_overrides", "{\"target_apyy\":1}", 400, "VALIDATION_ERROR")]
    [InlineData("config_overrides", "{\"target_apy\":[1]}", 400, "VALIDATION_ERROR")]
    [InlineData("risk_limits", "{\"margin_warnings\":7}", 400, "VALIDATION_ERROR")]
    [InlineData("api_key", "\"secret-of-the-exchange\"", 400, "VALIDATION_ERROR")]
    public async Task A_run_that_cannot_be_begun_is_refused_and_nothing_is_handed_over(string field, string value, int status, string code)
    {
        var body = JsonSerializer.SerializeToNode(Start())!.AsObject();
        body[field] = System.Text.Json.Nodes.JsonNode.Parse(value);

        var problem = await ServedHost.ProblemAsync(await _host.Operator.PostAsJsonAsync("/api/v1/live/start", body), status, code);

        Assert.DoesNotContain("secret-of-the-exchange", problem.ToString(), StringComparison.Ordinal);
        Assert.Empty(RunHost.Names(_host.RunsFolder));
    }

    [Fact]
    public async Task Readers_change_nothing()
    {
        RunFolder.Write(_host.RunsFolder, RunFolder.Status());

        foreach (var path in new[] { "live/halt/run", "live/start", "live/rebalance", "capital/deposit", "positions/update" })
        {
            await ServedHost.ProblemAsync(await _host.Reader.PostAsJsonAsync($"/api/v1/{path}", new { }), 403, "FORBIDDEN");
            await ServedHost.ProblemAsync(await _host.Anonymous.PostAsJsonAsync($"/api/v1/{path}", new { }), 401, "UNAUTHENTICATED");
        }

        Assert.Empty(await RunFolder.InboxAsync(_host.RunsFolder));
    }

    [Fact]
    public async Task State_changes_have_limits_of_their_own()
    {
        await using var host = await ServedHost.StartAsync();
        RunFolder.Write(host.RunsFolder, RunFolder.Status());
        for (var call = 0; call < 5; call++)
            await ServedHost.DataAsync(await host.Operator.PostAsync("/api/v1/live/halt/run", null));

        await ServedHost.ProblemAsync(await host.Operator.PostAsync("/api/v1/live/resume/run", null), 429, "RATE_LIMIT_EXCEEDED");
        await ServedHost.DataAsync(await host.Operator.GetAsync("/api/v1/live/status/run"));
    }

    private static object Start(string? runId = null) => new
    {
        strategy_name = "btc_basis",
        share_class = "USDT",
        initial_capital = 1000,
        max_trade_size_usd = 100,
        emergency_stop_loss_pct = 0.1,
        paper = "http://127.0.0.1:9",
        run_id = runId,
    };

    private static WantedRun Wanted(string id) => new() { Mode = "btc_basis", Id = id, Paper = new Uri("http://127.0.0.1:9"), Account = "paper", EverySeconds = 30, SnapshotEvery = 1_000 };

    private static string Text(JsonElement data, string name) => data.GetProperty(name).GetString()!;

    private async Task<FileStream> RunningAsync(LiveStatus? status = null)
    {
        RunFolder.Write(_host.RunsFolder, status ?? RunFolder.Status());
        return await RunFolder.HoldAsync(_host.RunsFolder);
    }

    private async Task<JsonElement> GetAsync(string path) => await ServedHost.DataAsync(await _host.Reader.GetAsync($"/api/v1/{path}"));

    private async Task<JsonElement> PostAsync(string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await ServedHost.DataAsync(await _host.Operator.SendAsync(request));
    }

    private async Task<JsonElement> RefusedAsync(string path, object? body, int status, string code) =>
        await ServedHost.ProblemAsync(await _host.Operator.PostAsync($"/api/v1/{path}", body is null ? null : JsonContent.Create(body)), status, code);
}
