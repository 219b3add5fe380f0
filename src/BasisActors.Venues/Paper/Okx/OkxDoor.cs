using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Okx;

namespace BasisActors.Venues.Paper.Okx;

/// <summary>Who may come in: key, passphrase, time and signature of a private request.</summary>
/// <param name="accounts">By API key.</param>
internal sealed class OkxDoor(IReadOnlyDictionary<string, ApiCredentials> accounts)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    /// <returns>The API key.</returns>
    /// <exception cref="OkxRefusalException">50103 to 50113.</exception>
    public string Admit(WireRequest request, DateTimeOffset now)
    {
        var (key, timestamp) = (Required(request, "OK-ACCESS-KEY", 50103), Required(request, "OK-ACCESS-TIMESTAMP", 50107));
        var (passphrase, sign) = (Required(request, "OK-ACCESS-PASSPHRASE", 50104), Required(request, "OK-ACCESS-SIGN", 50106));
        if (!accounts.TryGetValue(key, out var account))
            throw Refused(50111, "Invalid OK-ACCESS-KEY");
        if (!DateTimeOffset.TryParseExact(timestamp, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sent))
            throw Refused(50112, "Invalid OK-ACCESS-TIMESTAMP");
        if ((now - sent).Duration() > Window)
            throw Refused(50102, "Timestamp request expired");
        if (passphrase != account.Passphrase)
            throw Refused(50105, "OK-ACCESS-PASSPHRASE incorrect");
        var target = request.Query.Length == 0 ? request.Path : $"{request.Path}?{request.Query}";
        var expected = OkxSignature.Sign(account.Secret, timestamp, request.Method, target, request.Body);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(sign)) ? key : throw Refused(50113, "Invalid Sign");
    }

    private static string Required(WireRequest request, string name, int code) =>
        request.Header(name) is { Length: > 0 } value ? value : throw Refused(code, $"Request header \"{name}\" can not be empty.");

    private static OkxRefusalException Refused(int code, string message) => new(new OkxRefusal(code, message, Status: 401));
}
