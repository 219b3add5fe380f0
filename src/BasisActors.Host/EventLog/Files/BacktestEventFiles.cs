using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;

namespace BasisActors.Host.EventLog.Files;

/// <summary>
/// The event files of a backtest: <c>logs/events/{component}_events.jsonl</c> and <c>events.csv</c> in its results folder, written while it runs.
/// </summary>
internal sealed class BacktestEventFiles : IDisposable
{
    private readonly Dictionary<string, EventFile> _byComponent = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, EventFile> _byPath = new(StringComparer.Ordinal);
    private readonly EventFormat _format;
    private readonly string _directory;
    private readonly EventFile _csv;

    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public BacktestEventFiles(EventSinkOptions options, ChartOfAccounts chart)
    {
        _format = new EventFormat(options, chart);
        _directory = Path.Combine(options.Directory, "logs", "events");
        Directory.CreateDirectory(_directory);
        _csv = Open(Path.Combine(options.Directory, "events.csv"));
        _csv.Buffer.Raw(EventFormat.CsvHeader);
    }

    public void Write(ReadOnlySpan<OrderedEvent> events)
    {
        foreach (ref readonly var entry in events)
        {
            var file = FileOf(entry.Event.Component);
            _format.Write(entry, file.Buffer, _csv.Buffer);
            file.LineDone();
            _csv.LineDone();
        }
    }

    /// <summary>Writes what is left, closes the files and looks at them once more: a file that was removed or cut meanwhile is an error.</summary>
    /// <exception cref="BasisException">EVT-001 when a file is not what was written.</exception>
    public void Complete()
    {
        foreach (var file in _byPath.Values)
            file.Flush();
        Dispose();
        foreach (var (path, file) in _byPath)
        {
            var found = new FileInfo(path) is { Exists: true } info ? info.Length : -1;
            if (found != file.Length)
            {
                var seen = found < 0 ? "it is gone" : $"it has {found}";
                throw new BasisException("EVT-001", $"{file.Length} bytes of events were written to a file, but {seen}.", path);
            }
        }
    }

    public void Dispose()
    {
        foreach (var file in _byPath.Values)
            file.Dispose();
    }

    private EventFile FileOf(string component)
    {
        if (!_byComponent.TryGetValue(component, out var file))
            _byComponent.Add(component, file = Open(Path.Combine(_directory, EventNames.FileOf(component) + "_events.jsonl")));
        return file;
    }

    private EventFile Open(string path)
    {
        if (!_byPath.TryGetValue(path, out var file))
            _byPath.Add(path, file = new EventFile(path));
        return file;
    }
}
