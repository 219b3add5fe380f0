using BasisActors.Data.Catalogue;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Errors;

namespace BasisActors.Data.Reading;

/// <summary>The files of one data set, each read once.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="period">Which rows matter.</param>
/// <param name="layoutOf">How a kind of file is read.</param>
internal sealed class FileLibrary(IFileStore store, Period period, Func<FileKind, FileLayout> layoutOf)
{
    private readonly Dictionary<DataFile, FileContent> _contents = [];

    /// <summary>The files read so far, by path.</summary>
    public IEnumerable<FileContent> Contents => _contents.Values.OrderBy(c => c.Path, StringComparer.Ordinal);

    /// <summary>A file that has been read.</summary>
    public FileContent this[DataFile file] => _contents[file];

    /// <summary>Where a file would be; for messages.</summary>
    public string Place(DataFile file) => store.Place(file);

    /// <summary>True when the data set has the file.</summary>
    /// <exception cref="BasisException">DPR-001/DATA-008 when two files match.</exception>
    public bool Has(DataFile file) => store.Has(file);

    /// <summary>Reads files that the data set has, several at a time. Of several faults the first in the order asked for is raised.</summary>
    public void Read(IEnumerable<DataFile> files)
    {
        var readings = files.Distinct()
            .Where(file => !_contents.ContainsKey(file))
            .Select(file => new FileReading(file, store, layoutOf(file.Kind)))
            .ToList();

        // Largest first, one at a time: the threads finish together.
        var queue = readings.ToArray();
        Array.Sort(queue, (x, y) => y.Size.CompareTo(x.Size));
        var next = -1;
        Parallel.For(0, Math.Min(Environment.ProcessorCount, queue.Length), _ =>
        {
            for (var turn = Interlocked.Increment(ref next); turn < queue.Length; turn = Interlocked.Increment(ref next))
                queue[turn].Run(period);
        });

        foreach (var reading in readings)
            _contents.Add(reading.File, reading.Content());
    }
}
