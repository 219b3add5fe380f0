using System.Collections.Immutable;
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
