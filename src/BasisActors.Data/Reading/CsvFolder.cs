using BasisActors.Data.Catalogue;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Errors;

namespace BasisActors.Data.Reading;

/// <summary>A folder of CSV files; each file is looked for once.</summary>
internal sealed class CsvFolder : IFileStore
{
    private static readonly EnumerationOptions CaseSensitive = new() { MatchType = MatchType.Simple, MatchCasing = MatchCasing.CaseSensitive };

    private readonly string _directory;
    private readonly Dictionary<DataFile, string?> _paths = [];

    /// <exception cref="BasisException">DPR-001/DATA-001 when there is no such directory.</exception>
    public CsvFolder(string directory)
    {
        if (!Directory.Exists(directory))
            throw FileFault.Missing($"The data directory '{directory}' does not exist.", directory);
        _directory = directory;
    }

    public string Place(DataFile file) => Path.Combine(_directory, file.Folder, file.Pattern);

    public bool Has(DataFile file) => PathOf(file) is not null;

    public long Size(DataFile file) => new FileInfo(PathOf(file)!).Length;

    public FileContent Read(DataFile file, FileLayout layout, Period period) => SeriesFileReader.Read(PathOf(file)!, layout, period);

    private string? PathOf(DataFile file)
    {
        if (_paths.TryGetValue(file, out var known))
            return known;
        var folder = Path.Combine(_directory, file.Folder);
        var matches = Directory.Exists(folder) ? Directory.GetFiles(folder, file.Pattern, CaseSensitive) : [];
        Array.Sort(matches, StringComparer.Ordinal);
        if (matches.Length > 1)
        {
            throw new BasisException(
                "DPR-001",
                $"{matches.Length} files match {file}: {string.Join(", ", matches.Select(Path.GetFileName))}. There must be one.",
                Place(file),
                "Move all but one of them out of the folder.",
                "DATA-008");
        }

        return _paths[file] = matches.FirstOrDefault();
    }
}
