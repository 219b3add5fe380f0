using System.Text.RegularExpressions;
using System.Xml.Linq;
using BasisActors.Host.Tests.Configuration;

namespace BasisActors.Host.Tests.Deployment;

/// <summary>
/// Issue 5, acceptance: the Dockerfile's build steps run on a clean folder, and the result starts, answers ready and stops on SIGTERM within 10 s. The same folder
/// gives the tool that <c>dotnet tool install</c> takes.
/// </summary>
public sealed partial class CleanBuildTests(CleanBuild build) : IClassFixture<CleanBuild>
{
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task The_host_starts_answers_ready_and_stops()
    {
        using var host = new BuiltProcess(build.Application, build.Empty("host"), "host", "--http", "http://127.0.0.1:0", "--no-auth");
        var address = (await host.AfterAsync("HTTP at ")).Split(',')[0];

        var health = CleanBuild.Run(build.Empty("elsewhere"), Path.Combine(build.Application, "basis"), "health", $"{address}healthz/ready");

        Assert.Equal("ready\n", health.Output);
        await RequirePagesAsync(address);
        Assert.Equal(0, host.Terminate(StopsWithin));
    }

    [Fact]
    public async Task The_paper_exchange_starts_answers_and_stops()
    {
        using var paper = new BuiltProcess(build.Application, build.Empty("paper"), "paper", "--port", "0");
        var address = await paper.AfterAsync("paper exchange on ");

        using var http = new HttpClient { BaseAddress = new Uri(address) };
        Assert.Contains("\"accounts\"", await http.GetStringAsync("/paper/state"), StringComparison.Ordinal);

        Assert.Equal(0, paper.Terminate(StopsWithin));
    }

    [Fact]
    public async Task The_tool_is_packed_installed_and_runs_from_an_empty_folder()
    {
        var (packages, tools, elsewhere) = (build.Empty("packages"), build.Empty("tools"), build.Empty("nothing"));
        File.Copy(Path.Combine(ConfigFolder.Repository, "README.md"), Path.Combine(build.Source, "README.md")); // the image has no use for it
        CleanBuild.Run(build.Source, "dotnet", "pack", "src/BasisActors.Host", "-c", "Release", "--no-build", "-p:AheadOfTime=false", "--output", packages);
        var project = XDocument.Load(Path.Combine(build.Source, "src", "BasisActors.Host", "BasisActors.Host.csproj"));
        var id = project.Descendants("PackageId").Single().Value;

        CleanBuild.Run(elsewhere, "dotnet", "tool", "install", id, "--tool-path", tools, "--source", packages);

        var basis = Path.Combine(tools, "basis");
        Assert.Contains("btc_basis", CleanBuild.Run(elsewhere, basis, "modes").Output, StringComparison.Ordinal);
        Assert.StartsWith("configuration is valid (btc_basis, ", CleanBuild.Run(elsewhere, basis, "config", "check").Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
        using var host = new BuiltProcess(tools, build.Empty("tool-host"), "host", "--http", "http://127.0.0.1:0", "--no-auth");
        await RequirePagesAsync((await host.AfterAsync("HTTP at ")).Split(',')[0]);
    }

    /// <summary>The dashboard is there with all that its pages load.</summary>
    private static async Task RequirePagesAsync(string address)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var links = Links().Matches(await http.GetStringAsync("/")).Select(m => m.Groups[1].Value).Where(l => l.Contains('.', StringComparison.Ordinal)).ToList();
        Assert.Contains(links, l => l.Contains("MudBlazor", StringComparison.Ordinal));
        Assert.Contains(links, l => l.Contains("blazor.web", StringComparison.Ordinal));
        foreach (var link in links)
            Assert.NotEmpty(await http.GetByteArrayAsync(link));
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Links();
}
