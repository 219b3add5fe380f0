using BasisActors.Venues.Exchanges.Orders;

namespace BasisActors.Venues.Exchanges;

/// <summary>Waits that every exchange client knows.</summary>
public abstract record ExchangeOptions
{
    /// <summary>Name of the venue, as configuration has it.</summary>
    public required string Name { get; init; }

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

    /// <summary>Waits for an order. How long a lost one can still be accepted is for the exchange to say and taken from its own options.</summary>
    public OrderTiming Orders { get; init; } = new();
}
