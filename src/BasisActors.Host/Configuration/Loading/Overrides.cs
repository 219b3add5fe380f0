namespace BasisActors.Host.Configuration.Loading;

/// <summary>The layers above the files.</summary>
internal static class Overrides
{
    private const string Prefix = "BASIS__";

    /// <summary><c>BASIS__COSTS__MODEL=fees</c> sets <c>costs.model</c>.</summary>
    public static void FromEnvironment(IReadOnlyDictionary<string, string> environment, LayeredSettings settings)
    {
        foreach (var name in environment.Keys.Where(n => n.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            var key = name[Prefix.Length..].Replace("__", ".", StringComparison.Ordinal).ToLowerInvariant();
            settings.Give(key, environment[name], $"environment {name}", Layer.Environment);
        }
    }

    /// <summary><c>key=value</c> each; the later of two wins.</summary>
    public static void FromCommandLine(IReadOnlyList<string> sets, LayeredSettings settings)
    {
        foreach (var set in sets)
        {
            var equals = set.IndexOf('=');
            if (equals <= 0)
                settings.Refuse($"'{set}' is not key=value.", "--set", value: set);
            else
                settings.Give(set[..equals].Trim(), set[(equals + 1)..], "--set", Layer.CommandLine);
        }
    }
}
