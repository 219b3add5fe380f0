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
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[512];

    /// <summary>The hash so far, lower-case hexadecimal.</summary>
    public string Current => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Add(DateTimeOffset timestamp, ImmutableArray<Posting> postings)
    {
        foreach (var posting in postings)
        {
            AddText(posting.Source);
            BinaryPrimitives.WriteInt64LittleEndian(_buffer, timestamp.UtcTicks);
            BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(8), (int)posting.Cause);
            _hash.AppendData(_buffer, 0, 12);
            foreach (var leg in posting.Legs)
            {
                BinaryPrimitives.WriteInt32LittleEndian(_buffer, leg.Account);
                _hash.AppendData(_buffer, 0, 4);
                AddDecimal(leg.Amount);
            }
        }
    }

    public void AddText(string text)
    {
        Span<byte> bytes = _buffer;
        for (var rest = text.AsSpan(); ;)
        {
            var take = Math.Min(rest.Length, 128);
            var written = Encoding.UTF8.GetBytes(rest[..take], bytes);
            _hash.AppendData(_buffer, 0, written);
            rest = rest[take..];
            if (rest.IsEmpty)
                break;
        }

        _hash.AppendData([0]);
    }

    /// <summary>Equal numbers hash alike whatever their trailing zeros and the sign of a zero.</summary>
    public void AddDecimal(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value == 0 ? 0 : value / 1.000000000000000000000000000000000m, parts);
        for (var i = 0; i < 4; i++)
            BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(i * 4), parts[i]);
        _hash.AppendData(_buffer, 0, 16);
    }

    public void Dispose() => _hash.Dispose();
}
