using System.Globalization;

namespace BasisActors.Host.Results;

/// <summary>How numbers and times are spelt in every result file.</summary>
internal static class Utf8Text
{
    private const decimal One = 1.000000000000000000000000000000000m;

    /// <summary>The same number without trailing zeros: dividing by one at full scale drops them.</summary>
    public static decimal Trimmed(decimal value) => value / One;

    /// <summary>Full precision, no exponent, no trailing zeros.</summary>
    /// <returns>Bytes written, at most 31.</returns>
    public static int Number(decimal value, Span<byte> target)
    {
        if (value == 0)
        {
            target[0] = (byte)'0';
            return 1;
        }

        value.TryFormat(target, out var written, default, CultureInfo.InvariantCulture);
        if (value.Scale == 0)
            return written;
        while (target[written - 1] == '0')
            written--;
        return target[written - 1] == '.' ? written - 1 : written;
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
