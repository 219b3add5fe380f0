using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BasisActors.Domain.Costs;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Bybit;

/// <summary>Writes Bybit's envelope and its numbers, which are strings without exponent and without superfluous zeros.</summary>
internal static class BybitReply
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="now">Time of the answer.</param>
    /// <param name="result">Writes the properties of <c>result</c>.</param>
    /// <param name="headers">Besides the content type.</param>
    public static WireAnswer Fine(DateTimeOffset now, Action<Utf8JsonWriter> result, ImmutableArray<KeyValuePair<string, string>> headers) =>
        new(200, Envelope(now, 0, "OK", result), headers);

    public static WireAnswer Refused(DateTimeOffset now, BybitRefusal refusal, ImmutableArray<KeyValuePair<string, string>> headers, int status = 200) =>
        new(status, Envelope(now, refusal.Code, refusal.Message, _ => { }), headers);

    public static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    public static string Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public static string Text(Product product) => product == Product.Spot ? "spot" : "linear";

    public static string Text(Side side) => side == Side.Buy ? "Buy" : "Sell";

    /// <summary>A fee as a fraction of what it was charged on.</summary>
    public static decimal Rate(decimal fee, decimal value) => value == 0 ? 0m : decimal.Round(fee / value, 8);

    public static void Number(this Utf8JsonWriter json, string name, decimal value) => json.WriteString(name, Text(value));

    public static void Time(this Utf8JsonWriter json, string name, DateTimeOffset at) => json.WriteString(name, Milliseconds(at));

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

    /// <summary>A page of <c>list</c>, with the cursor of the next; the cursor is the number of entries before the page.</summary>
    public static void Page<T>(this Utf8JsonWriter json, BybitArguments arguments, List<T> found, int usual, int largest, Action<T> write)
    {
        var (begin, limit) = ((int)Math.Min(arguments.Time("cursor") ?? 0, found.Count), arguments.Limit(usual, largest));
        json.List("list", found.Skip(begin).Take(limit), write);
        json.WriteString("nextPageCursor", begin + limit < found.Count ? (begin + limit).ToString(CultureInfo.InvariantCulture) : "");
    }

    /// <summary>Who made an order. Spot does not have this key, and clients tell spot from perpetual by it.</summary>
    public static void CreateType(this Utf8JsonWriter json, Product product)
    {
        if (product == Product.Perpetual)
            json.WriteString("createType", "CreateByUser");
    }

    private static string Envelope(DateTimeOffset now, int code, string message, Action<Utf8JsonWriter> result)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("retCode", code);
            json.WriteString("retMsg", message);
            json.WriteStartObject("result");
            result(json);
            json.WriteEndObject();
            json.WriteStartObject("retExtInfo");
            json.WriteEndObject();
            json.WriteNumber("time", now.ToUnixTimeMilliseconds());
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
