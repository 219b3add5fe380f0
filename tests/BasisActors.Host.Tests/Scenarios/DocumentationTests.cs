using BasisActors.Host.Scenarios;
using BasisActors.Host.Tests.Configuration;

namespace BasisActors.Host.Tests.Scenarios;

/// <summary>The page on stress says what the catalogue says.</summary>
public class DocumentationTests
{
    [Fact]
    public void Every_scenario_and_key_is_documented_and_no_other()
    {
        var documented = File.ReadAllLines(Path.Combine(ConfigFolder.Repository, "docs", "stress.md")).Where(l => l.StartsWith("| `", StringComparison.Ordinal));

        Assert.Equal(ScenarioCatalogue.All.SelectMany(d => d.Keys.Select(k => $"| `{d.Name}` | `{k.Name}` | {k.Default} | {k.Type.Allowed} | {k.Meaning} |")), documented);
    }

    [Fact]
    public void Every_scenario_has_a_section_that_begins_with_its_meaning()
    {
        var text = File.ReadAllText(Path.Combine(ConfigFolder.Repository, "docs", "stress.md"));

        Assert.All(ScenarioCatalogue.All, d => Assert.Contains($"**{d.Name}** {d.Meaning}", text, StringComparison.Ordinal));
    }
}
