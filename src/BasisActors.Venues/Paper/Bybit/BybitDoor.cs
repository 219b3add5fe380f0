using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BasisActors.Venues.Paper.Bybit;

/// <summary>Who may come in: key, time and signature of a private request.</summary>
/// <param name="secrets">Secret by API key.</param>
internal sealed class BybitDoor(IReadOnlyDictionary<string, string> secrets)
{
    private const long UsualWindow = 5_000;
    private const long Ahead = 1_000;

    /// <returns>The API key.</returns>
    /// <exception cref="BybitRefusalException">10003, 10002 or 10004.</exception>
    public string Admit(WireRequest request, DateTimeOffset now)
    {
        var (key, timestamp, window) = (request.Header("X-BAPI-API-KEY"), request.Header("X-BAPI-TIMESTAMP"), request.Header("X-BAPI-RECV-WINDOW"));
        if (!secrets.TryGetValue(key, out var secret))
            throw new BybitRefusalException(new BybitRefusal(10003, "API key is invalid."));
        var server = now.ToUnixTimeMilliseconds();
        var width = long.TryParse(window, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : UsualWindow;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var sent) || sent < server - width || sent >= server + Ahead)
        {
            throw new BybitRefusalException(new BybitRefusal(
                10002, $"invalid request, please check your server timestamp or recv_window param. req_timestamp[{timestamp}],server_timestamp[{server}],recv_window[{width}]"));
        }

        var expected = BybitSignature.Of(secret, timestamp, key, window, request.Method == "GET" ? request.Query : request.Body);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(request.Header("X-BAPI-SIGN").ToLowerInvariant())))
            throw new BybitRefusalException(new BybitRefusal(10004, "error sign! please check your signature generation algorithm."));
        return key;
    }
}
