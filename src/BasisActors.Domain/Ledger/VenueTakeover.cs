using BasisActors.Domain.Numerics;
using BasisActors.Domain.Perpetuals;

namespace BasisActors.Domain.Ledger;

/// <summary>A perpetual, or a part of it, that an exchange has closed by itself, by its own log; a live run books it as the log has it.</summary>
/// <param name="Position">The perpetual.</param>
/// <param name="Id">Venue and the exchange's id of the entry.</param>
/// <param name="Kind">Why.</param>
/// <param name="Quantity">Change of the position, base units: above 0 when a short was bought back.</param>
/// <param name="Price">USDT.</param>
/// <param name="Cash">Change of the account's USDT, fee and realised profit included.</param>
/// <param name="At">When.</param>
public sealed record VenueTakeover(PositionKey Position, string Id, TakeoverKind Kind, decimal Quantity, decimal Price, decimal Cash, DateTimeOffset At)
{
    /// <summary>
    /// The contracts go at their average entry and the cash is what the log says, whatever price and fee would give. An auto-deleveraging is a trade that we did
    /// not ask for; only a liquidation is a loss of its own.
    /// </summary>
    public Posting Book(Book book)
    {
        var chart = book.Chart;
        var held = PerpetualPosition.Of(book, Position);
        var after = held.Size + Quantity;
        var entry = after == 0 ? 0
            : held.Size != 0 && Math.Sign(after) == Math.Sign(held.Size) && Math.Abs(after) < Math.Abs(held.Size) ? Amount.Round(held.EntryNotional * after / held.Size)
            : -Amount.Value(after, Price); // more than the ledger knew of: the venue will be seen to differ, or to agree
        return Posting.Balanced(
            chart, Kind == TakeoverKind.Liquidation ? Cause.Liquidation : Cause.Trade, Kind == TakeoverKind.Liquidation ? Position.ToString() : $"adl {Id}",
            new Leg(chart.Own(Position), Quantity),
            new Leg(chart.Own(Position, AccountRole.EntryNotional), entry - held.EntryNotional),
            new Leg(chart.Own(PositionKey.Token(Position.Venue, "USDT")), Cash));
    }
}
