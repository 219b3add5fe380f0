using System.Globalization;
using System.Net;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>Requests and answers as Bybit v5 has them.</summary>
internal sealed class BybitWire(HttpClient http, ApiCredentials credentials, TimeProvider time, BybitLimits limits, BybitOptions options)
    : ExchangeWire(http, credentials, time, limits, options)
{
    /// <summary>Bybit bars an address that went over the limit for this long (HTTP 403).</summary>
    private static readonly TimeSpan ForTooMany = TimeSpan.FromMinutes(10);

    public override ExchangeRequest TimeRequest { get; } = ExchangeRequest.Public("/v5/market/time");

    protected override TimeSpan? Bar(HttpResponseMessage response) => response.StatusCode == HttpStatusCode.Forbidden ? ForTooMany : base.Bar(response);

    protected override IReadOnlyList<KeyValuePair<string, string>> Headers(ExchangeRequest request, string pathAndQuery, DateTimeOffset signedAt)
    {
        var query = pathAndQuery.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? pathAndQuery[(at + 1)..] : "";
        return BybitSignature.Headers(Credentials, signedAt.ToUnixTimeMilliseconds(), (int)options.RecvWindow.TotalMilliseconds, request.Body ?? query);
    }

    protected override ExchangeReply Read(ExchangeRequest request, HttpResponseMessage response, string body, TimeSpan offset)
    {
        var status = (int)response.StatusCode;
        var envelope = Envelope(body, "retCode");
        int? code = envelope.Number("retCode") is { } number ? (int)number : null;
        var verdict = BybitVerdicts.Of(status, code);
        var said = verdict == Verdict.WrongCredentials ? "" : Said(envelope.Text("retMsg")); // it quotes the signed text
        return new ExchangeReply(verdict, code, code is null ? $"HTTP {status}" : $"Bybit {code} {said}".TrimEnd())
        {
            Result = envelope.TryGetProperty("result", out var result) ? result : default,
            ServerTime = envelope.Time("time") ?? Time.GetUtcNow() + offset,
            Wait = verdict == Verdict.TooMany ? Told(response, Time.GetUtcNow() + offset) : null,
        };
    }

    /// <summary>Bybit's own header names a moment of its clock.</summary>
    private static TimeSpan? Told(HttpResponseMessage response, DateTimeOffset serverNow)
    {
        return response.Headers.TryGetValues("X-Bapi-Limit-Reset-Timestamp", out var values)
            && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
            && DateTimeOffset.FromUnixTimeMilliseconds(reset) - serverNow is var wait && wait > TimeSpan.Zero
                ? wait
                : null;
    }
}
