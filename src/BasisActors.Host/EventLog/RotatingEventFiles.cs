using BasisActors.Actors.Events;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Host.EventLog.Files;
using BasisActors.Host.EventLog.Text;

namespace BasisActors.Host.EventLog;

/// <summary>
/// The event files of a live run (S-175, S-185): one file per component, each record written at once, a new file every UTC day and at the size limit,
/// old files deleted. Days are those of the events; the clock of the machine is asked for real_utc_time only.
/// </summary>
public sealed class RotatingEventFiles : IEventSink, IDisposable
{
    private const long Megabyte = 1_000_000;

    private readonly EventFormat _format;
    private readonly EventLogSettings _settings;
    private readonly string _directory;
    private readonly Dictionary<string, DailyFile> _files = new(StringComparer.Ordinal);
    private readonly Utf8Text _line = new();
    private readonly EventTail _tail;
    private DateOnly _today = DateOnly.MinValue;
    private long? _last;

    /// <param name="options">What every record says, and the folder of the files: of one run, for two must not share a file.</param>
    /// <param name="settings">Retention and size limit.</param>
    /// <param name="chart">The accounts that books and postings refer to.</param>
    /// <param name="time">Source of real_utc_time.</param>
    /// <exception cref="BasisException">EVT-001 when the folder cannot be made.</exception>
    public RotatingEventFiles(EventSinkOptions options, EventLogSettings settings, ChartOfAccounts chart, TimeProvider time)
    {
        _format = new EventFormat(options, chart, time);
        _settings = settings;
        _directory = options.Directory;
        _tail = new EventTail(_directory);
        try
        {
            Directory.CreateDirectory(_directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(exception);
        }
    }

    /// <summary>The last events, and those to come.</summary>
    public EventTail Tail => _tail;

    /// <inheritdoc/>
    /// <exception cref="BasisException">
    /// EVT-001 when the event cannot be written; it may be given again. EVT-002 when an order is missing or repeated.
    /// </exception>
    public void Write(in OrderedEvent entry)
    {
        var component = entry.Event.Component;
        if (_last is { } last && entry.Order != last + 1)
            throw new BasisException("EVT-002", $"Event {entry.Order} of {component} came after event {last}; it must be {last + 1}.", component);
        _line.Clear();
        _format.Write(entry, _line);
        var date = DateOnly.FromDateTime(entry.Event.Timestamp.UtcDateTime);
        try
        {
            if (date > _today)
                DeleteOld(date);
            FileOf(component).Write(_line.Written, date);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            CloseFiles(); // opened again at the next event: a full disk or a lost folder may be mended meanwhile
            throw NotWritten(exception);
        }

        _last = entry.Order;
        _tail.Add(_line.Written);
    }

    public void Dispose()
    {
        CloseFiles();
        _tail.Dispose();
    }

    private DailyFile FileOf(string component)
    {
        var name = EventNames.FileOf(component);
        if (!_files.TryGetValue(name, out var file))
            _files.Add(name, file = new DailyFile(_directory, name, _settings.MaxFileSizeMb * Megabyte));
        return file;
    }

    /// <summary>Deletes rotated files of our components that are older than the retention. A file with any other name is not ours.</summary>
    private void DeleteOld(DateOnly today)
    {
        _today = today; // first: a file that cannot be deleted is told once a day and does not stop the log
        Directory.CreateDirectory(_directory);
        var oldest = DateOnly.FromDayNumber(Math.Max(0, today.DayNumber - _settings.RetentionDays));
        foreach (var path in Directory.EnumerateFiles(_directory, "*.jsonl"))
        {
            if (DailyFileName.TryParse(Path.GetFileName(path), out var name) && name.Date < oldest)
                File.Delete(path);
        }
    }

    private void CloseFiles()
    {
        foreach (var file in _files.Values)
            file.Dispose();
        _files.Clear();
    }

    private BasisException NotWritten(Exception cause) =>
        new(new BasisError("EVT-001", $"An event could not be written: {cause.Message}", _directory), cause);
}
