using System.Net.Http.Json;
using System.Text;

namespace BasisActors.Host.Tests.Http;

/// <summary>Whatever is wrong with a call, the answer is a problem document, and a change of state leaves a line in the audit.</summary>
public class ProblemTests
{
    [Theory]
    [InlineData("GET", "/nothing", null, 404, "NOT_FOUND")]
    [InlineData("DELETE", "/api/v1/auth/login", null, 405, "METHOD_NOT_ALLOWED")]
    [InlineData("POST", "/api/v1/auth/login", null, 400, "VALIDATION_ERROR")]
    [InlineData("POST", "/api/v1/auth/login", "{", 400, "VALIDATION_ERROR")]
    [InlineData("POST", "/api/v1/auth/login", "[]", 400, "VALIDATION_ERROR")]
    [InlineData("POST", "/api/v1/auth/login", "{}", 400, "VALIDATION_ERROR")]
    [InlineData("POST", "/api/v1/auth/login", """{"key":null}""", 400, "VALIDATION_ERROR")]
    [InlineData("POST", "/api/v1/auth/login", """{"key":1}""", 400, "VALIDATION_ERROR")]
    [InlineData("POST", "/api/v1/auth/login", """{"key":"a","key":"b"}""", 400, "VALIDATION_ERROR")]
    [InlineData("POST", "/api/v1/auth/login", """{"kye":"a"}""", 400, "VALIDATION_ERROR")]
    public async Task A_wrong_call_is_told_what_is_wrong(string method, string path, string? body, int status, string code)
    {
        await using var host = await ServedHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body ?? "", Encoding.UTF8, "application/json") };

        await ServedHost.ProblemAsync(await host.Anonymous.SendAsync(request), status, code);
    }

    [Fact]
    public async Task A_body_has_a_largest_size()
    {
        await using var host = await ServedHost.StartAsync();

        var answer = await host.Anonymous.PostAsJsonAsync("/api/v1/auth/login", new { key = new string('k', 1024 * 1024) });

        await ServedHost.ProblemAsync(answer, 413, "VALIDATION_ERROR");
    }

    [Fact]
    public async Task Commands_are_in_the_audit_without_a_secret()
    {
        await using var host = await ServedHost.StartAsync();

        await host.Anonymous.PostAsJsonAsync("/api/v1/auth/login", new { key = ServedHost.AdminKey });
        await host.Anonymous.PostAsync("/api/v1/auth/logout", null);
        await host.Operator.PostAsync("/api/v1/auth/logout", null);

        var lines = await File.ReadAllLinesAsync(Path.Combine(host.RunsFolder, ".host", "audit.jsonl"));
        Assert.Collection(
            lines,
            l => Assert.Contains("\"command\":\"POST /api/v1/auth/login\",\"status\":200", l, StringComparison.Ordinal),
            l => Assert.Contains("\"caller\":\"anonymous\",\"from\":\"127.0.0.1\",\"command\":\"POST /api/v1/auth/logout\",\"status\":401", l, StringComparison.Ordinal),
            l => Assert.Contains("\"caller\":\"key:operate\"", l, StringComparison.Ordinal));
        Assert.DoesNotContain(ServedHost.AdminKey, string.Concat(lines), StringComparison.Ordinal);
    }
}
