using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace BasisActors.Host.Http;

/// <summary>A caller who has shown a key and need not show it again.</summary>
/// <param name="Role">Of the key.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record Session(ApiRole Role, DateTimeOffset ExpiresAt);

/// <summary>
/// Callers who have logged in. A token stands for a key for some hours, so that a browser need not keep the key. Tokens live in this process only; only their
/// hashes are kept.
/// </summary>
public sealed class Sessions(TimeProvider time)
{
    /// <summary>The longest that a token is good for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    private const int TokenBytes = 32;

    private readonly ConcurrentDictionary<string, Session> _open = new(StringComparer.Ordinal);

    public (string Token, Session Session) Begin(ApiRole role)
    {
        foreach (var old in _open.Where(s => s.Value.ExpiresAt <= time.GetUtcNow()))
            _open.TryRemove(old);
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var session = new Session(role, time.GetUtcNow() + Longest);
        _open[Hash(token)] = session;
        return (token, session);
    }

    /// <summary>Null when there is none, or it has expired.</summary>
    public Session? Find(string token) => _open.TryGetValue(Hash(token), out var session) && session.ExpiresAt > time.GetUtcNow() ? session : null;

    public void End(string token) => _open.TryRemove(Hash(token), out _);

    /// <summary>What the session of a token is known by to those who must not have the token.</summary>
    public static string Known(string token) => Hash(token);

    /// <summary>True while the session that is known so has neither ended nor expired.</summary>
    public bool IsOpen(string known) => _open.TryGetValue(known, out var session) && session.ExpiresAt > time.GetUtcNow();

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
