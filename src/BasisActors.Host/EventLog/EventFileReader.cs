using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using BasisActors.Host.EventLog.Files;

namespace BasisActors.Host.EventLog;

/// <summary>A record of an event file.</summary>
/// <param name="Order">Its number among all events of the run.</param>
/// <param name="Text">The line, without its break.</param>
internal readonly record struct EventLine(long Order, string Text);

/// <summary>
/// Reads the event files of a live run while they are written, in the order of the events. It looks at the files a few times a second and reads only as fast as it is asked, so that neither the
/// run nor the memory feels it; it follows a file that is set aside for a new one.
/// </summary>
/// <param name="directory">Folder of the files.</param>
/// <param name="component">Component, or component and exchange, as records name it; null is all.</param>
/// <param name="level">Least level.</param>
/// <param name="after">Number of the last event that is known; what the current files have after it comes first. Null begins with what is written from now on.</param>
/// <param name="time">The clock.</param>
internal sealed class EventFileReader(string directory, string? component, EventLevel level, long? after, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>So often an event with a lower number may still be on its way into another file.</summary>
    private const int PatientLooks = 2;

    private readonly Dictionary<string, Cursor> _cursors = new(StringComparer.Ordinal);
    private long? _last;

    /// <summary>Lines until cancelled.</summary>
    public async IAsyncEnumerable<EventLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        _last = after;
        Open(isFirst: true);
        using var look = new PeriodicTimer(Look, time);
        var waited = 0;
        try
        {
            while (true)
            {
                while (Next(waited >= PatientLooks) is { } line)
                {
                    waited = 0;
                    if (IsWanted(line))
                        yield return line;
                }

                waited++;
                if (!await NextLookAsync(look, cancellation).ConfigureAwait(false))
                    yield break;
                Open(isFirst: false);
            }
        }
        finally
        {
            foreach (var cursor in _cursors.Values)
                cursor.Dispose();
        }
    }

    private static async Task<bool> NextLookAsync(PeriodicTimer look, CancellationToken cancellation)
    {
        try
        {
            return await look.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Files come up with the first event of a component.</summary>
    private void Open(bool isFirst)
    {
        foreach (var file in component is null ? (IEnumerable<string>)EventNames.Files : [component.Split(':')[0]])
        {
            var path = Path.Combine(directory, DailyFileName.Current(file));
            if (!_cursors.ContainsKey(file) && File.Exists(path))
                _cursors.Add(file, new Cursor(path, fromEnd: isFirst && after is null));
        }
    }

    /// <summary>The line with the lowest number, unless one with a lower may still come.</summary>
    private EventLine? Next(bool isPatienceOver)
    {
        Cursor? lowest = null;
        foreach (var cursor in _cursors.Values)
        {
            if (cursor.Peek() is { } line && (lowest is null || line.Order < lowest.Peek()!.Value.Order))
                lowest = cursor;
        }

        if (lowest?.Peek() is not { } next)
            return null;
        if (_cursors.Count > 1 && _last is { } last && next.Order > last + 1 && !isPatienceOver)
            return null;
        lowest.Take();
        _last = next.Order;
        return next;
    }

    private bool IsWanted(EventLine line)
    {
        if (line.Order <= after)
            return false;
        using var record = JsonDocument.Parse(line.Text);
        var name = record.RootElement.GetProperty("component").GetString();
        return EventLevels.Parse(record.RootElement.GetProperty("level").GetString()) >= level && (component is null || name == component || name?.Split(':')[0] == component);
    }

    /// <summary>Where one file has been read to.</summary>
    private sealed class Cursor : IDisposable
    {
        private const int Chunk = 64 * 1024;

        private readonly string _path;
        private readonly byte[] _buffer = new byte[Chunk];
        private readonly MemoryStream _line = new();
        private FileStream _stream;
        private int _from, _to;
        private EventLine? _next;

        public Cursor(string path, bool fromEnd)
        {
            _path = path;
            _stream = OpenFile();
            if (fromEnd)
                _stream.Seek(0, SeekOrigin.End);
        }

        public EventLine? Peek() => _next ??= Read();

        public void Take() => _next = null;

        public void Dispose()
        {
            _stream.Dispose();
            _line.Dispose();
        }

        private FileStream OpenFile() => new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

        /// <summary>The next whole record; null when there is none yet. A line that is no record was torn by a kill, and is left out.</summary>
        private EventLine? Read()
        {
            while (true)
            {
                if (_from == _to && !Fill())
                    return null;
                var rest = _buffer.AsSpan(_from, _to - _from);
                var end = rest.IndexOf((byte)'\n');
                _line.Write(end < 0 ? rest : rest[..end]);
                _from = end < 0 ? _to : _from + end + 1;
                if (end < 0)
                    continue;
                var text = Encoding.UTF8.GetString(_line.GetBuffer(), 0, (int)_line.Length);
                _line.SetLength(0);
                if (OrderOf(text) is { } order)
                    return new EventLine(order, text);
            }
        }

        private bool Fill()
        {
            (_from, _to) = (0, _stream.Read(_buffer));
            if (_to > 0)
                return true;
            var length = File.Exists(_path) ? new FileInfo(_path).Length : _stream.Position;
            if (length >= _stream.Position && length <= _stream.Length)
                return false;
            _stream.Dispose(); // it was set aside, and all of it is read
            _stream = OpenFile();
            _line.SetLength(0);
            _to = _stream.Read(_buffer);
            return _to > 0;
        }

        private static long? OrderOf(string text)
        {
            try
            {
                using var record = JsonDocument.Parse(text);
                return record.RootElement.ValueKind == JsonValueKind.Object && record.RootElement.TryGetProperty("order", out var order) ? order.GetInt64() : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
