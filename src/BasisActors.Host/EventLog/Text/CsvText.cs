using System.Buffers;

namespace BasisActors.Host.EventLog.Text;

/// <summary>CSV fields on top of <see cref="Utf8Text"/>, as RFC 4180 has them: quoted where a comma, a quote or a line break asks for it.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>A field with the comma before it; null is empty.</summary>
    public static void Cell(this Utf8Text csv, string? value)
    {
        csv.Byte(',');
        if (value is not null)
            csv.Text(value.AsSpan());
    }

    /// <summary>A number with the comma before it; null is empty.</summary>
    public static void Cell(this Utf8Text csv, decimal? value)
    {
        csv.Byte(',');
        if (value is { } number)
            csv.Number(number);
    }

    /// <summary>JSON as one quoted field: the same bytes with every quote doubled.</summary>
    public static void Quoted(this Utf8Text csv, ReadOnlySpan<byte> json)
    {
        csv.Byte('"');
        csv.RawWithQuotesDoubled(json);
        csv.Byte('"');
    }

    private static void Text(this Utf8Text csv, ReadOnlySpan<char> value)
    {
        if (!value.ContainsAny(NeedsQuotes))
        {
            csv.Raw(value);
            return;
        }

        csv.Byte('"');
        for (var at = value.IndexOf('"'); at >= 0; at = value.IndexOf('"'))
        {
            csv.Raw(value[..(at + 1)]);
            csv.Byte('"');
            value = value[(at + 1)..];
        }

        csv.Raw(value);
        csv.Byte('"');
    }
}
