using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Risk;

namespace BasisActors.Domain.Strategies;

/// <summary>Everything a strategy sees of one tick; it keeps nothing of it.</summary>
/// <param name="Tick">Sequence of the tick.</param>
/// <param name="Snapshot">The market now.</param>
/// <param name="Book">Our positions now.</param>
/// <param name="Exposure">Their value and lean.</param>
/// <param name="Risk">Their risk.</param>
/// <param name="Pending">A deposit or withdrawal that waits for deployment, or null.</param>
/// <param name="Halted">True when the kill switch is on.</param>
public readonly record struct StrategyInput(
    long Tick, MarketSnapshot Snapshot, Book Book, ExposureSnapshot Exposure, RiskAssessment Risk, CapitalRequest? Pending, bool Halted)
{
    /// <summary>True when a deposit was booked at this tick: it is deployed by its own plan at the next one, not as idle money by this one.</summary>
    public bool DepositWaits { get; init; }

    /// <summary>True while the circuit breaker is open, or a live run is held: nothing may be entered.</summary>
    public bool ReduceOnly { get; init; }

    /// <summary>What a live run is held for; null for the circuit breaker of a backtest.</summary>
    public string? HoldReason { get; init; }

    /// <summary>Since when reward tokens have been held; null when none are.</summary>
    public DustHeld? Dust { get; init; }
}
