using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Perpetuals;

namespace BasisActors.Domain.Strategies;

/// <summary>One exchange of a basis: its share of the short, or only the coins.</summary>
/// <param name="Venue">The exchange.</param>
/// <param name="Weight">Share of the short and of the margin, 0 to 1; 0 holds coins and no short.</param>
/// <param name="Key">Its perpetual position.</param>
/// <param name="Mark">Series of its mark price.</param>
/// <param name="Coins">Account of its coins; −1 where the run holds none there.</param>
internal sealed record BasisLeg(VenueSettings Venue, decimal Weight, PositionKey Key, int Mark, int Coins)
{
    /// <summary>Coins held there.</summary>
    public decimal CoinsOf(Book book) => Coins < 0 ? 0 : book[Coins];

    public PerpetualPosition Position(Book book) => PerpetualPosition.Of(book, Key);

    /// <summary>Initial margin that a position binds, quote currency.</summary>
    public decimal Bound(PerpetualPosition position, decimal mark) => Venue.Initial(Math.Abs(position.Size) * mark);
}
