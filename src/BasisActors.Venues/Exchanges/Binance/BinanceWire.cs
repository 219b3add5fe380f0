using System.Globalization;
using System.Net;
using System.Text.Json;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Binance;

/// <summary>Requests and answers as Binance has them. Time and signature are parameters; all parameters go in the query.</summary>
internal sealed class BinanceWire(BinanceHost host, Product product, ApiCredentials credentials, TimeProvider time, BinanceOptions options)
    : ExchangeWire(host.Http, credentials, time, host.Limits, options)
{
    /// <summary>A bar that does not say how long: the shortest that Binance sets.</summary>
    private static readonly TimeSpan UntoldBar = TimeSpan.FromMinutes(2);

    public override ExchangeRequest TimeRequest { get; } = ExchangeRequest.Public(product == Product.Spot ? BinancePaths.SpotTime : BinancePaths.FuturesTime);

    protected override TimeSpan? Bar(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.Forbidden or (HttpStatusCode)418 => response.Headers.RetryAfter?.Delta ?? UntoldBar,
        _ => base.Bar(response),
    };

    protected override ExchangeRequest Seal(ExchangeRequest request, DateTimeOffset signedAt)
    {
        var window = string.Create(
            CultureInfo.InvariantCulture, $"recvWindow={options.RecvWindow.TotalMilliseconds:0}&timestamp={signedAt.ToUnixTimeMilliseconds()}");
        var query = request.Query.Length == 0 ? window : $"{request.Query}&{window}";
        return request with { Query = $"{query}&signature={BinanceSignature.Sign(Credentials.Secret, query)}" };
    }

    protected override IReadOnlyList<KeyValuePair<string, string>> Headers(ExchangeRequest request, string pathAndQuery, DateTimeOffset signedAt) =>
        [new(BinanceSignature.KeyHeader, Credentials.Key)];

    /// <summary>An answer has no envelope: it is what was asked for, or an object with a code below 0.</summary>
    protected override ExchangeReply Read(ExchangeRequest request, HttpResponseMessage response, string body, TimeSpan offset)
    {
        host.Limits.Observe(response);
        var status = (int)response.StatusCode;
        var answer = Parsed(body);
        int? code = answer is { ValueKind: JsonValueKind.Object } error && error.TryGetProperty("code", out var field) && field.ValueKind == JsonValueKind.Number
            && field.TryGetInt32(out var number) && number < 0 ? number : null;
        var message = code is null ? body : answer!.Value.Text("msg");
        var verdict = BinanceVerdicts.Of(status, code, message);
        if (verdict == Verdict.Done && answer is null)
            verdict = Verdict.NotKnown; // a gateway's page
        return new ExchangeReply(verdict, code, code is null ? $"HTTP {status}" : $"Binance {code} {Said(message)}".TrimEnd())
        {
            Result = verdict == Verdict.Done ? answer!.Value : default,
            ServerTime = request.Path == TimeRequest.Path && verdict == Verdict.Done && answer!.Value.ValueKind == JsonValueKind.Object && answer.Value.Time("serverTime") is { } at
                ? at
                : Time.GetUtcNow() + offset,
        };
    }

    private static JsonElement? Parsed(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body) is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } answer ? answer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
