using BasisActors.Domain.Errors;
using BasisActors.Domain.Numerics;

namespace BasisActors.Venues.Exchanges.Orders;

/// <summary>What an order's executions come to.</summary>
internal static class Fills
{
    private const string Quote = "USDT";

    /// <summary>Executions are listed later than the order ends: only when their sum is the filled quantity are they complete.</summary>
    public static bool Complete(this IReadOnlyList<Execution> executions, SeenOrder order) => executions.Sum(e => e.Quantity) == order.Filled;

    /// <summary>USDT; 0 without a fill. A single price is taken as it is: the quotient of value and quantity need not give it back to the last digit.</summary>
    public static decimal AveragePrice(this IReadOnlyList<Execution> executions, SeenOrder order)
    {
        if (executions.Count == 0)
            return 0m;
        var price = executions[0].Price;
        return executions.All(e => e.Price == price) ? price : order.FilledValue / order.Filled;
    }

    /// <summary>
    /// USDT. A fee in the coin that is traded is valued at the price of its own fill; it lowers what is bought and not the USDT, so it is no part of the cash
    /// change.
    /// </summary>
    /// <param name="executions">All of one order.</param>
    /// <param name="coin">The coin that is traded.</param>
    /// <param name="prices">USDT for a unit of any third coin that fees were paid in.</param>
    public static decimal Fee(this IReadOnlyList<Execution> executions, string coin, IReadOnlyDictionary<string, decimal> prices)
    {
        return executions.Where(e => e.Fee != 0).Sum(e => Amount.Round(e.Fee * Rate(e)));

        decimal Rate(Execution e) => e.FeeCoin is "" or Quote ? 1m : e.FeeCoin == coin ? e.Price : prices[e.FeeCoin];
    }

    /// <summary>Coins other than USDT and the traded one that fees were paid in.</summary>
    public static IEnumerable<string> ThirdCoins(this IReadOnlyList<Execution> executions, string coin) =>
        executions.Where(e => e.Fee != 0).Select(e => e.FeeCoin).Where(c => c != coin && c.Length > 0 && c != Quote).Distinct();

    /// <summary>The outcome of an order that is over, from its fills.</summary>
    /// <param name="executions">All of one order, at least one.</param>
    /// <param name="order">As it was asked for.</param>
    /// <param name="seen">As the exchange has it.</param>
    /// <param name="cash">What it did to the account's USDT, by the exchange's log.</param>
    /// <param name="price">The spot price of a pair; null where there is none.</param>
    /// <exception cref="BasisException">EXI-003: a fee in a third coin that has no price.</exception>
    public static async Task<OrderOutcome.Accepted> OutcomeAsync(
        this IReadOnlyList<Execution> executions, ExchangeOrder order, SeenOrder seen, decimal cash, Func<string, Task<decimal?>> price)
    {
        var coin = order.Symbol.EndsWith(Quote, StringComparison.Ordinal) ? order.Symbol[..^Quote.Length] : order.Symbol;
        var prices = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var third in executions.ThirdCoins(coin))
        {
            prices[third] = await price(third + Quote)
                ?? throw new BasisException("EXI-003", $"There is no price of {third} to value a fee with.", order.ClientOrderId);
        }

        var coins = order.Product == Product.Spot ? executions.CoinChange(coin, order.IsBuy) : 0m;
        return new OrderOutcome.Accepted(seen.OrderId, seen.Filled, executions.AveragePrice(seen), executions.Fee(coin, prices), cash, coins, executions.Max(e => e.At))
        {
            Fills = executions.Count,
            FeeInCash = executions.Any(e => e.Fee != 0 && e.FeeCoin == coin) ? executions.Where(e => e.FeeCoin is "" or Quote).Sum(e => e.Fee) : 0m,
        };
    }

    /// <summary>What spot fills did to the traded coin, fees in it taken off.</summary>
    private static decimal CoinChange(this IReadOnlyList<Execution> executions, string coin, bool isBuy) =>
        executions.Sum(e => (isBuy ? e.Quantity : -e.Quantity) - (e.FeeCoin == coin ? e.Fee : 0m));
}
