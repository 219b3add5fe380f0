using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Perpetuals;

/// <summary>
/// A linear perpetual position: signed size and the quote currency at which it was opened.
/// Average entry = entry notional / −size; an increase averages, a reduction keeps the average and realises the difference (domain reference §5.6).
/// </summary>
/// <param name="Size">Signed base units; negative is short.</param>
/// <param name="EntryNotional">−Σ size × price at opening: positive for a short. Size × mark + EntryNotional is the unrealised P&amp;L.</param>
public readonly record struct PerpetualPosition(decimal Size, decimal EntryNotional)
{
    /// <summary>The position of a book; none where it is not declared.</summary>
    public static PerpetualPosition Of(Book book, PositionKey key) => book.Chart.IsDeclared(key)
        ? new PerpetualPosition(book.Quantity(key), book[book.Chart.Own(key, AccountRole.EntryNotional)])
        : default;

    public decimal AverageEntry => Size == 0 ? 0 : -EntryNotional / Size;

    public decimal UnrealisedPnl(decimal mark) => Amount.Value(Size, mark) + EntryNotional;

    /// <summary>Sells <paramref name="quantity"/> at a price, opening or extending a short.</summary>
    public PerpetualPosition OpenShort(decimal quantity, decimal price)
    {
        if (quantity <= 0 || Size > 0)
            throw new BasisException("MTH-003", $"A short of {quantity} cannot be opened on a position of {Size}.");
        return new PerpetualPosition(Size - quantity, EntryNotional + Amount.Value(quantity, price));
    }

    /// <summary>Buys back <paramref name="quantity"/> of a short at a price.</summary>
    /// <param name="quantity">Base units, positive, at most the size of the short.</param>
    /// <param name="price">Fill price.</param>
    /// <param name="realised">Profit (positive) credited to the venue's quote balance: quantity × (average entry − price).</param>
    public PerpetualPosition ReduceShort(decimal quantity, decimal price, out decimal realised)
    {
        if (quantity <= 0 || quantity > -Size)
            throw new BasisException("MTH-003", $"A reduction by {quantity} does not fit a position of {Size}.");
        var released = quantity == -Size ? EntryNotional : Amount.Round(EntryNotional * quantity / -Size);
        realised = released - Amount.Value(quantity, price);
        return new PerpetualPosition(Size + quantity, EntryNotional - released);
    }
}
