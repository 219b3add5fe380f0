using BasisActors.Host.Configuration;

namespace BasisActors.Host.Tests.Configuration;

public sealed class ConfigurationDirectoryTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    private string Root => Path.GetDirectoryName(_folder.Path)!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_environment_variable_decides() =>
        Assert.Equal(Path.Combine(Root, "other"), ConfigurationDirectory.Find(new Dictionary<string, string> { ["BASIS_CONFIG_DIR"] = "other" }, Root, "/bin"));

    [Fact]
    public void Else_the_current_folder_or_the_nearest_above_that_has_modes()
    {
        var below = Directory.CreateDirectory(Path.Combine(Root, "a", "b"));
        Directory.CreateDirectory(Path.Combine(Root, "a", "configs")); // holds no modes

        Assert.Equal(_folder.Path, ConfigurationDirectory.Find(new Dictionary<string, string>(), Root, "/bin"));
        Assert.Equal(_folder.Path, ConfigurationDirectory.Find(new Dictionary<string, string> { ["BASIS_CONFIG_DIR"] = "" }, below.FullName, "/bin"));
    }

    [Fact]
    public void Else_beside_the_executable()
    {
        Directory.Delete(_folder.Path, recursive: true);

        Assert.Equal(Path.Combine("/app", "configs"), ConfigurationDirectory.Find(new Dictionary<string, string>(), Root, "/app"));
    }

    [Fact]
    public void The_shipped_configuration_lies_beside_the_program() =>
        Assert.Equal<string>(["btc_basis", "eth_basis", "eth_leveraged", "eth_staking_only", "pure_lending", "pure_lending_eth", "usdt_eth_staking_hedged_simple", "usdt_market_neutral"], new ConfigurationSource(Path.Combine(AppContext.BaseDirectory, "configs"), new Dictionary<string, string>()).Modes);
}
