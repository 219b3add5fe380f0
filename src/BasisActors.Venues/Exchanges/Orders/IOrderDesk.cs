using BasisActors.Domain.Errors;

namespace BasisActors.Venues.Exchanges.Orders;

/// <summary>
/// What the search for an order's outcome asks of an exchange. Reads throw a <see cref="BasisException"/> when they fail; EXI-004 (signature or key refused) ends
/// the search, anything else is tried again.
/// </summary>
internal interface IOrderDesk
{
    /// <summary>Why the order must not be sent, before it is sent; null when it may.</summary>
    Task<BasisError?> DenyAsync(ExchangeOrder order, CancellationToken cancellation);

    /// <summary>Sends once. Throws EXI-004, and nothing else but the cancellation.</summary>
    Task<SendOutcome> SendAsync(ExchangeOrder order, CancellationToken cancellation);

    /// <summary>Looks for the order by its id.</summary>
    Task<OrderSighting> FindAsync(ExchangeOrder order, CancellationToken cancellation);

    /// <summary>The outcome of an order that was found; null while it is still working or its fills are not all listed.</summary>
    Task<OrderOutcome?> ConcludeAsync(ExchangeOrder order, SeenOrder seen, CancellationToken cancellation);
}

/// <param name="Order">What was found; null when nothing was.</param>
/// <param name="ServerTime">The exchange's clock at the read.</param>
internal sealed record OrderSighting(SeenOrder? Order, DateTimeOffset ServerTime);

/// <summary>An order as the exchange lists it.</summary>
/// <param name="OrderId">The exchange's id.</param>
/// <param name="Phase">Where it is in its life.</param>
/// <param name="Filled">Base units.</param>
/// <param name="FilledValue">USDT.</param>
/// <param name="Reason">The exchange's word on why it was refused; empty when there is none.</param>
/// <param name="CreatedAt">Exchange time.</param>
/// <param name="UpdatedAt">Exchange time.</param>
internal sealed record SeenOrder(
    string OrderId, OrderPhase Phase, decimal Filled, decimal FilledValue, string Reason, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

internal enum OrderPhase
{
    Working,

    /// <summary>Filled in full, in part or not at all; nothing more will happen.</summary>
    Over,

    /// <summary>Refused after it had been accepted.</summary>
    Refused,
}
