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
    public const int Trade = 2, Liquidation = 5, Funding = 8, AutoDeleveraging = 9;

    /// <summary>Kind.</summary>
    public int Type { get; init; }

    /// <summary>Contracts.</summary>
    public decimal Size { get; init; }

    /// <summary>USDT.</summary>
    public decimal Price { get; init; }

    /// <summary>Of a liquidation or an auto-deleveraging whether it bought, by its subtype; null for anything else.</summary>
    public bool? IsBuy { get; init; }

    public static OkxBill Read(JsonElement b) =>
        new(b.Text("billId"), b.Text("instId"), b.Text("ordId"), b.Text("tradeId"), b.Required("balChg"), b.RequiredTime("ts"))
        {
            Type = (int)b.Required("type"),
            Size = b.Number("sz") ?? 0m,
            Price = b.Number("px") ?? 0m,
            IsBuy = Bought(b.Text("subType")),
        };

    /// <summary>Partial liquidation 100 to 103, liquidation 104 to 107, auto-deleveraging 125 to 128; each: close long, close short, buy, sell.</summary>
    private static bool? Bought(string subType) => subType switch
    {
        "101" or "102" or "105" or "106" or "126" or "127" => true,
        "100" or "103" or "104" or "107" or "125" or "128" => false,
        _ => null,
    };
}
