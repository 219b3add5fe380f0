namespace BasisActors.Venues.Exchanges;

/// <summary>What an account is entered with. No part appears when it is printed.</summary>
/// <param name="Key">Names the account; goes over the wire.</param>
/// <param name="Secret">Signs; never leaves the process.</param>
/// <param name="Passphrase">What OKX asks for besides; goes over the wire. Empty elsewhere.</param>
public sealed record ApiCredentials(string Key, string Secret, string Passphrase = "")
{
    private const string Hidden = "***";

    public override string ToString() => $"{nameof(ApiCredentials)} {Hidden}";

    /// <summary>A text of the exchange without key, secret and passphrase: some exchanges quote the signed text in their refusals.</summary>
    public string Redact(string text)
    {
        foreach (var part in new[] { Secret, Passphrase, Key }.Where(p => p.Length > 0))
            text = text.Replace(part, Hidden, StringComparison.Ordinal);
        return text;
    }
}
