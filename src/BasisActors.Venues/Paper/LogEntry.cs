using BasisActors.Domain.Costs;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper;

public enum LogKind
{
    Trade,
    Settlement,
    TransferIn,
    TransferOut,
    Liquidation,
    AutoDeleveraging,
}

/// <summary>One change of an account's USDT balance.</summary>
public sealed record LogEntry
{
    /// <summary>Unique over all accounts, rising.</summary>
    public required long Id { get; init; }

    public required LogKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>USDT; Σ over the log is the balance.</summary>
    public required decimal Change { get; init; }

    /// <summary>The balance after it, USDT.</summary>
    public required decimal Balance { get; init; }

    public Product? Product { get; init; }

    /// <summary>Which wallet a transfer changed, where spot and perpetuals have one each; null elsewhere. What was traded or settled changed that of its product.</summary>
    public Product? Wallet { get; init; }

    /// <summary>The pair; empty for a transfer.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>Of the trade or, at a settlement, of the position.</summary>
    public Side? Side { get; init; }

    /// <summary>Base units traded or settled; USDT of a transfer.</summary>
    public decimal Quantity { get; init; }

    /// <summary>Signed position after it, base units; 0 for spot.</summary>
    public decimal Position { get; init; }

    /// <summary>Fill price, or mark at a settlement.</summary>
    public decimal Price { get; init; }

    /// <summary>USDT paid, 0 or above.</summary>
    public decimal Fee { get; init; }

    /// <summary>USDT received (positive) or paid at a settlement.</summary>
    public decimal Funding { get; init; }

    /// <summary>Change without fee and funding: realised profit of a perpetual, price of a spot trade, amount of a transfer.</summary>
    public decimal CashFlow { get; init; }

    /// <summary>Rate of a settlement, fraction of notional.</summary>
    public decimal FundingRate { get; init; }

    /// <summary>The order, ours or one by which the exchange has closed a position; empty where there is none.</summary>
    public string OrderId { get; init; } = "";

    public string OrderLinkId { get; init; } = "";

    /// <summary>The execution; empty where nothing was traded. For a transfer its id.</summary>
    public string Reference { get; init; } = "";
}
