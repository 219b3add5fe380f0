using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using BasisActors.Actors.Journal;
using BasisActors.Actors.Live;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.EventLog;
using BasisActors.Host.Tests.Live;
using BasisActors.Host.Tests.Paper;

namespace BasisActors.Host.Tests.Http.Live;

/// <summary>The life of a run over HTTP, on the paper exchange, in processes of their own: begun, funded, held, let go, rebalanced, ended; with the host killed in between.</summary>
public sealed class LiveFlowTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1), Glance = TimeSpan.FromMilliseconds(100);

    private static readonly Dictionary<string, string> Environment = new()
    {
        ["BASIS_API__OPERATE_KEY"] = ServedHost.OperateKey,
        ["BASIS_API__LIMIT_LIVE"] = "1000",
    };

    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public async Task A_run_is_begun_funded_held_rebalanced_and_ended_and_a_call_that_is_repeated_over_a_kill_counts_once()
    {
        using var paper = new PaperProcess("--speed", "3600", "--funding-interval", "30s");
        using var exchange = await paper.ClientAsync();
        string run;
        using (var host = Host(exchange))
        {
            using var api = await ClientAsync(host);
            var started = await PostAsync(api, "live/start", Start, key: "start");
            run = started.GetProperty("request_id").GetString()!;
            Assert.StartsWith("lt_", run, StringComparison.Ordinal);
            Assert.Equal("reachable", started.GetProperty("venue_health").GetProperty("bybit").GetString());
            Assert.Equal(run, (await PostAsync(api, "live/start", Start, key: "start")).GetProperty("request_id").GetString());

            var status = await UntilAsync(api, $"live/status/{run}", s => s.GetProperty("status").GetString() == "running" && s.GetProperty("total_trades").GetInt64() == 2);
            Assert.Equal("btc_basis", status.GetProperty("strategy_name").GetString());
            Assert.Equal(0.30m, Number(status.GetProperty("venue_status").GetProperty("bybit").GetProperty("margin"), "warning"));
            Assert.Equal(100_000m, Number(status, "net_capital"));
            Assert.Equal(JsonValueKind.Null, status.GetProperty("risk_metrics").GetProperty("health_factor").ValueKind);

            var deposit = (await PostAsync(api, "capital/deposit", Deposit(run), key: "deposit")).GetProperty("deposit_id").GetString()!;
            Assert.Equal(deposit, (await PostAsync(api, "capital/deposit", Deposit(run), key: "deposit")).GetProperty("deposit_id").GetString());
            var booked = await UntilAsync(api, $"capital/{deposit}", c => c.GetProperty("status").GetString() == "completed");
            Assert.InRange(Number(booked, "new_total_equity"), 109_000, 111_000);
            host.Kill();
        }

        // Nobody but the run's journal remembers.
        Directory.Delete(_folder.File("live", ".host", "idempotency"), recursive: true);
        Directory.Delete(_folder.File("live", run, "requests"), recursive: true);

        using (var host = Host(exchange))
        {
            using var api = await ClientAsync(host);
            await PostAsync(api, "capital/deposit", Deposit(run), key: "deposit");
            await UntilAsync(api, $"live/status/{run}", _ => !Directory.EnumerateFiles(_folder.File("live", run, "inbox")).Any());

            var halt = await PostAsync(api, $"live/halt/{run}?reason=lunch");
            await UntilAsync(api, $"live/status/{run}", s => s.GetProperty("held_for").GetString() == "halted_by_operator");
            Assert.Equal("lunch", (await DoneAsync(api, halt)).GetProperty("note").GetString());
            await RefusedAsync(api, "live/rebalance", new { strategy_id = run }, HttpStatusCode.Conflict);
            await DoneAsync(api, await PostAsync(api, $"live/resume/{run}"));
            await UntilAsync(api, $"live/status/{run}", s => s.GetProperty("held_for").ValueKind == JsonValueKind.Null);

            var rebalanced = await DoneAsync(api, await PostAsync(api, "live/rebalance", new { strategy_id = run }));
            Assert.Matches("^[a-z_]+: [a-z_]+, [0-9]+ blocks$", rebalanced.GetProperty("outcome").GetString()!);

            var withdrawal = await PostAsync(api, "capital/withdraw", new { run_id = run, amount = 20_000, currency = "USDT", share_class = "USDT", withdrawal_type = "fast" });
            var paid = await UntilAsync(api, $"capital/{withdrawal.GetProperty("withdrawal_id").GetString()}", c => c.GetProperty("status").GetString() == "completed");
            Assert.Equal(20_000m, Number(paid, "paid"));

            await PostAsync(api, $"live/stop/{run}?close_positions=true");
            var over = await UntilAsync(api, $"live/status/{run}", s => s.GetProperty("status").GetString() == "halted");
            Assert.Equal(90_000m, Number(over, "net_capital"));
            await RefusedAsync(api, "capital/deposit", Deposit(run), HttpStatusCode.Conflict);
        }

        var events = await JournalReader.ReadAsync(JournalDatabase.Of(null, _folder.File("live", run, "journal.db")), run, CancellationToken.None);
        Assert.Empty(JournalCheck.Of(events));
        Assert.Equal([10_000m], events.OfType<TickOpened>().SelectMany(t => t.Flows).Where(f => f.Kind == CapitalRequestKind.Deposit).Select(f => f.Amount));
        Assert.Equal(Actors.Clock.TickTrigger.Manual, events.OfType<TickOpened>().Single(t => t.Requests.Any(r => r.Kind == OperatorRequestKind.Rebalance)).Trigger);
        Assert.Empty(Directory.EnumerateFiles(_folder.File("live", run, "inbox")));
    }

    public void Dispose() => _folder.Dispose();

    private static object Start => new
    {
        strategy_name = "btc_basis",
        share_class = "USDT",
        initial_capital = "100000",
        max_trade_size_usd = "1000000",
        emergency_stop_loss_pct = 0.15,
        every_seconds = 1,
        config_overrides = new Dictionary<string, object>
        {
            ["spot_venue"] = "bybit",
            ["hedge_venues"] = "bybit",
            ["hedge_allocation"] = "bybit:1",
            ["funding_entry_threshold"] = -1,
            ["funding_exit_threshold"] = -1,
        },
    };

    private static object Deposit(string run) => new { run_id = run, amount = "10000", currency = "USDT", share_class = "USDT", source = "test" };

    private BasisProcess Host(HttpClient exchange) =>
        new(null, Environment, "host", "--runs", _folder.File("live"), "--http", "http://127.0.0.1:0", "--paper", exchange.BaseAddress!.ToString());

    private static async Task<HttpClient> ClientAsync(BasisProcess host)
    {
        const string announced = "HTTP at ";
        Assert.True(await host.SaysAsync(announced), host.Output);
        var address = host.Output.Split(announced)[1].Split('\n')[0].Trim();
        return new HttpClient
        {
            BaseAddress = new Uri(new Uri(address), "/api/v1/"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", ServedHost.OperateKey) },
        };
    }

    private static async Task<JsonElement> PostAsync(HttpClient api, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await ServedHost.DataAsync(await api.SendAsync(request));
    }

    private static decimal Number(JsonElement data, string name) => decimal.Parse(data.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    private static async Task RefusedAsync(HttpClient api, string path, object body, HttpStatusCode status) =>
        await ServedHost.ProblemAsync(await api.PostAsJsonAsync(path, body), (int)status, "CONFLICT");

    private static Task<JsonElement> DoneAsync(HttpClient api, JsonElement asked) =>
        UntilAsync(api, $"live/requests/{asked.GetProperty("request_id").GetString()}", r => r.GetProperty("status").GetString() == "completed");

    /// <summary>Asks until the answer is as it should become; a tick takes a second.</summary>
    private static async Task<JsonElement> UntilAsync(HttpClient api, string path, Func<JsonElement, bool> isThere)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(Glance);
        JsonElement data;
        do
        {
            await look.WaitForNextTickAsync(patience.Token);
            data = await ServedHost.DataAsync(await api.GetAsync(path, patience.Token));
        }
        while (!isThere(data));
        return data;
    }
}
