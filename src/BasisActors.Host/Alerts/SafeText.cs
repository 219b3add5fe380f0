using System.Text.RegularExpressions;

namespace BasisActors.Host.Alerts;

/// <summary>
/// Texts for who has no key: alerts and health. What this process holds as a secret, credentials and queries in addresses, and values named like a secret are left out,
/// whoever wrote them there.
/// </summary>
public sealed partial class SafeText
{
    private const string Hidden = "***";
    private const int ShortestSecret = 8;
    private static readonly string[] Endings = ["KEY", "SECRET", "PASSPHRASE", "PASSWORD", "TOKEN", "WEBHOOK_URL", "OTLP_HEADERS"];

    private readonly string[] _secrets;

    private SafeText(IEnumerable<string> secrets) => _secrets = [.. secrets.Where(s => s.Length >= ShortestSecret).Distinct().OrderByDescending(s => s.Length)];

    /// <param name="environment">Environment of the process: what its variables, or the files that they name, hold under names of secrets is hidden.</param>
    public static SafeText Of(IReadOnlyDictionary<string, string> environment) => new(environment.SelectMany(Secrets));

    public string Of(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        text = Credentials().Replace(text, $"$1{Hidden}@");
        text = Query().Replace(text, $"$1?{Hidden}");
        return Named().Replace(text, $"$1$2{Hidden}");
    }

    private static IEnumerable<string> Secrets(KeyValuePair<string, string> variable)
    {
        if (Endings.Any(e => variable.Key.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            return [variable.Value.Trim()];
        if (!Endings.Any(e => variable.Key.EndsWith(e + "_FILE", StringComparison.OrdinalIgnoreCase)) || !File.Exists(variable.Value.Trim()))
            return [];
        try
        {
            return [File.ReadAllText(variable.Value.Trim()).Trim()];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // nobody in this process has it either
        }
    }

    [GeneratedRegex(@"([A-Za-z][A-Za-z0-9+.\-]*://)[^\s/@]+@")]
    private static partial Regex Credentials();

    [GeneratedRegex(@"([A-Za-z][A-Za-z0-9+.\-]*://[^\s?""']+)\?[^\s""']*")]
    private static partial Regex Query();

    [GeneratedRegex(@"\b(password|passphrase|secret|token|api[_-]?key|signature|authorization)(\s*[=:]\s*)(""[^""]*""|'[^']*'|[^\s;,&]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Named();
}
