using System.Security.Cryptography;
using System.Text;

namespace BasisActors.Venues.Exchanges.Binance;

/// <summary>How Binance knows who sent a request: by a parameter of the request itself, and a header with the key.</summary>
public static class BinanceSignature
{
    /// <summary>Name of the header with the API key.</summary>
    public const string KeyHeader = "X-MBX-APIKEY";

    /// <summary>Lower-case hex of HMAC-SHA256 over query and body, joined with nothing in between.</summary>
    /// <param name="secret">Key of the HMAC.</param>
    /// <param name="query">Without '?' and signature: exactly the bytes that are sent.</param>
    /// <param name="body">The form, without signature; empty when there is none.</param>
    public static string Sign(string secret, string query, string body = "") =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(query + body)));

    /// <summary>Parameters as a query: values are percent-encoded before they are signed.</summary>
    public static string Query(params IEnumerable<(string Name, string Value)> parameters) =>
        string.Join('&', parameters.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));
}
