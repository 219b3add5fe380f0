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
/// <remarks>The innermost steps are compiled at full speed at first use, as in <see cref="DecimalText"/>.</remarks>
internal sealed class Utf8Text(int capacity = 1024)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Appends bytes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Raw(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        Length += utf8.Length;
    }

    public void Byte(char ascii)
    {
        Room(1)[0] = (byte)ascii;
        Length++;
    }

    /// <summary>Appends text as it is. Half of a surrogate pair becomes U+FFFD.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Raw(ReadOnlySpan<char> text)
    {
        var status = Utf8.FromUtf16(text, Room(text.Length * 3), out _, out var written);
        Debug.Assert(status == OperationStatus.Done, "Three bytes hold every UTF-16 unit.");
        Length += written;
    }

    public void Number(long value)
    {
        var fits = value.TryFormat(Room(20), out var written);
        Debug.Assert(fits, "20 bytes hold every 64-bit number.");
        Length += written;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Number(decimal value) => Length += DecimalText.Write(value, Room(DecimalText.MaxLength));

    /// <summary>ISO 8601 in UTC: to the second, or to 100 ns when there is a fraction.</summary>
    public void Timestamp(DateTimeOffset value)
    {
        var format = value.UtcTicks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffffffZ";
        var fits = value.UtcDateTime.TryFormat(Room(32), out var written, format);
        Debug.Assert(fits, "32 bytes hold every timestamp.");
        Length += written;
    }

    /// <summary>
    /// Appends bytes, each <c>"</c> twice. JSON has one every ten bytes or so, too often for a search and a copy each: blocks are copied whole.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void RawWithQuotesDoubled(ReadOnlySpan<byte> utf8)
    {
        const byte Quote = (byte)'"';
        var room = Room(utf8.Length * 2 + Vector256<byte>.Count);
        var quotes = Vector256.Create(Quote);
        int read = 0, written = 0;
        while (utf8.Length - read >= Vector256<byte>.Count)
        {
            var block = Vector256.Create(utf8[read..]);
            block.CopyTo(room[written..]);
            var found = Vector256.Equals(block, quotes).ExtractMostSignificantBits();
            if (found == 0)
            {
                read += Vector256<byte>.Count;
                written += Vector256<byte>.Count;
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

        Length += written;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Span<byte> Room(int count)
    {
        if (_bytes.Length - Length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        return _bytes.AsSpan(Length);
    }
}
