using System.Collections.Immutable;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper;

/// <summary>What may be traded, and in which steps.</summary>
/// <param name="Product">Spot or perpetual.</param>
/// <param name="Symbol">BTCUSDT.</param>
/// <param name="Base">BTC.</param>
/// <param name="TickSize">Step of quoted prices, USDT.</param>
/// <param name="QuantityStep">Step of quantities, base units.</param>
/// <param name="MaxQuantity">Largest market order, base units.</param>
/// <param name="MinNotional">Smallest quantity × price, USDT.</param>
public sealed record PaperInstrument(Product Product, string Symbol, string Base, decimal TickSize, decimal QuantityStep, decimal MaxQuantity, decimal MinNotional)
{
    /// <summary>Steps and minima as Bybit had them in mid-2026; a client has to read them from the exchange, not know them.</summary>
    public static readonly ImmutableArray<PaperInstrument> Usual =
    [
        new(Product.Spot, "BTCUSDT", "BTC", 0.01m, 0.000001m, 83m, 5m),
        new(Product.Spot, "ETHUSDT", "ETH", 0.01m, 0.00001m, 1_200m, 5m),
        new(Product.Perpetual, "BTCUSDT", "BTC", 0.1m, 0.001m, 119m, 5m),
        new(Product.Perpetual, "ETHUSDT", "ETH", 0.01m, 0.01m, 724m, 5m),
    ];

    /// <summary>The same of OKX: no minimum notional, but smallest quantities; perpetuals counted in contracts.</summary>
    public static readonly ImmutableArray<PaperInstrument> Okx =
    [
        new(Product.Spot, "BTCUSDT", "BTC", 0.1m, 0.00000001m, 1_000m, 0m) { MinQuantity = 0.00001m },
        new(Product.Spot, "ETHUSDT", "ETH", 0.01m, 0.000001m, 10_000m, 0m) { MinQuantity = 0.0001m },
        new(Product.Perpetual, "BTCUSDT", "BTC", 0.1m, 0.0001m, 350m, 0m) { Contract = 0.01m },
        new(Product.Perpetual, "ETHUSDT", "ETH", 0.01m, 0.001m, 6_000m, 0m) { Contract = 0.1m },
    ];

    /// <summary>The same of Binance. Its perpetuals have a large smallest notional, which does not hold for what only reduces a position.</summary>
    public static readonly ImmutableArray<PaperInstrument> Binance =
    [
        new(Product.Spot, "BTCUSDT", "BTC", 0.01m, 0.00001m, 100m, 5m),
        new(Product.Spot, "ETHUSDT", "ETH", 0.01m, 0.0001m, 2_000m, 5m),
        new(Product.Perpetual, "BTCUSDT", "BTC", 0.1m, 0.001m, 120m, 100m) { ReducesBelowMinimum = true },
        new(Product.Perpetual, "ETHUSDT", "ETH", 0.01m, 0.001m, 2_000m, 20m) { ReducesBelowMinimum = true },
    ];

    /// <summary>Smallest quantity, base units.</summary>
    public decimal MinQuantity { get; init; } = QuantityStep;

    /// <summary>Whether an order that only reduces a position may be worth less than <see cref="MinNotional"/>.</summary>
    public bool ReducesBelowMinimum { get; init; }

    /// <summary>Base units of one contract, where the exchange counts in contracts.</summary>
    public decimal Contract { get; init; } = 1m;

    /// <summary>A price on the tick.</summary>
    public decimal OnTick(decimal price) => decimal.Round(price / TickSize) * TickSize;

    /// <summary>The largest multiple of the step that is not above a quantity.</summary>
    public decimal RoundDown(decimal quantity) => decimal.Floor(quantity / QuantityStep) * QuantityStep;
}
