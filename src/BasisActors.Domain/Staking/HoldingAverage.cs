using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Staking;

/// <summary>Average of a holding over time (domain reference §5.10): rewards are paid on what was held over their whole period, not on its last day.</summary>
/// <param name="AmountSeconds">Σ amount × seconds.</param>
/// <param name="Seconds">Σ seconds.</param>
public readonly record struct HoldingAverage(decimal AmountSeconds, decimal Seconds)
{
    /// <summary>Time-weighted average of the amounts; 0 before any time has passed.</summary>
    public decimal Average => Seconds == 0 ? 0 : AmountSeconds / Seconds;

    /// <summary>Continues with an amount that was held for a time. Time without a holding counts: add it with amount 0.</summary>
    /// <exception cref="BasisException">MTH-003 when the time is negative.</exception>
    public HoldingAverage Add(decimal amount, decimal seconds) => new(AmountSeconds + amount * Require.NotNegative(seconds, "time"), Seconds + seconds);

    /// <summary>The beginning of the next period.</summary>
    public HoldingAverage Reset() => default;
}
