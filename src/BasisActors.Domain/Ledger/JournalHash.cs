using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace BasisActors.Domain.Ledger;

/// <summary>
/// SHA-256 over everything that was decided and posted, in order. Two runs with the same hash did the same thing, byte for byte.
/// </summary>
public sealed class JournalHash : IDisposable
{
    private const int TextChunk = 128;
    private const int LongestEntry = 512;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[8 * 1024];
    private int _length;

    /// <summary>The hash so far, lower-case hexadecimal.</summary>
    public string Current
    {
        get
        {
            Flush();
            return Convert.ToHexStringLower(_hash.GetCurrentHash());
        }
    }

    public void Add(DateTimeOffset timestamp, ImmutableArray<Posting> postings)
    {
        foreach (var posting in postings)
        {
            AddText(posting.Source);
            var head = Reserve(12);
            BinaryPrimitives.WriteInt64LittleEndian(head, timestamp.UtcTicks);
            BinaryPrimitives.WriteInt32LittleEndian(head[8..], (int)posting.Cause);
            foreach (var leg in posting.Legs)
            {
                BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), leg.Account);
                AddDecimal(leg.Amount);
            }
        }
    }

    public void AddText(ReadOnlySpan<char> text)
    {
        for (var rest = text; ;)
        {
            var take = Math.Min(rest.Length, TextChunk);
            Room(LongestEntry);
            _length += Encoding.UTF8.GetBytes(rest[..take], _buffer.AsSpan(_length));
            rest = rest[take..];
            if (rest.IsEmpty)
                break;
        }

        Reserve(1)[0] = 0;
    }

    /// <summary>Equal numbers hash alike whatever their trailing zeros and the sign of a zero.</summary>
    public void AddDecimal(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value == 0 ? 0 : value / 1.000000000000000000000000000000000m, parts);
        var bytes = Reserve(16);
        for (var i = 0; i < 4; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes[(i * 4)..], parts[i]);
    }

    public void Dispose() => _hash.Dispose();

    private Span<byte> Reserve(int bytes)
    {
        Room(bytes);
        var span = _buffer.AsSpan(_length, bytes);
        _length += bytes;
        return span;
    }

    private void Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
            Flush();
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _length);
        _length = 0;
    }
}
