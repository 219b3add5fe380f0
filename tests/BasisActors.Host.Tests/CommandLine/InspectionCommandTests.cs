using System.Text.Json;
using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests;
using BasisActors.Host.Inspection;
using BasisActors.Host.Live;
using BasisActors.Host.Tests.Http;

namespace BasisActors.Host.Tests.CommandLine;

/// <summary>The palette as it is typed, against a host that is served.</summary>
public sealed class InspectionCommandTests
{
    [Fact]
    public async Task What_is_typed_is_asked_of_the_host_and_shown()
    {
        await using var host = await ServedHost.StartAsync();
        await using var actors = await ActorHost.StartAsync(lanes: 1, isQuiet: true);
        host.Runs.Begin(new HostedRun(new WantedRun { Id = "run", Mode = "btc_basis", Paper = new Uri("http://127.0.0.1:1"), Account = "paper", EverySeconds = 1, SnapshotEvery = 1 }, DateTimeOffset.UnixEpoch) { Actors = actors });
        using var basis = new Basis();
        var key = Path.Combine(basis.Folder, "key");
        await File.WriteAllTextAsync(key, ServedHost.ReadKey + "\n");
        string[] at = ["--host", host.Address.ToString(), "--key-file", key];

        var tree = basis.Run(["actors", "tree", .. at]);
        Assert.Equal((0, ""), (tree.ExitCode, tree.Errors));
        Assert.Equal(["name", "health", "runs"], tree.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimStart().Split(' ')[0]));

        var json = basis.Run(["actors", "show", "/user/health", "--json", .. at]);
        Assert.Equal("HealthActor", JsonElement.Parse(json.Output)[0].GetProperty("type").GetString());

        var refused = basis.Run(["actors", "kill", "/user/health", .. at]);
        Assert.Equal((1, true), (refused.ExitCode, refused.Errors.Contains("role", StringComparison.Ordinal)));
        var wrong = basis.Run(["blocks", "list", "--count", "0", .. at]);
        Assert.Equal((2, true), (wrong.ExitCode, wrong.Errors.StartsWith("INS-001", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_host_that_is_not_there_and_what_is_no_address_are_told()
    {
        Assert.Equal("INS-001", Assert.Throws<BasisException>(() => RemoteHost.Address("nowhere")).Error.Code);
        using var http = RemoteHost.Connect(RemoteHost.Address("http://127.0.0.1:1"), null);
        var error = await Assert.ThrowsAsync<BasisException>(async () =>
        {
            await foreach (var _ in new RemoteHost(http).AnswerAsync(InspectionCatalogue.Find("cluster", "show").Call([]), CancellationToken.None))
                Assert.Fail("Nobody is there.");
        });
        Assert.Equal("INS-005", error.Error.Code);
    }
}
