using System.Net;
using System.Text.Json;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;
using BasisActors.Host.Alerts;

namespace BasisActors.Host.Tests.Http.Health;

/// <summary>Acceptance: each component forced into each state shows at each endpoint as defined; /health below 50 ms and /health/detailed below 500 ms at p99.</summary>
public sealed class HealthEndpointTests
{
    private const string Unlimited = "1000000";

    private static readonly HealthState[] States = Enum.GetValues<HealthState>();

    public static TheoryData<string> All => [.. PuppetRun.Components, .. PuppetRun.Parts];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_component_in_each_state_shows_at_each_endpoint(string component)
    {
        await using var host = await HostAsync();
        await using var run = await PuppetRun.StartAsync(host.Runs);
        foreach (var state in States.Append(HealthState.Healthy))
        {
            await run.BeAsync(component, state);
            await run.RoundAsync();

            await RequireAsync(host, "run", component, state);
        }
    }

    [Fact]
    public async Task One_that_hangs_is_degraded_then_unhealthy_and_the_others_still_show()
    {
        await using var host = await HostAsync();
        await using var run = await PuppetRun.StartAsync(host.Runs);
        await run.BeAsync("risk", null);
        foreach (var state in new[] { HealthState.Degraded, HealthState.Degraded, HealthState.Unhealthy })
        {
            await run.RoundAsync();

            await RequireAsync(host, "run", "risk", state);
        }

        var risk = (await GetAsync(host, "/health/detailed", 503)).GetProperty("components").GetProperty("run/risk");
        Assert.Equal(("HES-001", false), (risk.GetProperty("error_code").GetString(), risk.GetProperty("readiness_checks").GetProperty("answers").GetBoolean()));
        Assert.Equal(7, risk.GetProperty("metrics").GetProperty("instruction_blocks_generated").GetInt64()); // as it said last
    }

    [Theory]
    [InlineData("RST-001", HealthState.Degraded)] // high
    [InlineData("POS-005", HealthState.Unhealthy)] // critical
    public async Task An_error_shows_before_the_next_round(string code, HealthState state)
    {
        await using var host = await HostAsync();
        await using var run = await PuppetRun.StartAsync(host.Runs);
        await run.BeAsync("ledger", null);
        run.Fail("ledger", new BasisError(code, "Injected."));
        await run.SettleAsync();

        await RequireAsync(host, "run", "ledger", state);
    }

    [Theory]
    [InlineData(70, HealthState.Degraded, 200)]
    [InlineData(310, HealthState.Unhealthy, 503)]
    public async Task A_heart_that_stops_shows(int seconds, HealthState state, int status)
    {
        await using var host = await HostAsync();
        await using var run = await PuppetRun.StartAsync(host.Runs);

        run.Time.Advance(TimeSpan.FromSeconds(seconds));

        var heartbeat = (await GetAsync(host, "/health/components", status)).GetProperty("components").GetProperty("run/heartbeat");
        Assert.Equal(state.Name(), heartbeat.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Runs_stand_beside_each_other_and_the_worst_decides()
    {
        await using var host = await HostAsync();
        await using var sound = await PuppetRun.StartAsync(host.Runs, "sound");
        await using var sick = await PuppetRun.StartAsync(host.Runs, "sick");
        await sick.BeAsync("journal", HealthState.Unhealthy);
        await sick.SettleAsync();

        var components = (await GetAsync(host, "/health/components", 503)).GetProperty("components");
        Assert.Equal(("healthy", "unhealthy"), (components.GetProperty("sound/journal").GetProperty("status").GetString(), components.GetProperty("sick/journal").GetProperty("status").GetString()));

        host.Runs.End("sick");
        Assert.DoesNotContain((await GetAsync(host, "/health/components", 200)).GetProperty("components").EnumerateObject(), c => c.Name.StartsWith("sick/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_is_ready_once_each_run_it_found_is_up_or_was_tried()
    {
        await using var host = await ServedHost.StartAsync();
        await GetAsync(host, "/healthz/ready", 503); // it has not looked yet
        await GetAsync(host, "/healthz/live", 200);

        host.Runs.Expect(["up", "failing"]);
        Assert.Equal(2, (await GetAsync(host, "/healthz/ready", 503)).GetProperty("runs_awaited").GetInt32());
        Assert.Equal("not_ready", await StatusAsync(host, "host/runs", 200));

        await using var up = await PuppetRun.StartAsync(host.Runs, "up");
        await GetAsync(host, "/healthz/ready", 503);
        host.Runs.Tried("failing", new BasisError("EXEC-002", "away"));
        await GetAsync(host, "/healthz/ready", 200);
        Assert.Equal("degraded", await StatusAsync(host, "host/runs", 200));

        host.Runs.Tried("failing", null);
        Assert.Equal("healthy", await StatusAsync(host, "host/runs", 200));
    }

    [Fact]
    public async Task A_host_without_runs_is_healthy_and_alerts_that_go_nowhere_are_not_configured()
    {
        await using var host = await HostAsync();

        Assert.Equal("healthy", (await GetAsync(host, "/health", 200)).GetProperty("status").GetString());
        Assert.Equal("not_configured", await StatusAsync(host, "host/alerts", 200));
        Assert.Equal(1, (await GetAsync(host, "/health", 200)).GetProperty("summary").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Neither_a_password_in_an_error_nor_a_secret_of_the_environment_is_shown_to_who_has_no_key()
    {
        await using var host = await ServedHost.StartAsync(environment: ("BASIS_DEV__CEX__BINANCE_API_SECRET", "very-secret-value"));
        host.Runs.Expect([]);
        await using var run = await PuppetRun.StartAsync(host.Runs);
        await run.BeAsync("risk", HealthState.Unhealthy);
        run.Fail("clock", new BasisError("POS-005", "signed with very-secret-value"));
        await run.RoundAsync();

        foreach (var path in new[] { "/health", "/health/detailed", "/health/components" })
        {
            var text = await (await host.Anonymous.GetAsync(path)).Content.ReadAsStringAsync();
            Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
            Assert.DoesNotContain("very-secret-value", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Calls_are_limited_to_a_hundred_a_minute_but_probes_are_not()
    {
        await using var host = await ServedHost.StartAsync();
        var client = host.Anonymous;
        for (var i = 0; i < 100; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health")).StatusCode);

        await ServedHost.ProblemAsync(await client.GetAsync("/health"), 429, "RATE_LIMIT_EXCEEDED");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/live")).StatusCode);
    }

    private static async Task<ServedHost> HostAsync()
    {
        var host = await ServedHost.StartAsync(environment: ("BASIS_API__LIMIT_HEALTH", Unlimited));
        host.Runs.Expect([]);
        return host;
    }

    /// <summary>What domain reference §9.3 makes of one component in a state while all others are healthy.</summary>
    private static async Task RequireAsync(ServedHost host, string run, string component, HealthState state)
    {
        var (whole, status) = state switch
        {
            HealthState.Healthy or HealthState.NotConfigured => ("healthy", 200),
            HealthState.Unhealthy => ("unhealthy", 503),
            _ => ("degraded", 200),
        };
        await GetAsync(host, "/healthz/live", 200);
        await GetAsync(host, "/healthz/ready", 200);
        var plain = await GetAsync(host, "/health", status);
        var detailed = await GetAsync(host, "/health/detailed", status);
        var components = await GetAsync(host, "/health/components", status);
        Assert.All(new[] { plain, detailed, components }, answer =>
        {
            Assert.Equal(whole, answer.GetProperty("status").GetString());
            var summary = answer.GetProperty("summary");
            var total = PuppetRun.Components.Length + PuppetRun.Parts.Length + 2 - (state == HealthState.NotConfigured ? 1 : 0); // the heartbeat and the host's runs too
            Assert.Equal(total, summary.GetProperty("total").GetInt32());
            foreach (var (name, of) in new[] { ("degraded", HealthState.Degraded), ("unhealthy", HealthState.Unhealthy), ("not_ready", HealthState.NotReady), ("unknown", HealthState.Unknown) })
                Assert.Equal(state == of ? 1 : 0, summary.GetProperty(name).GetInt32());
            Assert.Equal(total - (state is HealthState.Healthy or HealthState.NotConfigured ? 0 : 1), summary.GetProperty("healthy").GetInt32());
        });
        Assert.Equal(("basis", "live"), (plain.GetProperty("service").GetString(), plain.GetProperty("execution_mode").GetString()));
        Assert.True(detailed.GetProperty("system").GetProperty("memory").GetProperty("working_set_bytes").GetInt64() > 0);
        foreach (var answer in new[] { detailed, components })
        {
            var shown = answer.GetProperty("components").GetProperty($"{run}/{component}");
            Assert.Equal(state.Name(), shown.GetProperty("status").GetString());
            if (state is HealthState.Degraded or HealthState.Unhealthy)
                Assert.NotNull(shown.GetProperty("error_code").GetString());
            if (state == HealthState.Healthy)
                Assert.Equal(JsonValueKind.Null, shown.GetProperty("error_code").ValueKind);
            Assert.Equal(state is HealthState.Healthy or HealthState.Degraded, shown.GetProperty("readiness_checks").GetProperty("works").GetBoolean());
        }
    }

    private static async Task<JsonElement> GetAsync(ServedHost host, string path, int status)
    {
        using var answer = await host.Anonymous.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("data");
    }

    private static async Task<string?> StatusAsync(ServedHost host, string component, int status) =>
        (await GetAsync(host, "/health/components", status)).GetProperty("components").GetProperty(component).GetProperty("status").GetString();
}
