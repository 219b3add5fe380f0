namespace BasisActors.Data.Reading;

/// <summary>
/// Reads the spellings of a UTC timestamp that data sets use: <c>2024-01-01T00:00:00Z</c>, <c>2024-01-01 00:00:00+00:00</c>,
/// <c>2024-01-01T00:00:00+00:00Z</c>, <c>2024-01-01</c> and epoch seconds. A time without a zone or of another zone is refused:
/// guessing it would move a series by hours.
/// </summary>
internal static class TimestampText
{
    public const string Accepted = "2024-01-01T00:00:00Z, 2024-01-01 00:00:00+00:00, 2024-01-01 or epoch seconds";

    private const int DateLength = 10;
    private const int TimeLength = 9;

    /// <summary>Epoch seconds of the text; false when it is none of the accepted spellings.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long seconds)
    {
        seconds = 0;
        if (text.Length < DateLength)
            return false;
        if (text[4] != '-')
            return TryParseEpoch(text, out seconds);
        if (!TryParseDate(text[..DateLength], out var days))
            return false;
        var time = 0;
        if (text.Length > DateLength && !TryParseTime(text[DateLength..], out time))
            return false;
        seconds = days * 86400L + time;
        return true;
    }

    // Ten digits are the seconds from 2001-09-09 to 2286-11-20; milliseconds have thirteen and are refused.
    private static bool TryParseEpoch(ReadOnlySpan<char> text, out long seconds)
    {
        seconds = 0;
        return text.Length == 10 && text[0] != '0' && TryParseDigits(text, out seconds);
    }

    private static bool TryParseDate(ReadOnlySpan<char> text, out int days)
    {
        days = 0;
        if (text[7] != '-' || !TryParseDigits(text[..4], out var year) || !TryParseDigits(text[5..7], out var month) || !TryParseDigits(text[8..], out var day))
            return false;
        if (year < 1970 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month))
            return false;
        days = new DateOnly((int)year, (int)month, (int)day).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        return true;
    }

    private static bool TryParseTime(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        if (text.Length <= TimeLength || text[0] is not ('T' or ' ') || text[3] != ':' || text[6] != ':')
            return false;
        if (!TryParseDigits(text[1..3], out var hour) || !TryParseDigits(text[4..6], out var minute) || !TryParseDigits(text[7..9], out var second))
            return false;
        if (hour > 23 || minute > 59 || second > 59)
            return false;
        seconds = (int)((hour * 60 + minute) * 60 + second);
        return text[TimeLength..] is "Z" or "+00:00" or "+00:00Z";
    }

    private static bool TryParseDigits(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        foreach (var c in text)
        {
            var digit = c - '0';
            if ((uint)digit > 9)
                return false;
            value = value * 10 + digit;
        }

        return true;
    }
}
