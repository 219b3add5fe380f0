using System.Text.Json;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Okx;

/// <summary>One line of the trading account's bills.</summary>
/// <param name="Id">Unique, rising.</param>
/// <param name="Instrument">What was traded or settled.</param>
/// <param name="OrderId">The exchange's id of the order; empty for what no order caused.</param>
/// <param name="TradeId">The fill.</param>
/// <param name="Change">Effect on the balance, fee included, USDT.</param>
/// <param name="At">Exchange time.</param>
internal sealed record OkxBill(string Id, string Instrument, string OrderId, string TradeId, decimal Change, DateTimeOffset At)
{
    /// <summary>Kinds of bills.</summary>
    public const int Trade = 2, Funding = 8;

    public static OkxBill Read(JsonElement b) =>
        new(b.Text("billId"), b.Text("instId"), b.Text("ordId"), b.Text("tradeId"), b.Required("balChg"), b.RequiredTime("ts"));
}
