using BasisActors.Domain.Ledger;

namespace BasisActors.Domain.Configuration;

/// <summary>Limits that only a live run has (domain reference §7.4, §11.3). They are stored with the opening of a run and stay as they were then.</summary>
public sealed record LiveLimits
{
    /// <summary>Fraction of what the ledger has that a venue may differ by.</summary>
    public decimal ReconciliationTolerance { get; init; } = Reconciliation.RelativeTolerance;

    /// <summary>Seconds without a completed tick after which nothing is entered until resumed.</summary>
    public int HeartbeatSeconds { get; init; } = 300;

    /// <summary>Largest notional of one order that adds to a position, USD; null where only the position is limited.</summary>
    public decimal? MaxTradeSizeUsd { get; init; }

    /// <summary>Distance of the executable price from the price that was planned with above which an order that adds risk is not sent; a fraction.</summary>
    public decimal SlippageTolerance { get; init; } = 0.005m;
}
