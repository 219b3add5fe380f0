using System.Security.Cryptography;
using System.Text;

namespace BasisActors.Venues.Paper.Bybit;

/// <summary>The signature of Bybit v5: hexadecimal HMAC-SHA256 over timestamp, key, window and payload joined with nothing in between.</summary>
public static class BybitSignature
{
    /// <param name="secret">The key's secret.</param>
    /// <param name="timestamp">Milliseconds, as in its header.</param>
    /// <param name="key">API key.</param>
    /// <param name="window">Receive window, as in its header; empty when there is none.</param>
    /// <param name="payload">Query string of a GET, body of a POST, exactly as sent.</param>
    public static string Of(string secret, string timestamp, string key, string window, string payload) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(timestamp + key + window + payload)));
}
