using System.Text.Json;
using BasisActors.Domain.Costs;

namespace BasisActors.Venues.Paper.Binance;

/// <summary>Writes Binance's answers, which have no envelope: an object, or a list of them. Ids and times are numbers.</summary>
internal static class BinanceReply
{
    public static WireAnswer Object(Action<Utf8JsonWriter> properties) => WireAnswer.Json(PaperJson.Object(properties));

    public static WireAnswer List<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write) =>
        WireAnswer.Json($"[{string.Join(',', items.Select(i => PaperJson.Object(json => write(json, i))))}]");

    public static WireAnswer Refused(BinanceRefusal refusal, TimeSpan? retryAfter = null) => new(
        refusal.Status,
        PaperJson.Object(json =>
        {
            json.WriteNumber("code", refusal.Code);
            json.WriteString("msg", refusal.Message);
        }),
        retryAfter is { } wait ? [new("Retry-After", PaperJson.Text(decimal.Ceiling((decimal)wait.TotalSeconds)))] : []);

    public static string Text(Side side) => side == Side.Buy ? "BUY" : "SELL";

    /// <summary>Milliseconds, as a number.</summary>
    public static void Moment(this Utf8JsonWriter json, string name, DateTimeOffset at) => json.WriteNumber(name, at.ToUnixTimeMilliseconds());
}
