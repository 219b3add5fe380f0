namespace BasisActors.Host.Tests.Http;

public class ConfigTests
{
    private const string Secret = "a-secret-that-nobody-may-see";

    [Fact]
    public async Task The_configuration_of_every_mode_is_shown()
    {
        await using var host = await ServedHost.StartAsync();

        var data = await ServedHost.DataAsync(await host.Reader.GetAsync("/api/v1/config/"));

        Assert.Equal(Path.GetFullPath(host.ResultsFolder), data.GetProperty("results_folder").GetString());
        Assert.True(data.GetProperty("is_authenticated").GetBoolean());
        Assert.Equal(8, data.GetProperty("modes").EnumerateArray().Count(m => m.GetProperty("config_hash").GetString() is { Length: 64 }));
    }

    [Fact]
    public async Task Variables_are_told_and_secrets_are_not()
    {
        await using var host = await ServedHost.StartAsync(
            environment: [("BASIS_DEV__CEX__OKX_API_KEY", Secret), ("BASIS_JOURNAL", Secret), ("BASIS_DATA_MODE", "csv"), ("BASIS__COSTS__MODEL", "fees"), ("PATH", Secret), ("BASIS_UNHEARD_OF", Secret)]);

        var answer = await host.Reader.GetAsync("/api/v1/config/environment");
        var variables = (await ServedHost.DataAsync(answer)).GetProperty("variables").EnumerateArray().ToDictionary(v => v.GetProperty("name").GetString()!);

        var text = await answer.Content.ReadAsStringAsync() + await (await host.Reader.GetAsync("/api/v1/config/")).Content.ReadAsStringAsync();
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(ServedHost.AdminKey, text, StringComparison.Ordinal);
        Assert.True(variables["BASIS_DEV__CEX__OKX_API_KEY"].GetProperty("is_set").GetBoolean());
        Assert.True(variables["BASIS_API__ADMIN_KEY"].GetProperty("is_secret").GetBoolean());
        Assert.True(variables["BASIS_UNHEARD_OF"].GetProperty("is_secret").GetBoolean());
        Assert.Equal("csv", variables["BASIS_DATA_MODE"].GetProperty("value").GetString());
        Assert.Equal("fees", variables["BASIS__COSTS__MODEL"].GetProperty("value").GetString());
        Assert.False(variables["BASIS_CONFIG_DIR"].GetProperty("is_set").GetBoolean());
        Assert.DoesNotContain("PATH", variables.Keys);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_in_the_status()
    {
        await using var fine = await ServedHost.StartAsync();
        await using var wrong = await ServedHost.StartAsync(environment: [("BASIS__REBALANCE_THRESHOLD", "7")]);

        Assert.True((await ServedHost.DataAsync(await fine.Reader.GetAsync("/api/v1/config/status"))).GetProperty("is_valid").GetBoolean());
        var data = await ServedHost.DataAsync(await wrong.Reader.GetAsync("/api/v1/config/status"));

        Assert.False(data.GetProperty("is_valid").GetBoolean());
        Assert.Contains("rebalance_threshold", data.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/config/")]
    [InlineData("/api/v1/config/environment")]
    [InlineData("/api/v1/config/status")]
    public async Task Nobody_sees_it_without_a_key(string path)
    {
        await using var host = await ServedHost.StartAsync();

        await ServedHost.ProblemAsync(await host.Anonymous.GetAsync(path), 401, "UNAUTHENTICATED");
    }
}
