namespace BasisActors.Host.Results;

/// <summary>How numbers and times are spelt in every result file.</summary>
internal static class Utf8Text
{
    private const decimal One = 1.000000000000000000000000000000000m;

    private const int MostDigits = 32;
    private static readonly UInt128 TenTo18 = 1_000_000_000_000_000_000;

    /// <summary>The same number without trailing zeros: dividing by one at full scale drops them.</summary>
    public static decimal Trimmed(decimal value) => value / One;

    /// <summary>Full precision, no exponent, no trailing zeros.</summary>
    /// <returns>Bytes written, at most 31.</returns>
    public static int Number(decimal value, Span<byte> target)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var low = (uint)bits[0] | (ulong)(uint)bits[1] << 32;
        var high = (uint)bits[2];
        if (high == 0 && low == 0)
        {
            target[0] = (byte)'0';
            return 1;
        }

        Span<byte> digits = stackalloc byte[MostDigits];
        var first = WriteDigits(low, high, digits, value.Scale);
        var written = 0;
        if (bits[3] < 0)
            target[written++] = (byte)'-';
        return written + WithPoint(digits[first..], value.Scale, target[written..]);
    }

    /// <summary><c>2024-05-01T08:00:00Z</c>; a part of a second only where there is one.</summary>
    /// <returns>Bytes written, at most 28.</returns>
    public static int Time(DateTimeOffset value, Span<byte> target)
    {
        var utc = value.UtcDateTime;
        utc.GetDate(out var year, out var month, out var day);
        var seconds = (int)(utc.TimeOfDay.Ticks / TimeSpan.TicksPerSecond);
        Digits(target, 0, year, 4, '-');
        Digits(target, 5, month, 2, '-');
        Digits(target, 8, day, 2, 'T');
        Digits(target, 11, seconds / 3600, 2, ':');
        Digits(target, 14, seconds / 60 % 60, 2, ':');
        Digits(target, 17, seconds % 60, 2, 'Z');
        var fraction = (int)(utc.Ticks % TimeSpan.TicksPerSecond);
        if (fraction == 0)
            return 20;
        target[19] = (byte)'.';
        Digits(target, 20, fraction, 7, 'Z');
        return 28;
    }

    public static string Time(DateTimeOffset value)
    {
        Span<byte> bytes = stackalloc byte[28];
        return System.Text.Encoding.ASCII.GetString(bytes[..Time(value, bytes)]);
    }

    /// <summary>Writes the digits of a 96-bit whole number to the end of a span, zeros in front where the scale needs them.</summary>
    /// <returns>Where the first digit is.</returns>
    private static int WriteDigits(ulong low, uint high, Span<byte> digits, int scale)
    {
        var at = digits.Length;
        if (high != 0)
        {
            var (rest, tail) = UInt128.DivRem(new UInt128(high, low), TenTo18);
            at = WriteDigits((ulong)tail, digits, at, atLeast: 18);
            low = (ulong)rest;
        }

        at = WriteDigits(low, digits, at, atLeast: 0);
        while (digits.Length - at <= scale)
            digits[--at] = (byte)'0';
        return at;
    }

    private static int WriteDigits(ulong value, Span<byte> digits, int at, int atLeast)
    {
        var end = at - atLeast;
        while (value != 0)
        {
            var next = value / 10;
            digits[--at] = (byte)('0' + (value - next * 10));
            value = next;
        }

        while (at > end)
            digits[--at] = (byte)'0';
        return at;
    }

    /// <summary>Copies digits with the decimal point in its place and without zeros behind it.</summary>
    private static int WithPoint(ReadOnlySpan<byte> digits, int scale, Span<byte> target)
    {
        var whole = digits.Length - scale;
        digits[..whole].CopyTo(target);
        var fraction = digits[whole..].TrimEnd((byte)'0');
        if (fraction.IsEmpty)
            return whole;
        target[whole] = (byte)'.';
        fraction.CopyTo(target[(whole + 1)..]);
        return whole + 1 + fraction.Length;
    }

    private static void GetDate(this DateTime value, out int year, out int month, out int day) => (year, month, day) = value;

    private static void Digits(Span<byte> target, int at, int value, int count, char then)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            target[at + i] = (byte)('0' + value % 10);
            value /= 10;
        }

        target[at + count] = (byte)then;
    }
}
