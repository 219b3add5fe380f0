using BasisActors.Domain.Costs;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Perpetuals;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper;

/// <summary>Settles funding and liquidates shorts. Guarded by the exchange's lock.</summary>
internal sealed class FundingDesk(PaperTerms terms, PaperNumbers numbers)
{
    /// <summary>Pays or takes the funding of every open position at a settlement.</summary>
    /// <param name="account">Whose positions.</param>
    /// <param name="mark">Marks at that time.</param>
    /// <param name="rate">Settled rates at that time, fraction of notional.</param>
    /// <param name="at">The settlement.</param>
    public void Settle(PaperAccount account, Func<string, decimal> mark, Func<string, decimal> rate, DateTimeOffset at)
    {
        foreach (var position in account.Positions.Where(p => p.IsOpen))
        {
            var (size, price, share) = (position.Held.Size, mark(position.Symbol), rate(position.Symbol));
            var payment = Funding.Payment(size, price, share);
            account.Book(Entry(LogKind.Settlement, position, price, payment, at) with { Funding = payment, FundingRate = share });
        }
    }

    /// <summary>
    /// Takes over all shorts once cash and unrealised profit are at or below maintenance: bought back at the mark, with the venue's liquidation fee.
    /// What the account cannot pay the insurance fund does, so that the balance ends at 0 or above.
    /// </summary>
    public void Liquidate(PaperAccount account, Func<string, decimal> mark, DateTimeOffset at)
    {
        if (!account.HasOpenPosition || account.Balance(mark) > account.Positions.Sum(p => account.MaintenanceMargin(p, mark)))
            return;
        var insured = Math.Max(0m, -(account.Balance(mark) - account.Positions.Sum(p => Amount.Round(p.Value(mark(p.Symbol)) * terms.Venue.LiquidationFee))));
        foreach (var position in account.Positions.Where(p => p.IsOpen).ToList())
        {
            var price = mark(position.Symbol);
            var fee = Amount.Round(position.Value(price) * terms.Venue.LiquidationFee);
            var closing = Entry(LogKind.Liquidation, position, price, 0, at);
            position.Become(position.Held.ReduceShort(-position.Held.Size, price, out var realised), realised, at);
            var last = !account.HasOpenPosition;
            var flow = realised + (last ? insured : 0m);
            account.Book(Ordered(closing) with { Change = flow - fee, CashFlow = flow, Fee = fee, Side = Side.Buy, Position = 0 });
        }
    }

    /// <summary>Closes a part of a short because somebody else went bankrupt, at a price and without a fee.</summary>
    /// <returns>Why not; null when it is done.</returns>
    public string? Deleverage(PaperAccount account, string symbol, decimal quantity, decimal price, DateTimeOffset at)
    {
        var position = account.Positions.FirstOrDefault(p => p.Symbol == symbol && p.IsOpen);
        if (position is null || quantity <= 0 || quantity > -position.Held.Size)
            return $"The short of {symbol} is {-(position?.Held.Size ?? 0m)}; {quantity} cannot be closed.";
        var closing = Entry(LogKind.AutoDeleveraging, position, price, 0, at);
        position.Become(position.Held.ReduceShort(quantity, price, out var realised), realised, at);
        account.Book(Ordered(closing) with { Change = realised, CashFlow = realised, Quantity = quantity, Side = Side.Buy, Position = position.Held.Size });
        return null;
    }

    /// <summary>The exchange closes a position by an order of its own, which has one fill.</summary>
    private LogEntry Ordered(LogEntry closing) => closing with { OrderId = numbers.Order(), Reference = numbers.Execution() };

    private LogEntry Entry(LogKind kind, PaperPosition position, decimal price, decimal change, DateTimeOffset at) => new()
    {
        Id = numbers.Entry(),
        Kind = kind,
        At = at,
        Change = change,
        Balance = 0, // written by the account
        Product = Product.Perpetual,
        Symbol = position.Symbol,
        Side = position.Held.Size < 0 ? Side.Sell : Side.Buy,
        Quantity = Math.Abs(position.Held.Size),
        Position = position.Held.Size,
        Price = price,
    };
}
