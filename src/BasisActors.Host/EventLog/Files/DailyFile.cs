using System.Globalization;
using System.Text;

namespace BasisActors.Host.EventLog.Files;

/// <summary>
/// One component's current file. Each line goes to the operating system at once; the file is set aside under its date when the date of the events
/// changes or when the next line would make it too large. A file left by an earlier process is continued.
/// </summary>
internal sealed class DailyFile : IDisposable
{
    private readonly string _directory;
    private readonly string _name;
    private readonly long _maxBytes;
    private FileStream _stream;
    private DateOnly? _date;

    public DailyFile(string directory, string name, long maxBytes)
    {
        (_directory, _name, _maxBytes) = (directory, name, maxBytes);
        CurrentPath = Path.Combine(directory, DailyFileName.Current(name));
        _stream = Open();
        _date = DateOfFirstLine();
        EndTornLine();
    }

    private string CurrentPath { get; }

    /// <param name="line">A record with its line break.</param>
    /// <param name="date">The UTC date of the event. An event that comes late stays with the day that is open.</param>
    /// <exception cref="IOException">The line cannot be written, or the file was taken away.</exception>
    public void Write(ReadOnlySpan<byte> line, DateOnly date)
    {
        if (!File.Exists(CurrentPath))
            throw new FileNotFoundException("The event file is gone.", CurrentPath); // an open file can be written after it was deleted: nobody would see it
        if (_stream.Length > 0 && (date > _date || _stream.Length + line.Length > _maxBytes))
            SetAside(_date ?? date);
        Append(line);
        _date = _date is { } open && open > date ? open : date;
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Whole or not at all: a disk that fills up in the middle of a line leaves none of it.</summary>
    private void Append(ReadOnlySpan<byte> line)
    {
        var end = _stream.Length;
        try
        {
            _stream.Write(line);
        }
        catch (IOException)
        {
            _stream.SetLength(end);
            throw;
        }
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(_directory);
        var stream = new FileStream(CurrentPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        stream.Seek(0, SeekOrigin.End);
        return stream;
    }

    private void SetAside(DateOnly date)
    {
        _stream.Dispose();
        var last = -1;
        foreach (var path in Directory.EnumerateFiles(_directory, _name + "_events.*.jsonl"))
        {
            if (DailyFileName.TryParse(Path.GetFileName(path), out var found) && found.File == _name && found.Date == date)
                last = Math.Max(last, found.Piece);
        }

        File.Move(CurrentPath, Path.Combine(_directory, new DailyFileName(_name, date, last + 1).ToString()));
        _stream = Open();
        _date = null;
    }

    /// <summary>The date of a file that was already there stands in its first record.</summary>
    private DateOnly? DateOfFirstLine()
    {
        Span<byte> head = stackalloc byte[128];
        var read = RandomAccess.Read(_stream.SafeFileHandle, head, 0);
        var text = Encoding.UTF8.GetString(head[..read]);
        const string Mark = "\"timestamp\":\"";
        var at = text.IndexOf(Mark, StringComparison.Ordinal);
        return at >= 0
            && text.Length >= at + Mark.Length + 10
            && DateOnly.TryParseExact(text.AsSpan(at + Mark.Length, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
    }

    /// <summary>A process killed in the middle of a write leaves half a line; the next record must not be glued to it.</summary>
    private void EndTornLine()
    {
        if (_stream.Length == 0)
            return;
        Span<byte> last = stackalloc byte[1];
        RandomAccess.Read(_stream.SafeFileHandle, last, _stream.Length - 1);
        if (last[0] != (byte)'\n')
            _stream.Write("\n"u8);
    }
}
