using BasisActors.Domain.Risk;

namespace BasisActors.Host.Results;

/// <summary>The smallest or largest value of a risk over a run.</summary>
/// <param name="Value">The value.</param>
/// <param name="At">When it was first reached.</param>
/// <param name="Venue">Where; null when it is not of one venue.</param>
public sealed record Extreme(decimal Value, DateTimeOffset At, string? Venue = null);

/// <summary>The worst of each risk over a run, tick by tick in order, and what the last tick came to. Null where a run never had the risk.</summary>
/// <param name="maintenance">Margin ratio at which an exchange liquidates.</param>
internal sealed class RiskExtremes(decimal maintenance)
{
    private bool _isOpen;

    public Extreme? MinHealthFactor { get; private set; }

    public Extreme? MinMarginRatio { get; private set; }

    /// <summary>Largest debt / collateral.</summary>
    public Extreme? MaxLoanToValue { get; private set; }

    /// <summary>Smallest rise of the coin that liquidates the tightest short.</summary>
    public Extreme? MinPriceRise { get; private set; }

    /// <summary>Smallest fall of the oracle rate that liquidates the loan.</summary>
    public Extreme? MinOracleFall { get; private set; }

    public decimal? MaxDeltaDrift { get; private set; }

    /// <summary>How often the circuit breaker opened.</summary>
    public int CircuitOpenings { get; private set; }

    /// <summary>How far both sides are from failure after the last tick.</summary>
    public JointRisk Joint { get; private set; }

    /// <summary>Collateral / (collateral − debt) after the last tick; null without collateral or when the debt covers it.</summary>
    public decimal? Leverage { get; private set; }

    public void Add(in TickRow row)
    {
        Joint = JointRisk.Of(row.MinMarginRatio, maintenance, row.LoanToValue, row.Loan?.Parameters.LiquidationThreshold ?? 1);
        Leverage = row.Loan is { } loan && loan.Collateral > loan.Debt ? loan.Collateral / (loan.Collateral - loan.Debt) : null;
        MinMarginRatio = Smaller(MinMarginRatio, row.MinMarginRatio, row, row.WorstVenue);
        MinHealthFactor = Smaller(MinHealthFactor, row.HealthFactor, row);
        MinPriceRise = Smaller(MinPriceRise, Joint.PriceRiseToMarginFailure, row, row.WorstVenue);
        MinOracleFall = Smaller(MinOracleFall, Joint.OracleFallToLiquidation, row);
        if (row.LoanToValue is > 0 and var ratio && !(ratio <= MaxLoanToValue?.Value))
            MaxLoanToValue = new Extreme(ratio, row.Timestamp);
        if (row.DeltaDrift is { } drift && !(Math.Abs(drift) <= MaxDeltaDrift))
            MaxDeltaDrift = Math.Abs(drift);
        CircuitOpenings += row.IsCircuitOpen && !_isOpen ? 1 : 0;
        _isOpen = row.IsCircuitOpen;
    }

    private static Extreme? Smaller(Extreme? least, decimal? value, in TickRow row, string? venue = null) =>
        value is { } known && !(least?.Value <= known) ? new Extreme(known, row.Timestamp, venue) : least;
}
