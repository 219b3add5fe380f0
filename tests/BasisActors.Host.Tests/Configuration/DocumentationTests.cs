using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Tests.Configuration;

/// <summary>The reference in docs/configuration.md is what the schema says, no more and no less.</summary>
public sealed class DocumentationTests
{
    private static string Document => File.ReadAllText(Path.Combine(ConfigFolder.Repository, "docs", "configuration.md"));

    [Fact]
    public void Every_setting_is_documented_with_default_range_and_meaning()
    {
        var lines = Document.Split('\n').ToHashSet();
        var missing = ConfigurationSchema.Topics.SelectMany(Section).Where(l => !lines.Contains(l)).ToArray();

        Assert.True(missing.Length == 0, $"docs/configuration.md lacks:\n{string.Join('\n', missing)}");
    }

    [Fact]
    public void No_setting_is_documented_that_does_not_exist()
    {
        var known = ConfigurationSchema.Topics.SelectMany(Section).ToHashSet();

        Assert.All(Document.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)), row => Assert.Contains(row, known));
    }

    private static IEnumerable<string> Section(Topic topic) =>
        [$"### {topic.Title}", topic.Introduction, "| key | type | default | allowed | unit | meaning |", "| --- | --- | --- | --- | --- | --- |", .. topic.Settings.Select(Row)];

    private static string Row(Setting s)
    {
        var byDefault = s.DerivedDefault ?? s.Default ?? "required";
        var aliases = s.Aliases.Length == 0 ? "" : $" Also read as {string.Join(", ", s.Aliases.Select(a => $"`{a.Replace("*", "{name}")}`"))}.";
        var condition = s.OnlyWith is null ? "" : $" Only where `{s.OnlyWith.Key.Replace("*", "{name}")}` is {s.OnlyWith.Value}.";
        var isFixed = s.FixedByFile ? " Fixed by its file." : "";
        return $"| `{s.Key.Replace("*", "{name}")}` | {s.Type.Name} | {byDefault} | {s.Type.Allowed} | {s.Unit} | {s.Meaning}{condition}{isFixed}{aliases} |";
    }
}
