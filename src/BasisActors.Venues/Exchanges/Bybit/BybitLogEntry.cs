using System.Text.Json;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Bybit;

/// <summary>One line of the unified account's transaction log.</summary>
/// <param name="Id">Unique in the log.</param>
/// <param name="Symbol">What was traded or settled.</param>
/// <param name="Type">TRADE, SETTLEMENT (funding), LIQUIDATION, ADL, TRANSFER_IN, TRANSFER_OUT.</param>
/// <param name="OrderLinkId">The id we gave; empty for what no order caused.</param>
/// <param name="TradeId">The fill; a spot fill has a line for each of its two coins.</param>
/// <param name="Change">Effect on the wallet balance of <paramref name="Currency"/>, fee included.</param>
/// <param name="Currency">The coin.</param>
/// <param name="At">Exchange time.</param>
internal sealed record BybitLogEntry(
    string Id, string Symbol, string Type, string OrderLinkId, string TradeId, decimal Change, string Currency, DateTimeOffset At)
{
    /// <summary>Buy or Sell; None for what was not traded.</summary>
    public string Side { get; init; } = "";

    /// <summary>Base units of a perpetual.</summary>
    public decimal Quantity { get; init; }

    /// <summary>USDT.</summary>
    public decimal Price { get; init; }

    public static BybitLogEntry Read(JsonElement e) => new(
        e.Text("id"), e.Text("symbol"), e.Text("type"), e.Text("orderLinkId"), e.Text("tradeId"), e.Required("change"), e.Text("currency"),
        e.RequiredTime("transactionTime"))
    {
        Side = e.Text("side"),
        Quantity = e.Number("qty") ?? 0m,
        Price = e.Number("tradePrice") ?? 0m,
    };
}
