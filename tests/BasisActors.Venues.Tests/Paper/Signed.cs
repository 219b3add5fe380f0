using System.Globalization;
using System.Text.Json;
using BasisActors.Venues.Paper;
using BasisActors.Venues.Paper.Bybit;

namespace BasisActors.Venues.Tests.Paper;

/// <summary>Requests signed as a client signs them.</summary>
internal static class Signed
{
    public static WireRequest Get(PaperDesk desk, string path, string query = "", long shift = 0, string key = PaperDesk.Key, string secret = PaperDesk.Secret) =>
        new("GET", path, query, Headers(desk, query, shift, key, secret), "");

    public static WireRequest Post(PaperDesk desk, string path, string body, long shift = 0) => new("POST", path, "", Headers(desk, body, shift, PaperDesk.Key, PaperDesk.Secret), body);

    public static string Order(string id, string side, string quantity, string category = "linear", string more = "") =>
        $$"""{"category":"{{category}}","symbol":"BTCUSDT","side":"{{side}}","orderType":"Market","qty":"{{quantity}}","orderLinkId":"{{id}}"{{more}}}""";

    /// <summary>The whole answer.</summary>
    public static JsonElement Read(this WireAnswer answer) => JsonDocument.Parse(answer.Body).RootElement;

    public static int Code(this WireAnswer answer) => answer.Read().GetProperty("retCode").GetInt32();

    /// <summary>Entries of <c>result.list</c>.</summary>
    public static List<JsonElement> List(this WireAnswer answer) => [.. answer.Read().GetProperty("result").GetProperty("list").EnumerateArray()];

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static Dictionary<string, string> Headers(PaperDesk desk, string payload, long shift, string key, string secret)
    {
        var timestamp = (desk.Time.Now.ToUnixTimeMilliseconds() + shift).ToString(CultureInfo.InvariantCulture);
        return new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["x-bapi-api-key"] = key,
            ["x-bapi-timestamp"] = timestamp,
            ["x-bapi-recv-window"] = "5000",
            ["x-bapi-sign"] = BybitSignature.Of(secret, timestamp, key, "5000", payload),
        };
    }
}
