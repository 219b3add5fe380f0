using BasisActors.Domain.Costs;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper;

/// <summary>A market order as a client asks for it.</summary>
/// <param name="LinkId">The client's id; empty when it gives none.</param>
/// <param name="Product">Spot or perpetual.</param>
/// <param name="Symbol">BTCUSDT.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Quantity">Base units; USDT when <paramref name="InQuote"/>.</param>
/// <param name="InQuote">A spot purchase for an amount of USDT.</param>
/// <param name="ReduceOnly">A perpetual order that may only shrink the position.</param>
public sealed record OrderRequest(string LinkId, Product Product, string Symbol, Side Side, decimal Quantity, bool InQuote = false, bool ReduceOnly = false);

public enum OrderEnd
{
    Filled,

    /// <summary>Filled in part, the rest cancelled.</summary>
    PartlyFilled,

    /// <summary>Cancelled without a fill.</summary>
    Cancelled,

    /// <summary>Acknowledged and then refused; nothing was executed.</summary>
    Rejected,
}

/// <summary>An order that was accepted; market orders are over at once.</summary>
/// <param name="Id">The exchange's id.</param>
/// <param name="Request">As asked for.</param>
/// <param name="End">How it ended.</param>
/// <param name="At">When.</param>
public sealed record PaperOrder(string Id, OrderRequest Request, OrderEnd End, DateTimeOffset At)
{
    /// <summary>The fill; empty when nothing was executed. One order has one fill at one price.</summary>
    public string ExecutionId { get; init; } = "";

    /// <summary>Base units.</summary>
    public decimal Filled { get; init; }

    /// <summary>USDT per coin; 0 when nothing was filled.</summary>
    public decimal Price { get; init; }

    /// <summary>Filled × price, USDT.</summary>
    public decimal Notional { get; init; }

    /// <summary>USDT, 0 or above; what is taken in coins is valued at the price.</summary>
    public decimal Fee { get; init; }

    /// <summary>Coins that the fee was taken in, instead of USDT; 0 where it was not.</summary>
    public decimal FeeInCoin { get; init; }

    /// <summary>Size by which a position was closed, base units.</summary>
    public decimal Closed { get; init; }
}
