using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using BasisActors.Venues.Exchanges.Limits;

namespace BasisActors.Venues.Exchanges.Requests;

/// <summary>One request over HTTP and what it means. Nothing is ever repeated here.</summary>
internal abstract class ExchangeWire(HttpClient http, ApiCredentials credentials, TimeProvider time, HostLimits limits, ExchangeOptions options)
{
    private const int LongestMessage = 200;

    protected ApiCredentials Credentials => credentials;

    protected TimeProvider Time => time;

    /// <summary>Answered with the exchange's clock.</summary>
    public abstract ExchangeRequest TimeRequest { get; }

    /// <summary>Sends once. Whatever goes wrong comes back as a reply; only the caller's own cancellation is thrown.</summary>
    /// <param name="request">What is sent.</param>
    /// <param name="offset">Exchange's clock minus local clock.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<ExchangeReply> SendAsync(ExchangeRequest request, TimeSpan offset, CancellationToken cancellation)
    {
        await limits.WaitAsync(request, cancellation);
        if (limits.Barred is { } barred)
        {
            VenueRequests.Barred(options.Name);
            return new ExchangeReply(Verdict.TooMany, null, "the address is barred for too many requests") { Wait = barred };
        }

        var sent = time.GetTimestamp();
        var reply = await AnswerAsync(request, offset, cancellation);
        VenueRequests.Answered(options.Name, reply.Verdict, time.GetElapsedTime(sent));
        return reply;
    }

    /// <summary>How long the host wants to be left alone by everybody, as it says with an answer; null when it does not.</summary>
    protected virtual TimeSpan? Bar(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.TooManyRequests && response.Headers.RetryAfter is { } told ? told.Delta ?? told.Date - time.GetUtcNow() : null;

    /// <summary>A signed request as it is sent, where time and signature are part of its query; itself where they are headers only.</summary>
    protected virtual ExchangeRequest Seal(ExchangeRequest request, DateTimeOffset signedAt) => request;

    /// <summary>The headers that sign a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pathAndQuery">As the address has them: these bytes are sent.</param>
    /// <param name="signedAt">Whole milliseconds on the exchange's clock.</param>
    protected abstract IReadOnlyList<KeyValuePair<string, string>> Headers(ExchangeRequest request, string pathAndQuery, DateTimeOffset signedAt);

    /// <summary>What an answer means.</summary>
    protected abstract ExchangeReply Read(ExchangeRequest request, HttpResponseMessage response, string body, TimeSpan offset);

    /// <summary>A text of the exchange for a person: short, and without key and secret.</summary>
    protected string Said(string text) => credentials.Redact(text) is { Length: > LongestMessage } redacted ? redacted[..LongestMessage] : credentials.Redact(text);

    /// <summary>The answer's envelope; an empty object when it is none, such as a gateway's page: then the status alone speaks.</summary>
    /// <param name="body">As received.</param>
    /// <param name="code">Field that an envelope has, with a number in it.</param>
    protected static JsonElement Envelope(string body, string code)
    {
        try
        {
            var parsed = JsonSerializer.Deserialize<JsonElement>(body);
            if (parsed.ValueKind == JsonValueKind.Object && decimal.TryParse(parsed.Text(code), System.Globalization.CultureInfo.InvariantCulture, out _))
                return parsed;
        }
        catch (JsonException)
        {
            // Below.
        }

        return JsonSerializer.Deserialize<JsonElement>("{}");
    }

    private HttpRequestMessage Message(ExchangeRequest request, DateTimeOffset signedAt)
    {
        var address = new Uri(http.BaseAddress!, request.Query.Length == 0 ? request.Path : $"{request.Path}?{request.Query}");
        var message = new HttpRequestMessage(request.IsPost ? HttpMethod.Post : HttpMethod.Get, address);
        if (request.Body is { } body)
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        message.Options.Set(MarketHosts.Anywhere, !request.IsSigned && !request.IsPost);
        if (!request.IsSigned)
            return message;
        foreach (var (name, value) in Headers(request, address.PathAndQuery, signedAt))
            message.Headers.Add(name, value);
        return message;
    }

    private async Task<ExchangeReply> AnswerAsync(ExchangeRequest request, TimeSpan offset, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var signedAt = DateTimeOffset.FromUnixTimeMilliseconds((time.GetUtcNow() + offset).ToUnixTimeMilliseconds()); // after the limiter: its age counts
        try
        {
            using var message = Message(request.IsSigned ? Seal(request, signedAt) : request, signedAt);
            using var response = await http.SendAsync(message, either.Token);
            if (Bar(response) is { } duration)
                limits.Bar(duration);
            var reply = Read(request, response, await response.Content.ReadAsStringAsync(either.Token), offset) with { SignedAt = signedAt };
            return reply.Verdict == Verdict.TooMany ? reply with { Wait = limits.Barred ?? reply.Wait } : reply;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ExchangeReply(Verdict.NotKnown, null, $"no answer from {request.Path} in time") { SignedAt = signedAt };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or FormatException or OverflowException or ArgumentException)
        {
            return new ExchangeReply(Verdict.NotKnown, null, $"{request.Path}: {credentials.Redact(e.Message)}") { SignedAt = signedAt };
        }
    }
}
