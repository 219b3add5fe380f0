using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace BasisActors.Host.Http;

/// <summary>Who asked for a change of state, for what, and what became of it.</summary>
/// <param name="At">UTC.</param>
/// <param name="Caller">The key's or session's role; anonymous where none was shown.</param>
/// <param name="From">Address it came from.</param>
/// <param name="Command">Method and path, or the name of an operator's command on the dashboard.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="CorrelationId">As answered to the caller.</param>
public sealed record AuditEvent(DateTimeOffset At, string Caller, string? From, string Command, int Status, string CorrelationId);

/// <summary>One line of JSON for each operator command, refused ones too, in <c>.host/audit.jsonl</c> of the folder of runs. No secret is in it: bodies and headers are not kept.</summary>
public sealed class AuditLog(string path, TimeProvider time)
{
    private readonly Lock _gate = new();

    public void Write(string caller, string? from, string command, int status, string correlationId)
    {
        var line = JsonSerializer.Serialize(new AuditEvent(time.GetUtcNow(), caller, from, command, status, correlationId), AuditJson.Default.AuditEvent) + "\n";
        lock (_gate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.AppendAllText(path, line);
        }
    }

    /// <summary>Writes a line for each call that is not a mere look, after it was handled.</summary>
    internal async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || !context.Request.Path.StartsWithSegments(HostServer.Api))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            Write(context.User.Identity?.Name ?? "anonymous", context.Connection.RemoteIpAddress?.ToString(), $"{method} {context.Request.Path}", context.Response.StatusCode, context.TraceIdentifier);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AuditEvent))]
internal sealed partial class AuditJson : JsonSerializerContext;
