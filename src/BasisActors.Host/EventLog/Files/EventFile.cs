using BasisActors.Host.EventLog.Text;

namespace BasisActors.Host.EventLog.Files;

/// <summary>A file that is written once, in large pieces, through its own buffer.</summary>
internal sealed class EventFile : IDisposable
{
    /// <summary>Large enough that system calls do not count, and whole pages, which the file system takes faster; a line may exceed it.</summary>
    private const int Piece = 128 * 1024;

    private readonly FileStream _stream;

    public EventFile(string path)
    {
        Path = path;
        _stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    public string Path { get; }

    /// <summary>Where the next line goes; call <see cref="LineDone"/> after it.</summary>
    public Utf8Text Buffer { get; } = new(Piece + 4096);

    public long Length { get; private set; }

    public void LineDone()
    {
        while (Buffer.Length >= Piece)
            Write(Piece);
    }

    public void Flush() => Write(Buffer.Length);

    /// <summary>Closes the file; what is still in the buffer is dropped.</summary>
    public void Dispose() => _stream.Dispose();

    private void Write(int count)
    {
        _stream.Write(Buffer.Written[..count]);
        Length += count;
        Buffer.Drop(count);
    }
}
