using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Perpetuals;

namespace BasisActors.Domain.Risk;

/// <summary>Risk of the book at one timestamp (domain reference §6). A risk that the mode has not enabled is null, never zero.</summary>
public sealed record RiskAssessment
{
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The limits it was judged by.</summary>
    public required RiskLimits Limits { get; init; }

    /// <summary>Debt / collateral; 0 without debt.</summary>
    public decimal? LoanToValue { get; init; }

    /// <summary>Collateral × threshold / debt; null without debt, which reads as infinite.</summary>
    public decimal? HealthFactor { get; init; }

    /// <summary>Collateral and debt in ETH at oracle rates; null in a mode that does not borrow.</summary>
    public LendingAccount? Loan { get; init; }

    /// <summary>True when the health factor is so low that a large deleverage comes before everything else.</summary>
    public bool IsEmergency { get; init; }

    /// <summary>1 − market rate / oracle rate of the staked token; negative is a premium, null in a mode that does not stake.</summary>
    public decimal? PegDiscount { get; init; }

    /// <summary>How far shorts and loan are from liquidation, and which is nearer.</summary>
    public JointRisk Joint => JointRisk.Of(MinMarginRatio, Limits.MaintenanceMargin, LoanToValue, Loan?.Parameters.LiquidationThreshold ?? 1);

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

    /// <summary>Spot price of the mode's asset in share-class currency; 0 when none is held.</summary>
    public decimal Spot { get; init; }

    /// <summary>|mark − spot| / spot; null without a position.</summary>
    public decimal? BasisSpread => Mark is { } mark && Spot > 0 ? Math.Abs(mark - Spot) / Spot : null;

    /// <summary>Performance since start.</summary>
    public required RiskHistory History { get; init; }

    public decimal Drawdown => History.Drawdown;

    /// <summary>Loss since start, flow-adjusted; negative is a gain.</summary>
    public decimal Loss => History.Loss;

    public required bool StopLossReached { get; init; }

    /// <summary>True when equity has fallen from its peak by the limit that is enforced.</summary>
    public bool DrawdownStopReached { get; init; }

    /// <summary>Where a position was liquidated in this tick; null when nowhere.</summary>
    public string? LiquidatedVenue { get; init; }

    /// <summary>All triggers that hold, most urgent first; a margin warning cannot hide an LTV critical.</summary>
    public ImmutableArray<RiskTrigger> Triggers { get; init; } = [];

    /// <summary>The primary label, or null.</summary>
    public RiskTrigger? Primary => Triggers.IsEmpty ? null : Triggers[0];

    public bool Has(RiskTrigger trigger) => Triggers.Contains(trigger);
}
