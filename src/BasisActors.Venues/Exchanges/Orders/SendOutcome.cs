using BasisActors.Domain.Errors;

namespace BasisActors.Venues.Exchanges.Orders;

/// <summary>What one sending of an order came to.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>Accepted. Fills are not known yet.</summary>
    public sealed record Placed : SendOutcome;

    /// <summary>The id is taken: an earlier sending got through.</summary>
    public sealed record AlreadyPlaced : SendOutcome;

    /// <summary>Refused for good; this sending was not executed.</summary>
    public sealed record Refused(BasisError Error) : SendOutcome;

    /// <summary>Turned away before it was looked at, as by a rate limit; it may be sent again.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Wait">How long the exchange wants to be left alone; null when it does not say.</param>
    public sealed record TurnedAway(string Reason, TimeSpan? Wait) : SendOutcome;

    /// <summary>It may have been executed, may still be, or may be lost.</summary>
    /// <param name="Reason">Why it is not known.</param>
    /// <param name="SignedAt">The request's timestamp on the exchange's clock: from it the time counts for which it can be accepted.</param>
    /// <param name="Complaint">
    /// An error that the exchange answered and nobody knows the meaning of; null when it did not answer or said that it does not know either.
    /// </param>
    public sealed record Unknown(string Reason, DateTimeOffset SignedAt, BasisError? Complaint) : SendOutcome;
}
