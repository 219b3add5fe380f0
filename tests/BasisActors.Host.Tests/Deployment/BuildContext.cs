using BasisActors.Host.Tests.Configuration;

namespace BasisActors.Host.Tests.Deployment;

/// <summary>What a builder of images would see: the files of the repository that .dockerignore lets through.</summary>
internal sealed class BuildContext
{
    private readonly string[] _files;

    public BuildContext()
    {
        var rules = File.ReadAllLines(Path.Combine(ConfigFolder.Repository, ".dockerignore")).Where(l => l.Length > 0 && l[0] != '#').ToArray();
        _files = [.. Files("", rules)];
    }

    /// <summary>Carries out <c>COPY from… to</c> into a folder.</summary>
    public void Copy(string[] from, string to, string folder)
    {
        foreach (var source in from)
        {
            var found = _files.Where(f => f == source || f.StartsWith(source + "/", StringComparison.Ordinal)).ToArray();
            Assert.True(found.Length > 0, $"COPY {source}: there is no such file, or .dockerignore leaves it out.");
            foreach (var file in found)
            {
                // of a folder its content is copied, of a file the file
                var target = Path.Combine(folder, to, file == source ? Path.GetFileName(file) : file[(source.Length + 1)..]);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Path.Combine(ConfigFolder.Repository, file), target, overwrite: true); // the right to be executed comes with it
            }
        }
    }

    private static IEnumerable<string> Files(string folder, string[] rules)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(Path.Combine(ConfigFolder.Repository, folder)).Order(StringComparer.Ordinal))
        {
            var path = Path.GetRelativePath(ConfigFolder.Repository, entry);
            if (!IsIn(path, rules))
                continue;
            if (!Directory.Exists(entry))
                yield return path;
            else
                foreach (var file in Files(path, rules))
                    yield return file;
        }
    }

    /// <summary>The last rule that matches says it; the rules that are used here are "*", names, and folders anywhere.</summary>
    private static bool IsIn(string file, string[] rules)
    {
        var isIn = true;
        foreach (var rule in rules)
        {
            var (pattern, lets) = rule[0] == '!' ? (rule[1..], true) : (rule, false);
            if (Matches(file, pattern))
                isIn = lets;
        }

        return isIn;
    }

    private static bool Matches(string file, string pattern) => pattern switch
    {
        "*" => true,
        _ when pattern.StartsWith("**/", StringComparison.Ordinal) => file.Split('/').Contains(pattern[3..]),
        _ when pattern.EndsWith("/*", StringComparison.Ordinal) => file.StartsWith(pattern[..^1], StringComparison.Ordinal),
        _ => file == pattern || file.StartsWith(pattern + "/", StringComparison.Ordinal),
    };
}
