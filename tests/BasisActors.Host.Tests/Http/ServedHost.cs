using System.Net.Http.Headers;
using System.Text.Json;
using BasisActors.Host.Alerts;
using BasisActors.Host.Http;
using BasisActors.Host.Live;
using BasisActors.Host.Telemetry;
using BasisActors.Host.Tests.EventLog;

namespace BasisActors.Host.Tests.Http;

/// <summary>The HTTP side of a host on a free port of the loopback address, and clients with each role.</summary>
internal sealed class ServedHost : IAsyncDisposable
{
    public const string ReadKey = "read-key-of-the-tests-0123456789abcdef", OperateKey = "operate-key-of-the-tests-0123456789abcdef", AdminKey = "admin-key-of-the-tests-0123456789abcdef";

    private readonly TemporaryDirectory _folder = new();
    private readonly List<HttpClient> _clients = [];
    private HostServer _server = null!;
    private HttpOptions _options = null!;

    private ServedHost()
    {
    }

    public HostedRuns Runs { get; } = new();

    public HostTelemetry Telemetry { get; } = HostTelemetry.Start(new Dictionary<string, string>());

    public string RunsFolder => Path.Combine(_folder.Path, "live");

    public string ResultsFolder => Path.Combine(_folder.Path, "results");

    public Uri Address => _server.Address;

    public HttpClient Anonymous => Client(null);

    public HttpClient Reader => Client(ReadKey);

    public HttpClient Operator => Client(OperateKey);

    public HttpClient Admin => Client(AdminKey);

    /// <param name="time">The clock; null is the real one.</param>
    /// <param name="isOpen">As with <c>--no-auth</c>.</param>
    /// <param name="environment">Variables beside the keys.</param>
    public static Task<ServedHost> StartAsync(TimeProvider? time = null, bool isOpen = false, params (string Name, string Value)[] environment) => StartAsync(null, time, isOpen, environment);

    /// <param name="alerts">The alerts of the host.</param>
    /// <param name="time">The clock; null is the real one.</param>
    /// <param name="isOpen">As with <c>--no-auth</c>.</param>
    /// <param name="environment">Variables beside the keys.</param>
    public static async Task<ServedHost> StartAsync(HostAlerts? alerts, TimeProvider? time = null, bool isOpen = false, params (string Name, string Value)[] environment)
    {
        var host = new ServedHost();
        var variables = environment.ToDictionary(e => e.Name, e => e.Value);
        foreach (var (role, key) in new[] { (ApiRole.Read, ReadKey), (ApiRole.Operate, OperateKey), (ApiRole.Admin, AdminKey) })
            variables[ApiKeys.Variable(role)] = key;
        host._options = HttpOptions.Of("http://127.0.0.1:0", isOpen, host.RunsFolder, host.ResultsFolder, variables)! with { Telemetry = host.Telemetry, Alerts = alerts };
        host._server = await HostServer.StartAsync(host._options, host.Runs, time ?? TimeProvider.System, CancellationToken.None);
        return host;
    }

    /// <summary>Ends the server and starts another on the same folders, at another port.</summary>
    public async Task RestartAsync()
    {
        await _server.DisposeAsync();
        _server = await HostServer.StartAsync(_options, Runs, TimeProvider.System, CancellationToken.None);
    }

    /// <summary>The data of an answer, which must be a success.</summary>
    public static async Task<JsonElement> DataAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        var json = JsonDocument.Parse(text).RootElement;
        Assert.True(json.GetProperty("success").GetBoolean());
        return json.GetProperty("data");
    }

    /// <summary>The problem of an answer, which must be one with this status and code.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var json = JsonDocument.Parse(text).RootElement;
        Assert.False(json.GetProperty("success").GetBoolean());
        Assert.Equal(code, json.GetProperty("code").GetString());
        return json;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        await _server.DisposeAsync();
        Telemetry.Dispose();
        _folder.Dispose();
    }

    private HttpClient Client(string? key)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _clients.Add(client);
        return client;
    }
}
