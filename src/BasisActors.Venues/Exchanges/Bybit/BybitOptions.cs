using System.Diagnostics.CodeAnalysis;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>Waits and windows of a Bybit account.</summary>
public sealed record BybitOptions : ExchangeOptions
{
    [SetsRequiredMembers]
    public BybitOptions() => Name = "bybit";

    /// <summary>How long after its timestamp a request is accepted; whole milliseconds. It also is how long a lost order has to be waited for.</summary>
    public TimeSpan RecvWindow { get; init; } = TimeSpan.FromSeconds(5);
}
