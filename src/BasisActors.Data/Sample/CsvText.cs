namespace BasisActors.Data.Sample;

/// <summary>
/// Writes the rows of one file as UTF-8. Numbers are integers in units of a power of ten, so no rounding happens here;
/// they are spelled as the real files spell them: 42284.0, 0.00027858, 8.054e-05.
/// </summary>
/// <param name="output">Receives the bytes; not closed here.</param>
/// <param name="lineEnd">LF or CR LF: downloads come with either.</param>
internal sealed class CsvText(Stream output, string lineEnd = CsvText.Unix) : IDisposable
{
    public const string Unix = "\n";
    public const string Windows = "\r\n";

    private static readonly long[] Powers = [.. Enumerable.Range(0, 19).Select(n => long.Parse("1" + new string('0', n)))];

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _used;
    private bool _rowBegun;

    /// <summary>Rows ended so far, header and comments not counted.</summary>
    public long Rows { get; private set; }

    public long Bytes { get; private set; }

    public static long PowerOfTen(int exponent) => Powers[exponent];

    /// <summary>A comment, a header or any other line that is not a row.</summary>
    public CsvText Line(string text)
    {
        Append(text);
        Append(lineEnd);
        return this;
    }

    public CsvText ByteOrderMark()
    {
        Put(0xEF);
        Put(0xBB);
        Put(0xBF);
        return this;
    }

    public CsvText Field(string text)
    {
        Separate();
        Append(text);
        return this;
    }

    public CsvText Whole(long value)
    {
        Separate();
        if (value < 0)
            Put((byte)'-');
        Digits(Math.Abs(value), 1);
        return this;
    }

    /// <summary>The shortest spelling of units × 10^-decimals, with at least one decimal.</summary>
    public CsvText Number(long units, int decimals)
    {
        Separate();
        if (units < 0)
            Put((byte)'-');
        var magnitude = Math.Abs(units);
        while (decimals > 0 && magnitude % 10 == 0)
        {
            magnitude /= 10;
            decimals--;
        }

        if (magnitude != 0 && decimals > 4 && magnitude < Powers[decimals - 4])
            return Scientific(magnitude, decimals);
        Digits(magnitude / Powers[decimals], 1);
        Put((byte)'.');
        Digits(magnitude % Powers[decimals], Math.Max(1, decimals));
        return this;
    }

    /// <summary>A number with all its decimals, trailing zeros included.</summary>
    public CsvText Fixed(long units, int decimals)
    {
        Separate();
        Digits(units / Powers[decimals], 1);
        Put((byte)'.');
        Digits(units % Powers[decimals], decimals);
        return this;
    }

    /// <summary><c>2024-01-01T00:00:00Z</c></summary>
    public CsvText IsoTime(DateTime instant) => Time(instant, 'T', "Z");

    /// <summary><c>2024-01-01 00:00:00+00:00</c></summary>
    public CsvText OffsetTime(DateTime instant) => Time(instant, ' ', "+00:00");

    /// <summary><c>2024-01-01T00:00:00+00:00Z</c>, the spelling with the redundant suffix.</summary>
    public CsvText RedundantTime(DateTime instant) => Time(instant, 'T', "+00:00Z");

    /// <summary><c>2024-01-01</c></summary>
    public CsvText Date(DateTime instant)
    {
        Separate();
        DateParts(instant);
        return this;
    }

    public CsvText EndRow()
    {
        Append(lineEnd);
        _rowBegun = false;
        Rows++;
        return this;
    }

    public void Flush()
    {
        output.Write(_buffer, 0, _used);
        Bytes += _used;
        _used = 0;
    }

    public void Dispose() => Flush();

    private CsvText Time(DateTime instant, char separator, string suffix)
    {
        Separate();
        DateParts(instant);
        Put((byte)separator);
        Digits(instant.Hour, 2);
        Put((byte)':');
        Digits(instant.Minute, 2);
        Put((byte)':');
        Digits(instant.Second, 2);
        Append(suffix);
        return this;
    }

    private void DateParts(DateTime instant)
    {
        Digits(instant.Year, 4);
        Put((byte)'-');
        Digits(instant.Month, 2);
        Put((byte)'-');
        Digits(instant.Day, 2);
    }

    private CsvText Scientific(long magnitude, int decimals)
    {
        var fraction = 0;
        while (magnitude >= Powers[fraction + 1])
            fraction++;
        Digits(magnitude / Powers[fraction], 1);
        if (fraction > 0)
        {
            Put((byte)'.');
            Digits(magnitude % Powers[fraction], fraction);
        }

        Append("e-");
        Digits(decimals - fraction, 2);
        return this;
    }

    private void Separate()
    {
        if (_rowBegun)
            Put((byte)',');
        _rowBegun = true;
    }

    private void Digits(long value, int width)
    {
        Span<byte> reversed = stackalloc byte[20];
        var count = 0;
        while (value > 0 || count < width)
        {
            reversed[count++] = (byte)('0' + (value % 10));
            value /= 10;
        }

        while (count > 0)
            Put(reversed[--count]);
    }

    private void Append(string text)
    {
        foreach (var c in text)
        {
            if (c > 0x7F)
                throw new ArgumentException($"'{text}' is not ASCII.", nameof(text));
            Put((byte)c);
        }
    }

    private void Put(byte value)
    {
        if (_used == _buffer.Length)
            Flush();
        _buffer[_used++] = value;
    }
}
