using BasisActors.Domain.Numerics;

namespace BasisActors.Venues.Exchanges.Orders;

/// <summary>What an order's executions come to.</summary>
internal static class Fills
{
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

        decimal Rate(Execution e) => e.FeeCoin is "" or "USDT" ? 1m : e.FeeCoin == coin ? e.Price : prices[e.FeeCoin];
    }

    /// <summary>Coins other than USDT and the traded one that fees were paid in.</summary>
    public static IEnumerable<string> ThirdCoins(this IReadOnlyList<Execution> executions, string coin) =>
        executions.Where(e => e.Fee != 0).Select(e => e.FeeCoin).Where(c => c != coin && c.Length > 0 && c != "USDT").Distinct();
}
