namespace BasisActors.Venues.Exchanges;

/// <summary>What an account is entered with. Neither part appears when it is printed.</summary>
/// <param name="Key">Names the account; goes over the wire.</param>
/// <param name="Secret">Signs; never leaves the process.</param>
public sealed record ApiCredentials(string Key, string Secret)
{
    private const string Hidden = "***";

    public override string ToString() => $"{nameof(ApiCredentials)} {Hidden}";

    /// <summary>A text of the exchange without the key and the secret: some exchanges quote the signed text in their refusals.</summary>
    public string Redact(string text)
    {
        foreach (var part in new[] { Secret, Key }.Where(p => p.Length > 0))
            text = text.Replace(part, Hidden, StringComparison.Ordinal);
        return text;
    }
}
