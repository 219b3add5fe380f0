using System.Globalization;
using System.Text.Json;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Okx;

/// <summary>Requests and answers as OKX v5 has them.</summary>
internal sealed class OkxWire(HttpClient http, ApiCredentials credentials, TimeProvider time, OkxLimits limits, OkxOptions options)
    : ExchangeWire(http, credentials, time, limits, options)
{
    public override ExchangeRequest TimeRequest { get; } = ExchangeRequest.Public(OkxPaths.Time);

    protected override IReadOnlyList<KeyValuePair<string, string>> Headers(ExchangeRequest request, string pathAndQuery, DateTimeOffset signedAt)
    {
        var headers = OkxSignature.Headers(Credentials, signedAt, request.Method, pathAndQuery, request.Body ?? "").ToList();
        if (request.Body is not null)
            headers.Add(new("expTime", (signedAt + options.OrderLifetime).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)));
        if (options.IsDemo)
            headers.Add(new("x-simulated-trading", "1"));
        return headers;
    }

    /// <summary>Where an order has a code of its own, that is the result, and the answer's is a summary.</summary>
    protected override ExchangeReply Read(ExchangeRequest request, HttpResponseMessage response, string body, TimeSpan offset)
    {
        var status = (int)response.StatusCode;
        var envelope = Envelope(body, "code");
        var data = envelope.TryGetProperty("data", out var list) && list.ValueKind == JsonValueKind.Array ? list : default;
        var first = data.ValueKind == JsonValueKind.Array && data.GetArrayLength() > 0 && data[0].ValueKind == JsonValueKind.Object ? data[0] : default;
        var own = request.Body is not null && first.ValueKind == JsonValueKind.Object ? first.Text("sCode") : "";
        var code = OkxVerdicts.Number(own.Length > 0 ? own : envelope.Text("code"));
        var isUnreadable = data.ValueKind != JsonValueKind.Array || (request.Body is not null && own.Length == 0); // an order's answer without its own code says nothing
        var verdict = OkxVerdicts.Of(status, code) is Verdict.Done && isUnreadable ? Verdict.NotKnown : OkxVerdicts.Of(status, code);
        var said = verdict == Verdict.WrongCredentials ? "" : Said(own.Length > 0 ? first.Text("sMsg") : envelope.Text("msg"));
        return new ExchangeReply(verdict, code, code is null ? $"HTTP {status}" : $"OKX {code} {said}".TrimEnd())
        {
            Result = data,
            ServerTime = request.Path == OkxPaths.Time && verdict == Verdict.Done && first.Time("ts") is { } at ? at : Time.GetUtcNow() + offset,
        };
    }
}
