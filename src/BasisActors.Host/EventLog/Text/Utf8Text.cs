using System.Buffers;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace BasisActors.Host.EventLog.Text;

/// <summary>
/// A growing buffer of UTF-8 text that is written to and cleared again and again, without allocating once it has its size.
/// <c>Utf8JsonWriter</c> checks and escapes every name each time; here names are literals, and only text from outside is escaped.
/// </summary>
/// <remarks>A tick takes hundreds of these calls, so the smallest are inlined.</remarks>
internal sealed class Utf8Text(int capacity = 1024)
{
    private byte[] _bytes = new byte[capacity];
    private int _length;

    public int Length => _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Removes bytes from the start; the rest moves up.</summary>
    public void Drop(int count)
    {
        _bytes.AsSpan(count, _length - count).CopyTo(_bytes);
        _length -= count;
    }

    /// <summary>Appends bytes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raw(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        _length += utf8.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Byte(char ascii)
    {
        if (_length == _bytes.Length)
            Grow(1);
        _bytes[_length++] = (byte)ascii;
    }

    /// <summary>Appends text as it is. Half of a surrogate pair becomes U+FFFD.</summary>
    public void Raw(ReadOnlySpan<char> text)
    {
        var status = Utf8.FromUtf16(text, Room(text.Length * 3), out _, out var written);
        Debug.Assert(status == OperationStatus.Done, "Three bytes hold every UTF-16 unit.");
        _length += written;
    }

    public void Number(long value)
    {
        var fits = value.TryFormat(Room(20), out var written);
        Debug.Assert(fits, "20 bytes hold every 64-bit number.");
        _length += written;
    }

    public void Number(decimal value) => _length += DecimalText.Write(value, Room(DecimalText.MaxLength));

    /// <summary>ISO 8601 in UTC: to the second, or to 100 ns when there is a fraction.</summary>
    public void Timestamp(DateTimeOffset value)
    {
        var format = value.UtcTicks % TimeSpan.TicksPerSecond == 0 ? "s" : "yyyy-MM-ddTHH:mm:ss.fffffff"; // "s" has a fast path
        var fits = value.UtcDateTime.TryFormat(Room(32), out var written, format);
        Debug.Assert(fits, "32 bytes hold every timestamp.");
        _length += written;
        Byte('Z');
    }

    /// <summary>
    /// Appends bytes, each <c>"</c> twice. JSON has one every ten bytes or so, too often for a search and a copy each: blocks are copied whole.
    /// </summary>
    public void RawWithQuotesDoubled(ReadOnlySpan<byte> utf8)
    {
        const byte Quote = (byte)'"';
        var room = Room(utf8.Length * 2 + Vector128<byte>.Count);
        var quotes = Vector128.Create(Quote);
        int read = 0, written = 0;
        while (utf8.Length - read >= Vector128<byte>.Count)
        {
            var block = Vector128.Create(utf8[read..]);
            block.CopyTo(room[written..]);
            var found = Vector128.Equals(block, quotes).ExtractMostSignificantBits();
            if (found == 0)
            {
                read += Vector128<byte>.Count;
                written += Vector128<byte>.Count;
                continue;
            }

            // What was copied behind the quote is written over by the second quote and the next block.
            var upToQuote = BitOperations.TrailingZeroCount(found) + 1;
            read += upToQuote;
            written += upToQuote;
            room[written++] = Quote;
        }

        foreach (var b in utf8[read..])
        {
            room[written++] = b;
            if (b == Quote)
                room[written++] = Quote;
        }

        _length += written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count)
            Grow(count);
        return _bytes.AsSpan(_length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count) => Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
}
