using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>One request over HTTP and what it means. Nothing is ever repeated here.</summary>
internal sealed class BybitWire(HttpClient http, ApiCredentials credentials, TimeProvider time, BybitLimits limits, BybitOptions options)
{
    /// <summary>Sends once. Whatever goes wrong comes back as a reply; only the caller's own cancellation is thrown.</summary>
    /// <param name="request">What is sent.</param>
    /// <param name="offset">Exchange's clock minus local clock.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<BybitReply> SendAsync(BybitRequest request, TimeSpan offset, CancellationToken cancellation)
    {
        await limits.WaitAsync(request.Body is not null, cancellation);
        if (limits.Barred is { } barred)
            return new BybitReply(BybitVerdict.TooMany, null, "the address is barred for too many requests") { Wait = barred };

        using var timeout = new CancellationTokenSource(options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var signedAt = DateTimeOffset.FromUnixTimeMilliseconds((time.GetUtcNow() + offset).ToUnixTimeMilliseconds()); // after the limiter: its age counts
        try
        {
            using var message = Message(request, signedAt);
            using var response = await http.SendAsync(message, either.Token);
            return Read(response, await response.Content.ReadAsStringAsync(either.Token), offset) with { SignedAt = signedAt };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new BybitReply(BybitVerdict.NotKnown, null, $"no answer from {request.Path} in time") { SignedAt = signedAt };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or FormatException or OverflowException or ArgumentException)
        {
            return new BybitReply(BybitVerdict.NotKnown, null, $"{request.Path}: {credentials.Redact(e.Message)}") { SignedAt = signedAt };
        }
    }

    private HttpRequestMessage Message(BybitRequest request, DateTimeOffset signedAt)
    {
        var address = new Uri(http.BaseAddress!, request.Query.Length == 0 ? request.Path : $"{request.Path}?{request.Query}");
        var message = new HttpRequestMessage(request.Body is null ? HttpMethod.Get : HttpMethod.Post, address);
        if (request.Body is { } body)
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        if (!request.IsSigned)
            return message;
        var payload = request.Body ?? address.Query.TrimStart('?'); // as the address has it: these bytes are sent
        foreach (var (name, value) in BybitSignature.Headers(credentials, signedAt.ToUnixTimeMilliseconds(), (int)options.RecvWindow.TotalMilliseconds, payload))
            message.Headers.Add(name, value);
        return message;
    }

    private BybitReply Read(HttpResponseMessage response, string body, TimeSpan offset)
    {
        var status = (int)response.StatusCode;
        var envelope = Parse(body);
        int? code = envelope.Number("retCode") is { } number ? (int)number : null;
        var verdict = BybitVerdicts.Of(status, code);
        if (status == 403)
            limits.SetBar();
        var said = verdict == BybitVerdict.WrongCredentials ? "" : Short(envelope.Text("retMsg")); // it quotes the signed text
        return new BybitReply(verdict, code, code is null ? $"HTTP {status}" : $"Bybit {code} {said}".TrimEnd())
        {
            Result = envelope.TryGetProperty("result", out var result) ? result : default,
            ServerTime = envelope.Time("time") ?? time.GetUtcNow() + offset,
            Wait = verdict == BybitVerdict.TooMany ? limits.Barred ?? Told(response, time.GetUtcNow() + offset) : null,
        };
    }

    private string Short(string text) => credentials.Redact(text) is { Length: > 200 } redacted ? redacted[..200] : credentials.Redact(text);

    private static JsonElement Parse(string body)
    {
        try
        {
            var parsed = JsonSerializer.Deserialize<JsonElement>(body);
            if (parsed.ValueKind == JsonValueKind.Object && decimal.TryParse(parsed.Text("retCode"), CultureInfo.InvariantCulture, out _))
                return parsed;
        }
        catch (JsonException)
        {
            // A gateway's page: the status alone speaks.
        }

        return JsonSerializer.Deserialize<JsonElement>("{}");
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
