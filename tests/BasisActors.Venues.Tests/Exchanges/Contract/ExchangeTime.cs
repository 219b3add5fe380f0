namespace BasisActors.Venues.Tests.Exchanges.Contract;

/// <summary>The exchange's own clock, apart from the local one.</summary>
internal sealed class ExchangeTime(TimeProvider local) : TimeProvider
{
    /// <summary>Exchange's clock minus local clock.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>A moment that has passed already, at which something arrives that was late.</summary>
    public DateTimeOffset? Late { get; set; }

    public override DateTimeOffset GetUtcNow() => Late ?? local.GetUtcNow() + Skew;
}
