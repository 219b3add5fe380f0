using System.Buffers;

namespace BasisActors.Host.EventLog.Text;

/// <summary>JSON on top of <see cref="Utf8Text"/>. A field's name is given as it stands in the file, with what comes before it: <c>,"fee":</c>.</summary>
internal static class JsonText
{
    private static readonly SearchValues<char> Escaped =
        SearchValues.Create(['"', '\\', .. Enumerable.Range(0, 0x20).Select(c => (char)c)]);

    public static void Field(this Utf8Text json, ReadOnlySpan<byte> name, decimal value)
    {
        json.Raw(name);
        json.Number(value);
    }

    public static void Field(this Utf8Text json, ReadOnlySpan<byte> name, decimal? value)
    {
        json.Raw(name);
        if (value is { } number)
            json.Number(number);
        else
            json.Raw("null"u8);
    }

    public static void Field(this Utf8Text json, ReadOnlySpan<byte> name, long value)
    {
        json.Raw(name);
        json.Number(value);
    }

    public static void Field(this Utf8Text json, ReadOnlySpan<byte> name, bool value)
    {
        json.Raw(name);
        json.Raw(value ? "true"u8 : "false"u8);
    }

    public static void Field(this Utf8Text json, ReadOnlySpan<byte> name, DateTimeOffset value)
    {
        json.Raw(name);
        json.Byte('"');
        json.Timestamp(value);
        json.Byte('"');
    }

    public static void Field(this Utf8Text json, ReadOnlySpan<byte> name, string? value)
    {
        json.Raw(name);
        if (value is null)
            json.Raw("null"u8);
        else
            json.Text(value);
    }

    /// <summary>A string in quotes. Quotes, backslashes and control characters are escaped; everything else is plain UTF-8.</summary>
    public static void Text(this Utf8Text json, string value)
    {
        json.Byte('"');
        var rest = value.AsSpan();
        for (var at = rest.IndexOfAny(Escaped); at >= 0; at = rest.IndexOfAny(Escaped))
        {
            json.Raw(rest[..at]);
            Escape(json, rest[at]);
            rest = rest[(at + 1)..];
        }

        json.Raw(rest);
        json.Byte('"');
    }

    private static void Escape(Utf8Text json, char c)
    {
        switch (c)
        {
            case '"' or '\\':
                json.Byte('\\');
                json.Byte(c);
                break;
            case '\n':
                json.Raw("\\n"u8);
                break;
            case '\r':
                json.Raw("\\r"u8);
                break;
            case '\t':
                json.Raw("\\t"u8);
                break;
            default:
                json.Raw("\\u00"u8);
                json.Byte(c < 0x10 ? '0' : '1');
                json.Byte("0123456789abcdef"[c & 0xF]);
                break;
        }
    }
}
