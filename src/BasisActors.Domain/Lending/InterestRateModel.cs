using BasisActors.Domain.Errors;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Lending;

/// <summary>
/// Index growth where no series gives it, and the utilisation that sets the rate (domain reference §5.1). The rates are those of a <see cref="RateCurve"/>.
/// </summary>
public static class InterestRateModel
{
    /// <summary>Debt / supplied; 0 for an empty reserve.</summary>
    /// <exception cref="BasisException">MTH-003 when more is borrowed than supplied, or an amount is negative.</exception>
    public static decimal Utilisation(decimal debt, decimal supplied)
    {
        if (Require.NotNegative(debt, "debt of the reserve") > Require.NotNegative(supplied, "supply of the reserve"))
            throw new BasisException("MTH-003", $"The reserve has {supplied} supplied and {debt} borrowed; it cannot lend more than it has.");
        return debt == 0 ? 0 : debt / supplied;
    }

    /// <summary>Liquidity index after one update: index·(1 + rate·Δt/year).</summary>
    /// <param name="index">Index before, above 0.</param>
    /// <param name="rate">Yearly rate, 0 or above.</param>
    /// <param name="seconds">Time since the last update, 0 or above.</param>
    /// <returns>The index, not rounded.</returns>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range.</exception>
    public static decimal GrowLinear(decimal index, decimal rate, decimal seconds) =>
        Require.Positive(index, "index") * (1 + Require.NotNegative(rate, "yearly rate") * Require.NotNegative(seconds, "time") / Year.Seconds);

    /// <summary>
    /// Borrow index after a time at a rate that compounds every second: index·(1 + rate/year)^Δt, year and Δt in seconds.
    /// The power is e^(Δt·ln(1 + x)) with x = rate/year; Δt·ln(1 + x) is taken as (rate·Δt/year)·(1 − x/2 + x²/3 − …),
    /// whose first factor keeps the digits of a tiny x.
    /// </summary>
    /// <param name="index">Index before, above 0.</param>
    /// <param name="rate">Yearly rate, 0 or above.</param>
    /// <param name="seconds">Time that has passed, 0 or above.</param>
    /// <returns>The index, accurate to 1e-25 relative, not rounded.</returns>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range or the growth exceeds e^66.5.</exception>
    public static decimal GrowCompounded(decimal index, decimal rate, decimal seconds)
    {
        var x = Require.Fraction(rate / Year.Seconds, "rate per second");
        decimal sum = 0, power = 1;
        for (var n = 1; power != 0; n++)
        {
            sum += power / n;
            power *= -x;
        }

        return Require.Positive(index, "index") * Exponential.Of(rate * Require.NotNegative(seconds, "time") / Year.Seconds * sum);
    }
}
