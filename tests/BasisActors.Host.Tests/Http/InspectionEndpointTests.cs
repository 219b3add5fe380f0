using System.Net.Http.Json;
using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests;
using BasisActors.Host.Http;
using BasisActors.Host.Inspection;
using BasisActors.Host.Live;

namespace BasisActors.Host.Tests.Http;

/// <summary>The palette over HTTP. What the commands answer is tested with the palette itself.</summary>
public sealed class InspectionEndpointTests
{
    [Fact]
    public async Task Every_command_is_there_for_its_role_and_no_other()
    {
        await using var host = await ServedHost.StartAsync();
        foreach (var command in InspectionCatalogue.Commands)
        {
            var path = $"/api/v1/inspect/{command.Group}/{command.Verb}";
            await ServedHost.ProblemAsync(await host.Anonymous.GetAsync(path), command.Role == ApiRole.Read ? 401 : 404, command.Role == ApiRole.Read ? "UNAUTHENTICATED" : "NOT_FOUND");
            if (command.Arguments.All(a => a.Role is null) && command.Role == ApiRole.Read)
                await ServedHost.ProblemAsync(await host.Admin.PostAsJsonAsync(path, new Dictionary<string, string>()), 405, "METHOD_NOT_ALLOWED");
        }

        var kill = new Dictionary<string, string> { ["path"] = "/user/health" };
        await ServedHost.ProblemAsync(await host.Anonymous.PostAsJsonAsync("/api/v1/inspect/actors/kill", kill), 401, "UNAUTHENTICATED");
        await ServedHost.ProblemAsync(await host.Reader.PostAsJsonAsync("/api/v1/inspect/actors/kill", kill), 403, "FORBIDDEN");
        await ServedHost.ProblemAsync(await host.Operator.PostAsJsonAsync("/api/v1/inspect/actors/kill", kill), 403, "FORBIDDEN");
        await ServedHost.ProblemAsync(await host.Admin.PostAsJsonAsync("/api/v1/inspect/actors/kill", kill), 404, "NOT_FOUND");
        await ServedHost.ProblemAsync(await host.Admin.PostAsJsonAsync("/api/v1/inspect/actors/kill", new Dictionary<string, string?> { ["path"] = null }), 400, "VALIDATION_ERROR");
        await ServedHost.ProblemAsync(await host.Reader.PostAsJsonAsync("/api/v1/inspect/log/level", new Dictionary<string, string> { ["level"] = "debug" }), 403, "FORBIDDEN");
        await ServedHost.ProblemAsync(await host.Operator.GetAsync("/api/v1/inspect/log/level?level=debug"), 400, "VALIDATION_ERROR");
    }

    [Fact]
    public async Task A_host_that_carries_nothing_says_so()
    {
        await using var host = await ServedHost.StartAsync();

        Assert.Empty((await ServedHost.DataAsync(await host.Reader.GetAsync("/api/v1/inspect/actors/tree"))).EnumerateArray());
        var node = (await ServedHost.DataAsync(await host.Reader.GetAsync("/api/v1/inspect/cluster/show"))).EnumerateArray().Single();
        Assert.Equal((1, 0), (node.GetProperty("members").GetInt32(), node.GetProperty("systems").GetArrayLength()));
        var problem = await ServedHost.ProblemAsync(await host.Reader.GetAsync("/api/v1/inspect/actors/show?path=run/ledger"), 404, "NOT_FOUND");
        Assert.Equal("INS-003", problem.GetProperty("error_code").GetString());
        problem = await ServedHost.ProblemAsync(await host.Reader.GetAsync("/api/v1/inspect/blocks/list?count=0"), 400, "VALIDATION_ERROR");
        Assert.Equal(("INS-001", "count"), (problem.GetProperty("error_code").GetString(), problem.GetProperty("where").GetString()));
    }

    [Fact]
    public async Task An_actor_system_is_looked_at_and_watched_through_the_wire()
    {
        await using var host = await ServedHost.StartAsync();
        await using var actors = await ActorHost.StartAsync(lanes: 1, isQuiet: true);
        host.Runs.Begin(new HostedRun(new WantedRun { Id = "run", Mode = "btc_basis", Paper = new Uri("http://127.0.0.1:1"), Account = "paper", EverySeconds = 1, SnapshotEvery = 1 }, DateTimeOffset.UnixEpoch) { Actors = actors });
        var remote = new RemoteHost(host.Reader);

        var tree = await AllAsync(remote, "actors", "tree");
        Assert.Equal(["/user/health", "/user/runs"], tree.Select(t => t.GetProperty("path").GetString()));
        Assert.All(tree, t => Assert.Equal(("up", 0), (t.GetProperty("state").GetString(), t.GetProperty("restarts").GetInt32())));

        var killed = (await AllAsync(new RemoteHost(host.Admin), "actors", "kill", ("path", "run:/user/health"), ("reason", "drill"))).Single();
        Assert.Equal(("restarted", 1), (killed.GetProperty("outcome").GetString(), killed.GetProperty("restarts_after").GetInt32()));
        Assert.Contains("drill", (await AllAsync(remote, "actors", "show", ("path", "/user/health"))).Single().GetProperty("last_error").GetString(), StringComparison.Ordinal);

        using var enough = new CancellationTokenSource();
        var watched = 0;
        await foreach (var look in remote.AnswerAsync(InspectionCatalogue.Find("actors", "watch").Call([new("every", "100ms")]), enough.Token))
        {
            Assert.Equal(2, look.GetProperty("actors").GetArrayLength());
            if (++watched == 3)
                break;
        }

        Assert.Equal(3, watched);
        var refused = await Assert.ThrowsAsync<BasisException>(() => AllAsync(new RemoteHost(host.Anonymous), "actors", "tree"));
        Assert.Equal("INS-005", refused.Error.Code);
        var missing = await Assert.ThrowsAsync<BasisException>(() => AllAsync(remote, "actors", "watch", ("path", "nobody")));
        Assert.Equal("INS-003", missing.Error.Code); // told before the stream begins
    }

    [Fact]
    public async Task The_description_of_the_API_has_every_command_with_its_arguments()
    {
        await using var host = await ServedHost.StartAsync();
        var paths = (await host.Anonymous.GetFromJsonAsync<System.Text.Json.JsonElement>("/openapi/v1.json")).GetProperty("paths");
        foreach (var command in InspectionCatalogue.Commands.Where(c => c.Role == ApiRole.Read))
        {
            var get = paths.GetProperty($"/api/v1/inspect/{command.Group}/{command.Verb}").GetProperty("get");
            var described = get.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Select(p => p.GetProperty("name").GetString()!) : [];
            Assert.Equal(command.Arguments.Where(a => a.Role is null).Select(a => a.Name), described);
        }
    }

    private static async Task<List<System.Text.Json.JsonElement>> AllAsync(RemoteHost host, string group, string verb, params (string Name, string Value)[] arguments)
    {
        var records = new List<System.Text.Json.JsonElement>();
        await foreach (var record in host.AnswerAsync(InspectionCatalogue.Find(group, verb).Call(arguments.Select(a => KeyValuePair.Create(a.Name, a.Value))), CancellationToken.None))
            records.Add(record);
        return records;
    }
}
