namespace BasisActors.Host.Configuration;

/// <summary>Finds the folder of YAML files.</summary>
public static class ConfigurationDirectory
{
    public const string Variable = "BASIS_CONFIG_DIR";

    private const string Name = "configs";

    /// <summary>
    /// <c>BASIS_CONFIG_DIR</c> when it is set; else <c>configs</c> in the current folder or the nearest one above that has it;
    /// else <c>configs</c> beside the executable. The folder need not exist: loading reports that.
    /// </summary>
    public static string Find(IReadOnlyDictionary<string, string> environment, string currentDirectory, string executableDirectory)
    {
        if (environment.TryGetValue(Variable, out var named) && named.Length > 0)
            return Path.GetFullPath(named, currentDirectory);
        for (var folder = new DirectoryInfo(currentDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, Name);
            if (Directory.Exists(Path.Combine(candidate, "modes"))) // some other project's configs has none
                return candidate;
        }

        return Path.Combine(executableDirectory, Name);
    }
}
