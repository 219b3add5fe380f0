using BasisActors.Venues.Exchanges.Orders;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>Waits and windows of a Bybit account.</summary>
public sealed record BybitOptions
{
    /// <summary>Name of the venue, as configuration has it.</summary>
    public string Name { get; init; } = "bybit";

    /// <summary>How long after its timestamp a request is accepted; whole milliseconds. It also is how long a lost order has to be waited for.</summary>
    public TimeSpan RecvWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an answer is waited for.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Times a read is tried.</summary>
    public int ReadTries { get; init; } = 3;

    /// <summary>Pause before a read's second try; each further one is twice as long.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A read fails at once when the exchange wants a longer pause than this.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Age at which the difference of the clocks is measured again.</summary>
    public TimeSpan ClockGoodFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Waits for an order. <see cref="OrderTiming.AcceptedFor"/> is taken from <see cref="RecvWindow"/>.</summary>
    public OrderTiming Orders { get; init; } = new();
}
