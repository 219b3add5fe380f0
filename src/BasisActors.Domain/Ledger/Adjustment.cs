using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;
using BasisActors.Domain.Perpetuals;

namespace BasisActors.Domain.Ledger;

/// <summary>An operator's word that a difference is real: it is booked, by its own cause, and never otherwise.</summary>
/// <param name="Id">The request's id.</param>
/// <param name="Position">Where.</param>
/// <param name="Amount">What the ledger shall have more (+) or less (−), in units of the position.</param>
/// <param name="Note">Why, for people.</param>
public sealed record Adjustment(string Id, PositionKey Position, decimal Amount, string Note)
{
    /// <summary>Books it, when it is exactly the difference that stands there.</summary>
    /// <param name="book">The book now.</param>
    /// <param name="open">The differences that stand.</param>
    /// <param name="snapshot">Contracts that are more than the ledger knew of are taken in at the mark.</param>
    /// <param name="market">Finds the mark.</param>
    /// <param name="refusal">LT-001 when there is no such difference; null when it is booked.</param>
    /// <returns>The posting; null when it is refused.</returns>
    public Posting? Book(Book book, OpenDifferences open, in MarketSnapshot snapshot, IMarketData market, out BasisError? refusal)
    {
        refusal = open.At(Position) switch
        {
            var difference when difference == Amount && Amount != 0 => null,
            0 => new BasisError("LT-001", $"Nothing is booked: ledger and venue do not differ on {Position}.", Id, "See `basis status`."),
            var difference => new BasisError("LT-001", $"Nothing is booked: the difference on {Position} is {difference}, not {Amount}.", Id, "See `basis status`."),
        };
        if (refusal is not null)
            return null;
        var chart = book.Chart;
        return Position.Type == PositionType.Perp
            ? Posting.Balanced(
                chart, Cause.Adjustment, Id, new Leg(chart.Own(Position), Amount),
                new Leg(chart.Own(Position, AccountRole.EntryNotional), EntryChange(PerpetualPosition.Of(book, Position), snapshot, market)))
            : Posting.Balanced(chart, Cause.Adjustment, Id, new Leg(chart.Own(Position), Amount));
    }

    /// <summary>Contracts that are gone go at their entry price, so that what they had gained or lost is gone too; others come in at the mark.</summary>
    private decimal EntryChange(PerpetualPosition held, in MarketSnapshot snapshot, IMarketData market)
    {
        var after = held.Size + Amount;
        var mark = snapshot.Value(market.Find(new SeriesKey(SeriesKind.Perp, Position.Venue, Position.Symbol)));
        if (held.Size == 0 || Math.Sign(after) == -Math.Sign(held.Size))
            return -Numerics.Amount.Value(after, mark) - held.EntryNotional;
        return Math.Abs(after) > Math.Abs(held.Size)
            ? -Numerics.Amount.Value(Amount, mark)
            : Numerics.Amount.Round(held.EntryNotional * after / held.Size) - held.EntryNotional;
    }
}
