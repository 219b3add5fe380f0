using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>How Bybit v5 knows who sent a request.</summary>
public static class BybitSignature
{
    /// <summary>Lower-case hex of HMAC-SHA256 over timestamp, key, window and payload, joined with nothing in between.</summary>
    /// <param name="secret">Key of the HMAC.</param>
    /// <param name="timestamp">Milliseconds since 1970 on the exchange's clock.</param>
    /// <param name="key">The API key.</param>
    /// <param name="recvWindow">Milliseconds after the timestamp for which the request is accepted.</param>
    /// <param name="payload">The query without '?', or the body: exactly the bytes that are sent.</param>
    public static string Sign(string secret, long timestamp, string key, int recvWindow, string payload)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{timestamp}{key}{recvWindow}{payload}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The headers of a signed request, besides the content type of a POST.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(ApiCredentials credentials, long timestamp, int recvWindow, string payload) =>
    [
        new("X-BAPI-API-KEY", credentials.Key),
        new("X-BAPI-TIMESTAMP", timestamp.ToString(CultureInfo.InvariantCulture)),
        new("X-BAPI-RECV-WINDOW", recvWindow.ToString(CultureInfo.InvariantCulture)),
        new("X-BAPI-SIGN", Sign(credentials.Secret, timestamp, credentials.Key, recvWindow, payload)),
    ];
}
