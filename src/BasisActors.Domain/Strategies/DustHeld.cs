using BasisActors.Domain.Ledger;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Strategies;

/// <summary>The age of reward tokens. A sale sells all of them, so the oldest came when there were none.</summary>
/// <param name="Since">First tick at which any was held.</param>
public sealed record DustHeld(DateTimeOffset Since)
{
    /// <summary>Judges the book of one tick.</summary>
    /// <returns>Null when nothing is held.</returns>
    public static DustHeld? Observe(DustHeld? before, Book book, DateTimeOffset now)
    {
        foreach (var token in RewardTokens.All)
        {
            var key = RewardTokens.Wallet(token);
            if (book.Chart.IsDeclared(key) && book.Quantity(key) > 0)
                return before ?? new DustHeld(now);
        }

        return null;
    }
}
