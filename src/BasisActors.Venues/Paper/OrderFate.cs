namespace BasisActors.Venues.Paper;

/// <summary>What a fault plan makes of an accepted order.</summary>
/// <param name="Share">Part of the quantity that is filled, 0 to 1.</param>
/// <param name="Rejected">Acknowledged, and then refused.</param>
public readonly record struct OrderFate(decimal Share, bool Rejected)
{
    public static readonly OrderFate Fill = new(1m, false);

    public static readonly OrderFate Reject = new(0m, true);
}
