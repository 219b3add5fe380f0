using BasisActors.Host.EventLog.Files;

namespace BasisActors.Host.Dashboard.History;

/// <summary>
/// Reads the event files of one component of a live run, the rotated ones first, and later only what has come since. A line that is still being written waits for its end.
/// </summary>
/// <param name="directory">Folder of the event files.</param>
/// <param name="file">The component's file name, such as <c>pnl_monitor</c>.</param>
internal sealed class EventLines(string directory, string file)
{
    private const int Piece = 256 * 1024;

    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private byte[] _rest = [];
    private long _position;
    private bool _began;

    private string Current => Path.Combine(directory, DailyFileName.Current(file));

    /// <summary>How long the file is now, to be read up to there later.</summary>
    public long Length => new FileInfo(Current) is { Exists: true } file ? file.Length : 0;

    /// <summary>Hands on every whole line that has not been handed on before, oldest first.</summary>
    /// <param name="take">Takes a line.</param>
    /// <param name="length">Of the current file, only so much of it.</param>
    public void Read(Action<ReadOnlyMemory<byte>> take, long length = long.MaxValue)
    {
        foreach (var rotated in Rotated().ToList())
        {
            // The first piece that was set aside since the last look is the file that was read so far.
            ReadFile(rotated, _began ? _position : 0, long.MaxValue, take);
            (_position, _rest) = (0, []);
            _done.Add(rotated);
        }

        _began = true;
        _position = ReadFile(Current, _position, length, take);
    }

    private IEnumerable<string> Rotated() => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory, file + "_events.*.jsonl")
            .Where(path => !_done.Contains(path))
            .Select(path => (Path: path, Is: DailyFileName.TryParse(Path.GetFileName(path), out var name), Name: name))
            .Where(f => f.Is && f.Name.File == file)
            .OrderBy(f => f.Name.Date).ThenBy(f => f.Name.Piece).Select(f => f.Path)
        : [];

    private long ReadFile(string path, long position, long end, Action<ReadOnlyMemory<byte>> take)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            stream.Position = position;
            var buffer = new byte[Piece];
            while (stream.Read(buffer, 0, (int)Math.Clamp(end - position, 0, Piece)) is > 0 and var read)
            {
                position += read;
                Split(buffer.AsMemory(0, read), take);
            }

            return position;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return position; // the component has told nothing yet, or the file grew too old
        }
    }

    private void Split(ReadOnlyMemory<byte> bytes, Action<ReadOnlyMemory<byte>> take)
    {
        while (bytes.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            if (_rest.Length == 0)
                take(bytes[..end]);
            else
                take((byte[])[.. _rest, .. bytes[..end].Span]);
            _rest = [];
            bytes = bytes[(end + 1)..];
        }

        if (bytes.Length > 0)
            _rest = [.. _rest, .. bytes.Span];
    }
}
