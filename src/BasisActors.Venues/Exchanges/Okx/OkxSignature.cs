using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BasisActors.Venues.Exchanges.Okx;

/// <summary>How OKX v5 knows who sent a request.</summary>
public static class OkxSignature
{
    /// <summary>Base64 of HMAC-SHA256 over timestamp, method, path with query, and body, joined with nothing in between.</summary>
    /// <param name="secret">Key of the HMAC.</param>
    /// <param name="timestamp">As its header has it: <see cref="Timestamp"/>.</param>
    /// <param name="method">GET or POST.</param>
    /// <param name="pathAndQuery">Exactly as sent.</param>
    /// <param name="body">Exactly as sent; empty for a GET.</param>
    public static string Sign(string secret, string timestamp, string method, string pathAndQuery, string body) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(timestamp + method + pathAndQuery + body)));

    /// <summary>ISO 8601 in UTC with exactly three decimals and Z.</summary>
    public static string Timestamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The headers of a signed request, besides the content type of a POST.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(ApiCredentials credentials, DateTimeOffset at, string method, string pathAndQuery, string body) =>
    [
        new("OK-ACCESS-KEY", credentials.Key),
        new("OK-ACCESS-SIGN", Sign(credentials.Secret, Timestamp(at), method, pathAndQuery, body)),
        new("OK-ACCESS-TIMESTAMP", Timestamp(at)),
        new("OK-ACCESS-PASSPHRASE", credentials.Passphrase),
    ];
}
