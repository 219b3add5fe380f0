namespace BasisActors.Host.Configuration;

/// <summary>Keeps secrets out of listings, hashes, messages and results.</summary>
internal static class Redaction
{
    public const string Mask = "***";

    private static readonly string[] SecretEndings = ["key", "secret", "passphrase", "password", "token"];

    /// <summary>The value, or a mask of fixed length when the key's ending says that it is a secret.</summary>
    public static string Show(string key, string value) => IsSecret(key) ? Mask : value;

    public static bool IsSecret(string key) => SecretEndings.Any(e => key.EndsWith(e, StringComparison.OrdinalIgnoreCase));
}
