using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BasisActors.Venues.Paper;

/// <summary>Writes JSON as exchanges do: numbers are strings without exponent and without superfluous zeros.</summary>
internal static class PaperJson
{
    /// <summary>Coins at each price of a book: more than anybody asks for.</summary>
    public const decimal ShownSize = 100m;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    public static string Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>An object's text.</summary>
    /// <param name="properties">Writes the properties.</param>
    /// <param name="indented">For a person to read.</param>
    public static string Object(Action<Utf8JsonWriter> properties, bool indented = false)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options with { Indented = indented }))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public static void Number(this Utf8JsonWriter json, string name, decimal value) => json.WriteString(name, Text(value));

    public static void Time(this Utf8JsonWriter json, string name, DateTimeOffset at) => json.WriteString(name, Milliseconds(at));

    /// <summary>One side of a book: two levels around a price, a tick apart, each as price, size and what an exchange adds to them.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">Of the side.</param>
    /// <param name="price">USDT.</param>
    /// <param name="step">From level to level, USDT; below 0 for bids.</param>
    /// <param name="more">After price and size.</param>
    public static void Levels(this Utf8JsonWriter json, string name, decimal price, decimal step, params ReadOnlySpan<string> more)
    {
        json.WriteStartArray(name);
        for (var level = 1; level <= 2; level++)
        {
            json.WriteStartArray();
            json.WriteStringValue(Text(price + level * step));
            json.WriteStringValue(Text(ShownSize));
            foreach (var text in more)
                json.WriteStringValue(text);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>An array of objects.</summary>
    public static void List<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
