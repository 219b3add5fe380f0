using System.Collections.Immutable;
using System.Text;
using BasisActors.Host.Configuration;

namespace BasisActors.Host.Http.Strategies;

/// <summary>Spells a configuration as the file of a mode: loaded as such, it gives the same configuration.</summary>
internal static class ConfigurationYaml
{
    /// <param name="values">Ordered by key.</param>
    public static string Write(ImmutableArray<EffectiveValue> values)
    {
        var yaml = new StringBuilder();
        string[] open = [];
        foreach (var value in values)
        {
            var path = value.Key.Split('.');
            var shared = open.Zip(path[..^1]).TakeWhile(p => p.First == p.Second).Count();
            for (var depth = shared; depth < path.Length - 1; depth++)
                yaml.Append(' ', 2 * depth).Append(path[depth]).Append(":\n");
            yaml.Append(' ', 2 * (path.Length - 1)).Append(path[^1]).Append(": ").Append(Scalar(value.Value)).Append('\n');
            open = path[..^1];
        }

        return yaml.ToString();
    }

    private static string Scalar(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '/') ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
