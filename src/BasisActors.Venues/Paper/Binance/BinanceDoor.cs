using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BasisActors.Venues.Exchanges.Binance;

namespace BasisActors.Venues.Paper.Binance;

/// <summary>Who may come in: key, time and signature of a private request.</summary>
/// <param name="secrets">Secret by API key.</param>
internal sealed class BinanceDoor(IReadOnlyDictionary<string, string> secrets)
{
    private const long UsualWindow = 5_000;
    private const long LongestWindow = 60_000;
    private const long Ahead = 1_000;
    private const string Name = "signature=";

    /// <returns>The API key.</returns>
    /// <exception cref="BinanceRefusalException">-2014, -2015, -1102, -1131, -1021 or -1022.</exception>
    public string Admit(WireRequest request, BinanceArguments arguments, DateTimeOffset now)
    {
        var key = request.Header(BinanceSignature.KeyHeader);
        if (key.Length == 0)
            throw Refused(-2014, "API-key format invalid.", 401);
        if (!secrets.TryGetValue(key, out var secret))
            throw Refused(-2015, "Invalid API-key, IP, or permissions for action.", 401);
        if (!long.TryParse(arguments.Needed("timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var sent))
            throw new BinanceRefusalException(BinanceRefusal.Missing("timestamp"));
        var (server, window) = (now.ToUnixTimeMilliseconds(), arguments.Time("recvWindow") ?? UsualWindow);
        if (window > LongestWindow)
            throw Refused(-1131, "recvWindow must be less than 60000.");
        if (sent >= server + Ahead)
            throw Refused(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
        if (sent < server - window)
            throw Refused(-1021, "Timestamp for this request is outside of the recvWindow.");
        var expected = BinanceSignature.Sign(secret, Unsigned(request.Query), Unsigned(request.Body));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(arguments.Needed("signature").ToLowerInvariant()))
            ? key
            : throw Refused(-1022, "Signature for this request is not valid.");
    }

    /// <summary>Parameters as they were signed.</summary>
    private static string Unsigned(string parameters) => string.Join('&', parameters.Split('&').Where(p => !p.StartsWith(Name, StringComparison.Ordinal)));

    private static BinanceRefusalException Refused(int code, string message, int status = 400) => new(new BinanceRefusal(code, message, status));
}
