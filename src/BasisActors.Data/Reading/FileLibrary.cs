using BasisActors.Data.Catalogue;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;

namespace BasisActors.Data.Reading;

/// <summary>The files of one data set, each found and read once.</summary>
internal sealed class FileLibrary
{
    private static readonly EnumerationOptions CaseSensitive = new() { MatchType = MatchType.Simple, MatchCasing = MatchCasing.CaseSensitive };

    private readonly string _directory;
    private readonly Period _period;
    private readonly PriceRule _priceRule;
    private readonly Dictionary<DataFile, string?> _paths = [];
    private readonly Dictionary<DataFile, FileContent> _contents = [];

    /// <exception cref="BasisException">DPR-001/DATA-001 when there is no such directory.</exception>
    public FileLibrary(string directory, Period period, PriceRule priceRule)
    {
        if (!Directory.Exists(directory))
            throw FileFault.Missing($"The data directory '{directory}' does not exist.", directory);
        _directory = directory;
        _period = period;
        _priceRule = priceRule;
    }

    /// <summary>The files read so far, by path.</summary>
    public IEnumerable<FileContent> Contents => _contents.Values.OrderBy(c => c.Path, StringComparer.Ordinal);

    /// <summary>A file that has been read.</summary>
    public FileContent this[DataFile file] => _contents[file];

    /// <summary>Where a file would be; for messages.</summary>
    public string Place(DataFile file) => Path.Combine(_directory, file.Folder, file.Pattern);

    /// <summary>True when the data set has the file.</summary>
    /// <exception cref="BasisException">DPR-001/DATA-008 when two files match.</exception>
    public bool Has(DataFile file) => PathOf(file) is not null;

    /// <summary>Reads files that the data set has, several at a time. Of several faults the first in the order asked for is raised.</summary>
    public void Read(IEnumerable<DataFile> files)
    {
        var readings = files.Distinct()
            .Where(file => !_contents.ContainsKey(file))
            .Select(file => new FileReading(file, PathOf(file)!, FileLayout.Of(file.Kind, _priceRule)))
            .ToList();

        // Largest first, one at a time: the threads finish together.
        var queue = readings.ToArray();
        Array.Sort(queue, (x, y) => y.Length.CompareTo(x.Length));
        var next = -1;
        Parallel.For(0, Math.Min(Environment.ProcessorCount, queue.Length), _ =>
        {
            for (var turn = Interlocked.Increment(ref next); turn < queue.Length; turn = Interlocked.Increment(ref next))
                queue[turn].Run(_period);
        });

        foreach (var reading in readings)
            _contents.Add(reading.File, reading.Content());
    }

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
