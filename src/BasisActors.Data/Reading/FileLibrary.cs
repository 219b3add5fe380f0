using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
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

    /// <summary>Reads files, several at a time. Of several faults the first in the order asked for is raised, whichever was found first.</summary>
    public void Read(IEnumerable<DataFile> files)
    {
        var wanted = files.Distinct().Where(f => !_contents.ContainsKey(f)).Select(f => (File: f, Path: PathOf(f)!)).ToArray();
        var contents = new FileContent?[wanted.Length];
        var faults = new ExceptionDispatchInfo?[wanted.Length];

        // Largest first, one at a time: the threads finish together.
        var order = Enumerable.Range(0, wanted.Length).OrderByDescending(i => new FileInfo(wanted[i].Path).Length).ToArray();
        Parallel.ForEach(Partitioner.Create(order, EnumerablePartitionerOptions.NoBuffering), i =>
        {
            try
            {
                contents[i] = SeriesFileReader.Read(wanted[i].Path, FileLayout.Of(wanted[i].File.Kind, _priceRule), _period);
            }
            catch (BasisException e)
            {
                faults[i] = ExceptionDispatchInfo.Capture(e);
            }
        });

        for (var i = 0; i < wanted.Length; i++)
        {
            faults[i]?.Throw();
            _contents.Add(wanted[i].File, contents[i]!);
        }
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
