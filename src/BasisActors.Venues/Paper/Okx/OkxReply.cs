using System.Collections.Immutable;
using System.Text.Json;
using BasisActors.Domain.Costs;

namespace BasisActors.Venues.Paper.Okx;

/// <summary>Writes OKX's envelope and its words.</summary>
internal static class OkxReply
{
    /// <summary>An answer whose <c>data</c> has an object for each entry.</summary>
    public static WireAnswer Fine<T>(IEnumerable<T> data, Action<Utf8JsonWriter, T> write) => Envelope(0, "", data, write);

    public static WireAnswer Fine(Action<Utf8JsonWriter> only) => Fine([0], (json, _) => only(json));

    public static WireAnswer Refused(OkxRefusal refusal) => Envelope(refusal.Code, refusal.Message, ImmutableArray<int>.Empty, (_, _) => { }, refusal.Status);

    /// <param name="code">0, or a summary of what the entries say: 1 all failed, 2 some failed.</param>
    /// <param name="message">Of the answer.</param>
    /// <param name="data">Entries.</param>
    /// <param name="write">Writes one.</param>
    /// <param name="status">HTTP status.</param>
    public static WireAnswer Envelope<T>(int code, string message, IEnumerable<T> data, Action<Utf8JsonWriter, T> write, int status = 200) => WireAnswer.Json(
        PaperJson.Object(json =>
        {
            json.Number("code", code);
            json.WriteString("msg", message);
            json.List("data", data, item => write(json, item));
        }),
        status);

    public static string Text(Side side) => side == Side.Buy ? "buy" : "sell";
}
