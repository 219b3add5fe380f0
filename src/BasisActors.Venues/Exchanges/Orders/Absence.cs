namespace BasisActors.Venues.Exchanges.Orders;

/// <summary>
/// When "not found" means "was never placed": two reads apart, both at a time of the exchange's clock at which the last request could no longer be accepted and one
/// accepted at the last moment would already show.
/// </summary>
/// <param name="acceptableUntil">The last moment, on the exchange's clock, at which a request that is under way can still be accepted.</param>
/// <param name="timing">Read delay and distance of the reads.</param>
internal sealed class Absence(DateTimeOffset acceptableUntil, OrderTiming timing)
{
    private readonly DateTimeOffset _from = acceptableUntil + timing.ReadDelay;
    private DateTimeOffset? _first;

    /// <summary>Takes down a read that found nothing.</summary>
    /// <param name="serverTime">The exchange's clock at the read.</param>
    /// <returns>True when it is certain by now.</returns>
    public bool Confirm(DateTimeOffset serverTime)
    {
        if (serverTime <= _from)
            return false;
        _first ??= serverTime;
        return serverTime - _first >= timing.ReadsApart;
    }
}
