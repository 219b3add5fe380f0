using System.Net;
using System.Text.RegularExpressions;
using BasisActors.Host.Http;
using BasisActors.Host.Tests.Http;

namespace BasisActors.Host.Tests.Dashboard;

/// <summary>Who gets to the pages, and with what: without a browser, as somebody who does not keep to its rules would try.</summary>
public sealed partial class LoginFormTests : IAsyncLifetime
{
    private ServedHost _host = null!;

    public async Task InitializeAsync() => _host = await ServedHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("/", "%2F")]
    [InlineData("/runs/one", "%2Fruns%2Fone")]
    [InlineData("/compare?id=a&id=b", "%2Fcompare%3Fid%3Da%26id%3Db")]
    public async Task A_stranger_with_a_browser_is_sent_to_the_login_page(string page, string back)
    {
        using var visitor = Visitor();

        using var answer = await visitor.SendAsync(Page(page));

        Assert.Equal((HttpStatusCode.Redirect, $"/login?return={back}"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/_blazor")]
    [InlineData("/results/x/files/report.html")]
    public async Task A_stranger_without_one_is_refused(string page)
    {
        using var visitor = Visitor();

        using var answer = await visitor.GetAsync(page);

        await ServedHost.ProblemAsync(answer, 401, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task A_key_is_changed_for_a_cookie_that_no_script_and_no_other_site_can_use()
    {
        using var visitor = Visitor();

        using var answer = await LogInAsync(visitor, ServedHost.ReadKey, "/events");

        Assert.Equal((HttpStatusCode.Redirect, "/events"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(Access.Cookie, StringComparison.Ordinal));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(ServedHost.ReadKey, cookie, StringComparison.Ordinal);
        using var page = await visitor.SendAsync(Page("/"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("may look", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("\"caller\":\"read\",\"from\":\"127.0.0.1\",\"command\":\"log in\",\"status\":200", Audit(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//elsewhere.example/")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("")]
    public async Task A_login_leads_to_no_other_host(string back)
    {
        using var visitor = Visitor();

        using var answer = await LogInAsync(visitor, ServedHost.ReadKey, back);

        Assert.Equal("/", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_wrong_key_begins_nothing_and_is_in_the_audit()
    {
        using var visitor = Visitor();

        using var answer = await LogInAsync(visitor, new string('x', 40), "/");

        Assert.Equal("/login?why=key", answer.Headers.Location?.OriginalString);
        Assert.DoesNotContain(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], c => c.StartsWith(Access.Cookie, StringComparison.Ordinal));
        Assert.Contains("\"caller\":\"anonymous\",\"from\":\"127.0.0.1\",\"command\":\"log in\",\"status\":401", Audit(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_this_host_has_not_made_is_not_taken()
    {
        using var visitor = Visitor();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("key", ServedHost.AdminKey)]);

        using var answer = await visitor.PostAsync("/session/begin", form);

        Assert.Equal("/login?why=old", answer.Headers.Location?.OriginalString);
        using var page = await visitor.SendAsync(Page("/"));
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
    }

    [Fact]
    public async Task Logging_out_ends_the_session_and_not_only_the_cookie()
    {
        var cookies = new CookieContainer();
        using var visitor = Visitor(cookies);
        (await LogInAsync(visitor, ServedHost.OperateKey, "/")).Dispose();
        var session = cookies.GetCookies(_host.Address)[Access.Cookie]!.Value;
        using var page = await visitor.SendAsync(Page("/"));
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", TokenOf(await page.Content.ReadAsStringAsync()))]);

        using var answer = await visitor.PostAsync("/session/end", form);

        Assert.Equal("/login?why=out", answer.Headers.Location?.OriginalString);
        using var thief = Visitor();
        thief.DefaultRequestHeaders.Add("Cookie", $"{Access.Cookie}={session}");
        using var again = await thief.SendAsync(Page("/"));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Fact]
    public async Task A_page_may_load_from_this_host_only_and_is_kept_nowhere()
    {
        using var visitor = Visitor();

        using var answer = await visitor.SendAsync(Page("/login"));

        Assert.Equal(BasisActors.Host.Dashboard.DashboardPages.Policy, answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("unsafe-inline", BasisActors.Host.Dashboard.DashboardPages.Policy.Split(';').Single(p => p.Trim().StartsWith("default-src", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("://", Links().Replace(html, ""), StringComparison.Ordinal);
        foreach (var link in Links().Matches(html).Where(l => l.Value.Contains('.', StringComparison.Ordinal)))
        {
            using var asset = await visitor.GetAsync("/" + link.Groups[1].Value.TrimStart('/'));
            Assert.True(asset.IsSuccessStatusCode, $"{link.Value} {(int)asset.StatusCode}");
        }
    }

    [Fact]
    public async Task Where_nobody_is_asked_for_a_key_the_pages_are_open()
    {
        await using var open = await ServedHost.StartAsync(isOpen: true);
        using var visitor = new HttpClient { BaseAddress = open.Address };

        var page = await visitor.GetStringAsync("/");

        Assert.Contains("may do everything", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Log out", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]*)\"")]
    private static partial Regex Token();

    private static string TokenOf(string html) => Token().Match(html).Groups[1].Value;

    private static HttpRequestMessage Page(string path) => new(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };

    private static async Task<HttpResponseMessage> LogInAsync(HttpClient visitor, string key, string back)
    {
        using var page = await visitor.SendAsync(Page("/login"));
        using var form = new FormUrlEncodedContent(
            [KeyValuePair.Create("__RequestVerificationToken", TokenOf(await page.Content.ReadAsStringAsync())), KeyValuePair.Create("key", key), KeyValuePair.Create("return", back)]);
        return await visitor.PostAsync("/session/begin", form);
    }

    private string Audit() => File.ReadAllText(Path.Combine(_host.RunsFolder, ".host", "audit.jsonl"));

    private HttpClient Visitor(CookieContainer? cookies = null)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies ?? new CookieContainer(), UseCookies = true };
        return new HttpClient(handler) { BaseAddress = _host.Address };
    }
}
