using BasisActors.Domain.Costs;
using BasisActors.Domain.Numerics;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper;

/// <summary>Checks a market order and fills it at once, at one price. Guarded by the exchange's lock.</summary>
/// <param name="terms">Terms of trade.</param>
/// <param name="numbers">Ids of orders, executions and log entries.</param>
internal sealed class OrderDesk(PaperTerms terms, PaperNumbers numbers)
{
    private const decimal Countable = 1_000_000_000_000m;

    /// <param name="account">Whose order it is.</param>
    /// <param name="request">The order.</param>
    /// <param name="fate">What is made of it once it is accepted.</param>
    /// <param name="price">Price of the instrument, without slippage; null where there is none.</param>
    /// <param name="mark">Marks of the account's perpetuals.</param>
    /// <param name="at">Now.</param>
    public OrderAnswer Place(PaperAccount account, OrderRequest request, OrderFate fate, decimal? price, Func<string, decimal> mark, DateTimeOffset at)
    {
        if (terms.UniqueLinkIds && request.LinkId.Length > 0 && account.Knows(request.LinkId))
            return new PaperRefusal(RefusalReason.DuplicateLinkId, $"An order {request.LinkId} was placed before.");
        var instrument = terms.Instruments.FirstOrDefault(i => i.Product == request.Product && i.Symbol == request.Symbol);
        if (request.Quantity > Countable)
            return new PaperRefusal(RefusalReason.QuantityTooLarge, $"The quantity is {request.Quantity}; nothing above {Countable} is counted.");
        if (instrument is null || price is not { } reference)
            return new PaperRefusal(RefusalReason.UnknownSymbol, $"{request.Product} {request.Symbol} is not traded here, or has no price now.");
        var quantity = request.InQuote ? Affordable(instrument, request.Quantity, reference) : request.Quantity;
        if ((Unfit(instrument, quantity, reference, request.ReduceOnly) ?? Unpaid(account, instrument, request, quantity, reference, mark)) is { } refusal)
            return refusal;

        var order = new PaperOrder(numbers.Order(), request, fate.Rejected ? OrderEnd.Rejected : OrderEnd.Cancelled, at);
        var filled = fate.Share >= 1 ? quantity : instrument.RoundDown(quantity * fate.Share);
        if (!fate.Rejected && filled > 0)
            order = Fill(account, instrument, order with { End = filled == quantity ? OrderEnd.Filled : OrderEnd.PartlyFilled, Filled = filled }, reference);
        account.Remember(order);
        return order;
    }

    private decimal Affordable(PaperInstrument instrument, decimal amount, decimal price) =>
        instrument.RoundDown(amount / terms.Costs.Spot(terms.Venue, Side.Buy, amount / price, price).Price);

    private static PaperRefusal? Unfit(PaperInstrument instrument, decimal quantity, decimal price, bool reduces)
    {
        if (quantity <= 0 || quantity % instrument.QuantityStep != 0)
            return new PaperRefusal(RefusalReason.QuantityStep, $"The quantity is {quantity}; it must be above 0 and a multiple of {instrument.QuantityStep}.");
        if (quantity > instrument.MaxQuantity)
            return new PaperRefusal(RefusalReason.QuantityTooLarge, $"The quantity is {quantity}; the largest market order is {instrument.MaxQuantity}.");
        if (quantity < instrument.MinQuantity)
            return new PaperRefusal(RefusalReason.QuantityTooSmall, $"The quantity is {quantity}; the smallest is {instrument.MinQuantity}.");
        return quantity * price < instrument.MinNotional && !(reduces && instrument.ReducesBelowMinimum)
            ? new PaperRefusal(RefusalReason.MinimumNotional, $"The notional is {quantity * price:0.####} USDT; the minimum is {instrument.MinNotional}.")
            : null;
    }

    private PaperRefusal? Unpaid(PaperAccount account, PaperInstrument instrument, OrderRequest request, decimal quantity, decimal price, Func<string, decimal> mark)
    {
        if (instrument.Product == Product.Perpetual)
            return request.Side == Side.Sell ? Unmargined(account, request, quantity, price, mark) : Unheld(account, request, quantity);
        if (request.Side == Side.Sell)
        {
            var held = account.Holds(instrument.Base);
            return quantity <= held ? null : new PaperRefusal(RefusalReason.InsufficientBalance, $"The sale needs {quantity} {instrument.Base}; the account holds {held}.");
        }

        var fill = terms.Costs.Spot(terms.Venue, Side.Buy, quantity, price);
        var (paid, spendable) = (fill.Notional + (terms.FeesInCoin ? 0m : fill.Fee), account.Spendable(Product.Spot, mark));
        return paid <= spendable ? null : new PaperRefusal(RefusalReason.InsufficientBalance, $"The purchase costs {paid} USDT; {spendable} can be spent.");
    }

    private PaperRefusal? Unmargined(PaperAccount account, OrderRequest request, decimal quantity, decimal price, Func<string, decimal> mark)
    {
        if (request.ReduceOnly)
            return new PaperRefusal(RefusalReason.ReduceOnly, "A reduce-only sale needs a long position; there is none.");
        var own = account.Perpetual(request.Symbol);
        var others = account.Positions.Where(p => p != own).Sum(p => account.InitialMargin(p, mark));
        var required = others + account.Initial((quantity - own.Held.Size) * price, own.Leverage);
        var balance = account.Balance(mark) - terms.Costs.Perp(terms.Venue, Side.Sell, quantity, price).Fee;
        return balance >= required
            ? null
            : new PaperRefusal(RefusalReason.InsufficientMargin, $"The short needs {required:0.####} USDT of initial margin; the balance is {balance:0.####}.");
    }

    private static PaperRefusal? Unheld(PaperAccount account, OrderRequest request, decimal quantity)
    {
        var size = -account.Perpetual(request.Symbol).Held.Size;
        if (quantity <= size)
            return null;
        return request.ReduceOnly
            ? new PaperRefusal(RefusalReason.ReduceOnly, $"The reduce-only order is {quantity}; the short is {size}.")
            : new PaperRefusal(RefusalReason.LongPosition, $"The purchase is {quantity} and the short {size}; long perpetuals are not simulated.");
    }

    private PaperOrder Fill(PaperAccount account, PaperInstrument instrument, PaperOrder order, decimal price)
    {
        var (side, quantity) = (order.Request.Side, order.Filled);
        var fill = instrument.Product == Product.Spot ? terms.Costs.Spot(terms.Venue, side, quantity, price) : terms.Costs.Perp(terms.Venue, side, quantity, price);
        order = order with { ExecutionId = numbers.Execution(), Price = fill.Price, Notional = fill.Notional, Fee = fill.Fee };
        if (instrument.Product == Product.Spot)
        {
            if (terms.FeesInCoin && side == Side.Buy)
                order = order with { FeeInCoin = Amount.Round(fill.Fee / fill.Price) };
            account.Add(instrument.Base, side == Side.Buy ? quantity - order.FeeInCoin : -quantity);
            account.Book(Entry(order, side == Side.Buy ? -fill.Notional : fill.Notional, position: 0));
            return order;
        }

        var own = account.Perpetual(instrument.Symbol);
        var realised = 0m;
        var held = side == Side.Sell ? own.Held.OpenShort(quantity, fill.Price) : own.Held.ReduceShort(quantity, fill.Price, out realised);
        own.Become(held, realised, order.At);
        account.Book(Entry(order, realised, held.Size));
        return side == Side.Buy ? order with { Closed = quantity } : order;
    }

    private LogEntry Entry(PaperOrder order, decimal cashFlow, decimal position) => new()
    {
        Id = numbers.Entry(),
        Kind = LogKind.Trade,
        At = order.At,
        Change = cashFlow - (order.FeeInCoin > 0 ? 0m : order.Fee),
        Balance = 0, // written by the account
        Product = order.Request.Product,
        Symbol = order.Request.Symbol,
        Side = order.Request.Side,
        Quantity = order.Filled,
        Position = position,
        Price = order.Price,
        Fee = order.FeeInCoin > 0 ? 0m : order.Fee,
        CashFlow = cashFlow,
        OrderId = order.Id,
        OrderLinkId = order.Request.LinkId,
        Reference = order.ExecutionId,
    };
}
