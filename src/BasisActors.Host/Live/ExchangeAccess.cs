using System.Collections.Immutable;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Host.Live;

/// <summary>Where the account of an exchange is, and what it is entered with.</summary>
/// <param name="Venue">The exchange.</param>
/// <param name="Address">Base address.</param>
/// <param name="Credentials">Key, secret, and the passphrase where the exchange asks for one.</param>
public sealed record ExchangeAccess(string Venue, Uri Address, ApiCredentials Credentials)
{
    /// <summary>Further hosts of the exchange that may answer what everybody may ask, in order of preference.</summary>
    public ImmutableArray<Uri> MarketAddresses { get => field.IsDefault ? [] : field; init; }
}
