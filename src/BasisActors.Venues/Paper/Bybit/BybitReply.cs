using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BasisActors.Domain.Costs;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Bybit;

/// <summary>Writes Bybit's envelope and its words.</summary>
internal static class BybitReply
{
    /// <param name="now">Time of the answer.</param>
    /// <param name="result">Writes the properties of <c>result</c>.</param>
    /// <param name="headers">Besides the content type.</param>
    public static WireAnswer Fine(DateTimeOffset now, Action<Utf8JsonWriter> result, ImmutableArray<KeyValuePair<string, string>> headers) =>
        new(200, Envelope(now, 0, "OK", result), headers);

    public static WireAnswer Refused(DateTimeOffset now, BybitRefusal refusal, ImmutableArray<KeyValuePair<string, string>> headers, int status = 200) =>
        new(status, Envelope(now, refusal.Code, refusal.Message, _ => { }), headers);

    public static string Text(Product product) => product == Product.Spot ? "spot" : "linear";

    public static string Text(Side side) => side == Side.Buy ? "Buy" : "Sell";

    /// <summary>A fee as a fraction of what it was charged on.</summary>
    public static decimal Rate(decimal fee, decimal value) => value == 0 ? 0m : decimal.Round(fee / value, 8);

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
        return PaperJson.Object(json =>
        {
            json.WriteNumber("retCode", code);
            json.WriteString("retMsg", message);
            json.WriteStartObject("result");
            result(json);
            json.WriteEndObject();
            json.WriteStartObject("retExtInfo");
            json.WriteEndObject();
            json.WriteNumber("time", now.ToUnixTimeMilliseconds());
        });
    }
}
