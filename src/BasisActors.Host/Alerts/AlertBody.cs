using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BasisActors.Host.Alerts;

/// <summary>An alert as it is sent: JSON, and the signature over its bytes.</summary>
/// <param name="Id">The same for each attempt: a receiver that has seen it may drop it.</param>
/// <param name="Kind">Such as journal_failure.</param>
/// <param name="State">raised or resolved.</param>
/// <param name="Run">The run.</param>
/// <param name="Code">Our code.</param>
/// <param name="Message">For a person.</param>
/// <param name="Resolution">What to do.</param>
/// <param name="Since">When it began.</param>
/// <param name="At">When this was seen.</param>
internal sealed record AlertBody(string Id, string Kind, string State, string Run, string? Code, string Message, string? Resolution, DateTimeOffset Since, DateTimeOffset At)
{
    public static byte[] Of(Alert alert, SafeText text) => JsonSerializer.SerializeToUtf8Bytes(
        new AlertBody(
            alert.Id, alert.Kind.Name(), alert.IsResolved ? "resolved" : "raised", alert.Run, alert.Code, text.Of(alert.Message), alert.Resolution is { } todo ? text.Of(todo) : null, alert.Since, alert.At),
        AlertJson.Default.AlertBody);

    /// <summary><c>sha256=</c> and the HMAC-SHA256 of the body in hexadecimal, lower case.</summary>
    public static string Signature(byte[] body, string secret) => $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AlertBody))]
internal sealed partial class AlertJson : JsonSerializerContext;
