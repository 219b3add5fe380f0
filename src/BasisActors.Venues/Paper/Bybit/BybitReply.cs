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
