using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;

namespace BasisActors.Venues.Exchanges.Orders;

/// <summary>What is wrong with an order before it is sent; null when nothing is.</summary>
internal static class OrderRules
{
    private const int LongestId = 36;

    /// <summary>EXEC-003: an id or symbol that the exchange would not take.</summary>
    public static BasisError? Malformed(ExchangeOrder order)
    {
        if (order.ClientOrderId.Length is 0 or > LongestId || !order.ClientOrderId.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return new BasisError("EXEC-003", $"The order id '{order.ClientOrderId}' must be 1 to {LongestId} letters, digits and '-'.", order.ClientOrderId);
        return order.Symbol.Length > 0 && order.Symbol.All(char.IsAsciiLetterOrDigit)
            ? null
            : new BasisError("EXEC-003", $"The symbol '{order.Symbol}' must be letters and digits.", order.ClientOrderId);
    }

    /// <summary>EXEC-004: not above 0, below the minimum, or no multiple of the step.</summary>
    public static BasisError? Quantity(ExchangeOrder order, OrderFilter filter)
    {
        if (order.Quantity <= 0 || order.Quantity < filter.MinQuantity)
            return Denied(order, $"the smallest quantity is {Text(filter.MinQuantity)}");
        return order.Quantity % filter.QuantityStep == 0 ? null : Denied(order, $"quantities are multiples of {Text(filter.QuantityStep)}");
    }

    /// <summary>EXEC-004: worth too little, too far from the price it was planned with, or nothing to value it with.</summary>
    public static BasisError? Notional(ExchangeOrder order, OrderFilter filter, decimal? price) => price switch
    {
        null => Denied(order, "it has no price there"),
        { } p when order.Quantity * p < filter.MinNotional =>
            Denied(order, $"it is worth {Text(order.Quantity * p)} USDT and the smallest order {Text(filter.MinNotional)}"),
        { } p when order.WorstPrice is { } worst && (order.IsBuy ? p > worst : p < worst) =>
            Denied(order, $"the price is {Text(p)}, and {Text(worst)} is the worst it may be", PreTradeChecks.Slippage),
        _ => null,
    };

    private static BasisError Denied(ExchangeOrder order, string why, string? reason = null) => new(
        "EXEC-004", $"{Text(order.Quantity)} {order.Symbol} was not sent: {why}.", order.ClientOrderId, SubCode: reason);

    private static string Text(decimal value) => FormattableString.Invariant($"{value:0.############}");
}
