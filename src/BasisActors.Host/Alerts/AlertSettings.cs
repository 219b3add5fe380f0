using BasisActors.Domain.Errors;

namespace BasisActors.Host.Alerts;

/// <summary>Where alerts go. Address and secret may be in files, named by the variable with <c>_FILE</c> behind its name.</summary>
/// <param name="Webhook">Gets a POST for each alert. It may hold a token of its own, and is never shown whole.</param>
/// <param name="Secret">Signs each body; null where none is set.</param>
public sealed record AlertSettings(Uri Webhook, string? Secret)
{
    public const string UrlVariable = "BASIS_ALERTS__WEBHOOK_URL", SecretVariable = "BASIS_ALERTS__WEBHOOK_SECRET";

    /// <summary>Scheme, host and port: all of the address that is shown.</summary>
    public string Shown => Webhook.GetLeftPart(UriPartial.Scheme) + Webhook.Authority;

    /// <summary>Null when the environment names no webhook.</summary>
    /// <exception cref="BasisException">CFG-002 when it is no address, or a file cannot be read.</exception>
    public static AlertSettings? Of(IReadOnlyDictionary<string, string> environment)
    {
        if (Value(environment, UrlVariable) is not { } text)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address is not { Scheme: "http", IsLoopback: true }))
            throw new BasisException("CFG-002", $"{UrlVariable} is not an address to send alerts to; it must be https://…, or http:// on this machine.", UrlVariable);
        return new AlertSettings(address, Value(environment, SecretVariable));
    }

    private static string? Value(IReadOnlyDictionary<string, string> environment, string name)
    {
        if (environment.TryGetValue(name, out var value) && value.Trim().Length > 0)
            return value.Trim();
        if (!environment.TryGetValue(name + "_FILE", out var path) || path.Trim().Length == 0)
            return null;
        try
        {
            return File.ReadAllText(path.Trim()).Trim() is { Length: > 0 } text ? text : throw new BasisException("CFG-002", $"{name}_FILE names an empty file.", name + "_FILE");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BasisException("CFG-002", $"{name}_FILE cannot be read: {exception.Message}", name + "_FILE");
        }
    }
}
