using System.Text.RegularExpressions;

namespace BasisActors.Tests.Fixtures;

/// <summary>The sources of this repository, for rules that no compiler checks.</summary>
public static partial class Repository
{
    private static readonly string[] Generated = ["bin", "obj"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>All C# files under a folder of the repository, by path.</summary>
    public static IReadOnlyList<SourceFile> Sources(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Intersect(Generated).Any())
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Root, path)))),
    ];

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "BasisActors.sln"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("BasisActors.sln was not found above the test's folder."));

    /// <summary>A file and its text.</summary>
    /// <param name="Path">Relative to the root, with forward slashes.</param>
    /// <param name="Text">As written.</param>
    public sealed partial record SourceFile(string Path, string Text)
    {
        /// <summary>The text without comments and string literals.</summary>
        public string Code => NoCode().Replace(Text, " ");

        [GeneratedRegex("""//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""", RegexOptions.Singleline)]
        private static partial Regex NoCode();
    }
}
