using System.Net.Http.Json;
using BasisActors.Domain.Errors;
using BasisActors.Host.Http;
using Microsoft.Extensions.Time.Testing;

namespace BasisActors.Host.Tests.Http;

/// <summary>Who may call: keys, roles, sessions, other origins, how often.</summary>
public class AccessTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("Bearer " + ServedHost.ReadKey, null, "read")]
    [InlineData("Bearer " + ServedHost.OperateKey, null, "operate")]
    [InlineData(null, ServedHost.AdminKey, "admin")]
    public async Task A_key_has_a_role(string? authorization, string? apiKey, string role)
    {
        await using var host = await ServedHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/me");
        if (authorization is not null)
            request.Headers.Add("Authorization", authorization);
        if (apiKey is not null)
            request.Headers.Add("X-API-Key", apiKey);

        var me = await ServedHost.DataAsync(await host.Anonymous.SendAsync(request));

        Assert.Equal(role, me.GetProperty("role").GetString());
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_key_or_with_another()
    {
        await using var host = await ServedHost.StartAsync();
        using var wrong = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/me");
        wrong.Headers.Add("X-API-Key", ServedHost.AdminKey + "0");

        await ServedHost.ProblemAsync(await host.Anonymous.GetAsync("/api/v1/auth/me"), 401, "UNAUTHENTICATED");
        await ServedHost.ProblemAsync(await host.Anonymous.SendAsync(wrong), 401, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task A_token_stands_for_its_key_until_it_ends()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var host = await ServedHost.StartAsync(time);
        async Task<string> LoginAsync() =>
            (await ServedHost.DataAsync(await host.Anonymous.PostAsJsonAsync("/api/v1/auth/login", new { key = ServedHost.OperateKey }))).GetProperty("token").GetString()!;
        var token = await LoginAsync();
        HttpRequestMessage With(HttpMethod method, string path) => new(method, path) { Headers = { { "Authorization", $"Bearer {token}" } } };

        Assert.Equal("operate", (await ServedHost.DataAsync(await host.Anonymous.SendAsync(With(HttpMethod.Get, "/api/v1/auth/me")))).GetProperty("role").GetString());
        await ServedHost.DataAsync(await host.Anonymous.SendAsync(With(HttpMethod.Post, "/api/v1/auth/logout")));
        await ServedHost.ProblemAsync(await host.Anonymous.SendAsync(With(HttpMethod.Get, "/api/v1/auth/me")), 401, "UNAUTHENTICATED");
        token = await LoginAsync();
        time.Advance(Sessions.Longest);
        await ServedHost.ProblemAsync(await host.Anonymous.SendAsync(With(HttpMethod.Get, "/api/v1/auth/me")), 401, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task A_cookie_reads_and_changes_nothing()
    {
        await using var host = await ServedHost.StartAsync();
        var token = (await ServedHost.DataAsync(await host.Anonymous.PostAsJsonAsync("/api/v1/auth/login", new { key = ServedHost.AdminKey }))).GetProperty("token").GetString()!;
        HttpRequestMessage With(HttpMethod method, string path) => new(method, path) { Headers = { { "Cookie", $"{Access.Cookie}={token}" } } };

        await ServedHost.DataAsync(await host.Anonymous.SendAsync(With(HttpMethod.Get, "/api/v1/auth/me")));
        await ServedHost.ProblemAsync(await host.Anonymous.SendAsync(With(HttpMethod.Post, "/api/v1/auth/logout")), 401, "UNAUTHENTICATED");
    }

    [Theory]
    [InlineData("Host", "evil.example", 421, "VALIDATION_ERROR")]
    [InlineData("Origin", "http://evil.example", 403, "FORBIDDEN")]
    [InlineData("Origin", "http://127.0.0.1:1", 403, "FORBIDDEN")]
    [InlineData("Origin", "null", 403, "FORBIDDEN")]
    public async Task Another_origin_or_name_is_refused(string header, string value, int status, string code)
    {
        await using var host = await ServedHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/me");
        request.Headers.Add(header, value);

        await ServedHost.ProblemAsync(await host.Admin.SendAsync(request), status, code);
    }

    [Fact]
    public async Task Too_many_calls_are_told_when_to_come_again()
    {
        await using var host = await ServedHost.StartAsync(environment: ("BASIS_API__LIMIT_READ", "2"));

        await ServedHost.DataAsync(await host.Reader.GetAsync("/api/v1/auth/me"));
        await ServedHost.DataAsync(await host.Reader.GetAsync("/api/v1/auth/me"));
        var third = await host.Reader.GetAsync("/api/v1/auth/me");

        await ServedHost.ProblemAsync(third, 429, "RATE_LIMIT_EXCEEDED");
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        await ServedHost.DataAsync(await host.Admin.GetAsync("/api/v1/auth/me")); // another caller
    }

    [Fact]
    public async Task A_host_open_to_this_machine_asks_nobody()
    {
        await using var host = await ServedHost.StartAsync(isOpen: true);

        Assert.Equal("admin", (await ServedHost.DataAsync(await host.Anonymous.GetAsync("/api/v1/auth/me"))).GetProperty("role").GetString());
    }

    [Theory]
    [InlineData("read", Key, "neither")]
    [InlineData("operate", "0123456789abcdef0123456789abcde", "31 characters")]
    [InlineData("operate", "", "neither")]
    public void A_host_without_a_good_key_does_not_start(string role, string key, string why)
    {
        var environment = new Dictionary<string, string> { [$"BASIS_API__{role.ToUpperInvariant()}_KEY"] = key };

        var error = Assert.Throws<BasisException>(() => ApiKeys.Read(environment)).Error;

        Assert.Equal("API-001", error.Code);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Length > 0 ? key : "\0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_roles_have_two_keys()
    {
        var environment = new Dictionary<string, string> { ["BASIS_API__READ_KEY"] = Key, ["BASIS_API__ADMIN_KEY"] = Key };

        Assert.Contains("same", Assert.Throws<BasisException>(() => ApiKeys.Read(environment)).Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:80", true, "API-001")]
    [InlineData("https://127.0.0.1:80", false, "BTS-002")]
    [InlineData("127.0.0.1:80", false, "BTS-002")]
    [InlineData("http://example.com:80", false, "BTS-002")]
    public void An_address_is_checked(string address, bool isOpen, string code)
    {
        Assert.Equal(code, Assert.Throws<BasisException>(() => HttpOptions.Of(address, isOpen, "live", "results", new Dictionary<string, string> { ["BASIS_API__ADMIN_KEY"] = Key })).Error.Code);
    }
}
