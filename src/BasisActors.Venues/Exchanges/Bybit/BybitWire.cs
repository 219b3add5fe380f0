using System.Globalization;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>Requests and answers as Bybit v5 has them.</summary>
internal sealed class BybitWire(HttpClient http, ApiCredentials credentials, TimeProvider time, BybitLimits limits, BybitOptions options)
    : ExchangeWire(http, credentials, time, options)
{
    public override ExchangeRequest TimeRequest { get; } = ExchangeRequest.Public("/v5/market/time");

    protected override TimeSpan? Barred => limits.Barred;

    protected override Task WaitAsync(ExchangeRequest request, CancellationToken cancellation) => limits.WaitAsync(request.Body is not null, cancellation);

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
        if (status == 403)
            limits.SetBar();
        var said = verdict == Verdict.WrongCredentials ? "" : Said(envelope.Text("retMsg")); // it quotes the signed text
        return new ExchangeReply(verdict, code, code is null ? $"HTTP {status}" : $"Bybit {code} {said}".TrimEnd())
        {
            Result = envelope.TryGetProperty("result", out var result) ? result : default,
            ServerTime = envelope.Time("time") ?? Time.GetUtcNow() + offset,
            Wait = verdict == Verdict.TooMany ? limits.Barred ?? Told(response, Time.GetUtcNow() + offset) : null,
        };
    }

    /// <summary>Retry-After in seconds, else Bybit's own header, which names a moment of its clock.</summary>
    private static TimeSpan? Told(HttpResponseMessage response, DateTimeOffset serverNow)
    {
        if (response.Headers.RetryAfter?.Delta is { } delta)
            return delta;
        return response.Headers.TryGetValues("X-Bapi-Limit-Reset-Timestamp", out var values)
            && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
            && DateTimeOffset.FromUnixTimeMilliseconds(reset) - serverNow is var wait && wait > TimeSpan.Zero
                ? wait
                : null;
    }
}
