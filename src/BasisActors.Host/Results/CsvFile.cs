using System.Globalization;
using System.Text;

namespace BasisActors.Host.Results;

/// <summary>
/// A CSV file (RFC 4180, UTF-8, LF) written field by field straight into bytes. Numbers have full decimal precision, no exponent and no trailing zeros;
/// times are ISO 8601 UTC; what is unknown is empty.
/// </summary>
internal sealed class CsvFile : IDisposable
{
    private const int LongestField = 512;
    private readonly FileStream _file;
    private readonly byte[] _buffer = new byte[32 * 1024];
    private int _length;
    private bool _inRow;

    public CsvFile(string path, params ReadOnlySpan<string> header)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        foreach (var name in header)
            Text(name);
        EndRow();
    }

    public void Time(DateTimeOffset value)
    {
        BeginField();
        _length += Utf8Text.Time(value, _buffer.AsSpan(_length));
    }

    public void Time(DateTimeOffset? value)
    {
        if (value is { } known)
            Time(known);
        else
            BeginField();
    }

    public void Number(decimal value)
    {
        BeginField();
        _length += Utf8Text.Number(value, _buffer.AsSpan(_length));
    }

    public void Number(decimal? value)
    {
        if (value is { } known)
            Number(known);
        else
            BeginField();
    }

    public void Integer(long value)
    {
        BeginField();
        value.TryFormat(_buffer.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    public void Flag(bool value) => Text(value ? "true" : "false");

    public void Text(string? value)
    {
        BeginField();
        if (string.IsNullOrEmpty(value))
            return;
        if (value.AsSpan().IndexOfAny("\",\r\n") >= 0)
            value = $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        if (Encoding.UTF8.GetMaxByteCount(value.Length) <= _buffer.Length - _length)
        {
            _length += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length));
            return;
        }

        Flush();
        _file.Write(Encoding.UTF8.GetBytes(value));
    }

    public void EndRow()
    {
        Room(1);
        _buffer[_length++] = (byte)'\n';
        _inRow = false;
    }

    /// <summary>Writes what is left and closes; a full disk is told here at the latest.</summary>
    public void Close()
    {
        Flush();
        _file.Dispose();
    }

    /// <summary>Closes without writing what is left; after <see cref="Close"/> it does nothing.</summary>
    public void Dispose() => _file.Dispose();

    private void BeginField()
    {
        Room(LongestField);
        if (_inRow)
            _buffer[_length++] = (byte)',';
        _inRow = true;
    }

    private void Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
            Flush();
    }

    private void Flush()
    {
        _file.Write(_buffer, 0, _length);
        _length = 0;
    }
}
