using System.Collections.Immutable;
using BasisActors.Domain.Perpetuals;

namespace BasisActors.Domain.Risk;

/// <summary>Risk of the book at one timestamp (domain reference §6). A risk that the mode has not enabled is null, never zero.</summary>
public sealed record RiskAssessment
{
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Debt / collateral; 0 without debt.</summary>
    public decimal? LoanToValue { get; init; }

    /// <summary>Collateral × threshold / debt; null without debt, which reads as infinite.</summary>
    public decimal? HealthFactor { get; init; }

    /// <summary>Margin accounts with a position, one per exchange.</summary>
    public ImmutableArray<CrossMargin> Margins { get; init; } = [];

    /// <summary>Smallest margin balance / notional over the exchanges; null without a position.</summary>
    public decimal? MinMarginRatio { get; init; }

    /// <summary>The exchange of <see cref="MinMarginRatio"/>.</summary>
    public string? WorstVenue { get; init; }

    /// <summary>|delta − target| × price / equity of the mode's asset.</summary>
    public decimal? DeltaDrift { get; init; }

    /// <summary>Mark price of the first hedge venue with a position; null without one.</summary>
    public decimal? Mark { get; init; }

    /// <summary>Spot price of the mode's asset; 0 when none is held.</summary>
    public decimal Spot { get; init; }

    /// <summary>|mark − spot| / spot; null without a position.</summary>
    public decimal? BasisSpread => Mark is { } mark && Spot > 0 ? Math.Abs(mark - Spot) / Spot : null;

    /// <summary>Performance since start.</summary>
    public required RiskHistory History { get; init; }

    public decimal Drawdown => History.Drawdown;

    /// <summary>Loss since start, flow-adjusted; negative is a gain.</summary>
    public decimal Loss => History.Loss;

    public required bool StopLossReached { get; init; }

    /// <summary>The exchange that would liquidate now; null when none.</summary>
    public string? LiquidatedVenue { get; init; }

    /// <summary>All triggers that hold, most urgent first; a margin warning cannot hide an LTV critical.</summary>
    public ImmutableArray<RiskTrigger> Triggers { get; init; } = [];

    /// <summary>The primary label, or null.</summary>
    public RiskTrigger? Primary => Triggers.IsEmpty ? null : Triggers[0];

    public bool Has(RiskTrigger trigger) => Triggers.Contains(trigger);
}
