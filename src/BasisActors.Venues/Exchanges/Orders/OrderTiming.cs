namespace BasisActors.Venues.Exchanges.Orders;

/// <summary>How long the search for an order's outcome waits for what.</summary>
public sealed record OrderTiming
{
    /// <summary>Time without any news after which the outcome is left unresolved.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after its timestamp the exchange accepts a request, on its own clock.</summary>
    public TimeSpan AcceptedFor { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How far a request's timestamp may lie ahead of the exchange's clock and still be accepted.</summary>
    public TimeSpan AcceptedAhead { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an accepted order may stay invisible to queries.</summary>
    public TimeSpan ReadDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Distance of the two reads that must both find nothing.</summary>
    public TimeSpan ReadsApart { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Age from which "not found" says nothing: the exchange forgets orders that ended without a fill.</summary>
    public TimeSpan RememberedFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// An order that is certain not to be there is sent again up to this age; an older one is denied. It was meant for the market of its time, and the rest is
    /// planned anew.
    /// </summary>
    public TimeSpan SentAgainWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Pause after the first read that settled nothing; it doubles up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause between two reads.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(2);
}
