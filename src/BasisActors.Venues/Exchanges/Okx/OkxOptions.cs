using System.Diagnostics.CodeAnalysis;
using BasisActors.Venues.Exchanges.Orders;

namespace BasisActors.Venues.Exchanges.Okx;

/// <summary>Waits of an OKX account.</summary>
public sealed record OkxOptions : ExchangeOptions
{
    /// <summary>OKX takes a timestamp that is this far from its own clock, either way; no order can therefore name a later end than this and its lifetime.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    [SetsRequiredMembers]
    public OkxOptions()
    {
        Name = "okx";
        Orders = new OrderTiming { RememberedFor = TimeSpan.FromHours(2) }; // a cancelled order without a fill can be queried for two hours
    }

    /// <summary>How long after it was signed the exchange may still execute an order (<c>expTime</c>); whole milliseconds. It also is how long a lost one has to be waited for.</summary>
    public TimeSpan OrderLifetime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the keys were made in demo mode: their requests carry a header that says so.</summary>
    public bool IsDemo { get; init; }
}
