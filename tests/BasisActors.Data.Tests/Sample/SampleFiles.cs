using System.Text.RegularExpressions;

namespace BasisActors.Data.Tests.Sample;

/// <summary>The files of a sample, found by their name without the span.</summary>
public sealed partial class SampleFiles(string root)
{
    public string Root => root;

    public SampleTable this[string name] => new(PathOf(name));

    public string PathOf(string name) => Assert.Single(Directory.EnumerateFiles(root, "*.csv", SearchOption.AllDirectories), p => WithoutSpan(Path.GetFileName(p)) == name);

    /// <summary>Path of each file, relative to the root and without the span, and its bytes.</summary>
    public SortedDictionary<string, byte[]> Contents()
    {
        var contents = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            contents.Add(WithoutSpan(Path.GetRelativePath(root, path).Replace('\\', '/')), File.ReadAllBytes(path));
        return contents;
    }

    private static string WithoutSpan(string name) => Span().Replace(name, "");

    [GeneratedRegex(@"_\d{4}-\d{2}-\d{2}_\d{4}-\d{2}-\d{2}|-\d{4}-\d{2}-\d{2}|_\d{8}")]
    private static partial Regex Span();
}
