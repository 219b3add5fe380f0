using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace BasisActors.Host.Http;

/// <summary>
/// A POST with an <c>Idempotency-Key</c> is carried out once: when it comes again, whether the first answer was lost or the host restarted, the stored answer is
/// given. What it sets in motion gets its id from the key (<see cref="IdOf"/>), so that a host killed between doing and storing does not do it twice either.
/// </summary>
/// <param name="directory">Where answers are kept for a day.</param>
/// <param name="time">The clock.</param>
public sealed class Idempotency(string directory, TimeProvider time)
{
    private const int LongestKey = 200;
    private const string Header = "Idempotency-Key", Item = "idempotency";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _inHand = new(StringComparer.Ordinal);

    /// <summary>An id that is the same for every repetition of a call with an <c>Idempotency-Key</c>; null without one.</summary>
    public static string? IdOf(HttpContext context) => context.Items[Item] as string;

    internal async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        var key = context.Request.Headers[Header].ToString();
        var isOpen = context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null; // a login's answer is a secret, and is not kept
        if (key.Length == 0 || isOpen || !HttpMethods.IsPost(context.Request.Method) || !context.Request.Path.StartsWithSegments(HostServer.Api))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        if (key.Length > LongestKey || key.Any(c => c is < '!' or > '~'))
            throw ApiFault.Invalid(Header, $"{Header} is 1 to {LongestKey} visible ASCII characters.").Exception();
        var id = Hash(Encoding.UTF8.GetBytes($"{context.User.Identity?.Name}\n{context.Request.Path}\n{key}"))[..32];
        context.Items[Item] = id;
        var asked = Hash(Encoding.UTF8.GetBytes(context.Request.QueryString.Value + "\n" + await BodyAsync(context).ConfigureAwait(false)));
        var gate = _inHand.GetOrAdd(id, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            if (Find(id) is not { } stored)
                await CarryOutAsync(context, next, id, asked).ConfigureAwait(false);
            else if (stored.Asked != asked)
                throw ApiFault.Conflict($"This {Header} was used for another request.", "Take a new key for a new request.").Exception();
            else
                await RepeatAsync(context, stored).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
            _inHand.TryRemove(id, out _);
        }
    }

    private static async Task RepeatAsync(HttpContext context, StoredAnswer stored)
    {
        context.Response.StatusCode = stored.Status;
        context.Response.ContentType = stored.ContentType;
        context.Response.Headers["Idempotent-Replayed"] = "true";
        await context.Response.Body.WriteAsync(stored.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<string> BodyAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8, leaveOpen: true);
        var body = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
        context.Request.Body.Position = 0;
        return body;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private async Task CarryOutAsync(HttpContext context, RequestDelegate next, string id, string asked)
    {
        var answer = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            context.Response.Body = answer;
        }

        if (context.Response.StatusCode < StatusCodes.Status300MultipleChoices)
            Store(id, new StoredAnswer(asked, context.Response.StatusCode, context.Response.ContentType ?? "", kept.ToArray()));
        kept.Position = 0;
        await kept.CopyToAsync(answer, context.RequestAborted).ConfigureAwait(false);
    }

    private StoredAnswer? Find(string id)
    {
        var path = Path.Combine(directory, id + ".json");
        return File.Exists(path) && File.GetLastWriteTimeUtc(path) + Kept > time.GetUtcNow().UtcDateTime
            ? JsonSerializer.Deserialize(File.ReadAllText(path), IdempotencyJson.Default.StoredAnswer)
            : null;
    }

    private void Store(string id, StoredAnswer answer)
    {
        Directory.CreateDirectory(directory);
        foreach (var old in Directory.EnumerateFiles(directory).Where(f => File.GetLastWriteTimeUtc(f) + Kept <= time.GetUtcNow().UtcDateTime))
            File.Delete(old);
        var path = Path.Combine(directory, id);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(answer, IdempotencyJson.Default.StoredAnswer));
        File.SetLastWriteTimeUtc(path + ".new", time.GetUtcNow().UtcDateTime);
        File.Move(path + ".new", path + ".json", overwrite: true);
    }
}

/// <summary>What a call was answered with.</summary>
/// <param name="Asked">Hash of what was asked for.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Body">As sent.</param>
internal sealed record StoredAnswer(string Asked, int Status, string ContentType, byte[] Body);

[JsonSerializable(typeof(StoredAnswer))]
internal sealed partial class IdempotencyJson : JsonSerializerContext;
