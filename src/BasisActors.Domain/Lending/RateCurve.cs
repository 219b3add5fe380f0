using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Lending;

/// <summary>Rates of a reserve by its utilisation (domain reference §5.1). Yearly rates and fractions: 0.05 means 5 %.</summary>
/// <param name="Base">Borrow rate at utilisation 0.</param>
/// <param name="Slope1">Rise of the borrow rate up to the optimal utilisation.</param>
/// <param name="Slope2">Further rise from there to full utilisation.</param>
/// <param name="OptimalUtilisation">Where the curve turns steep; above 0 and below 1.</param>
/// <param name="ReserveFactor">Share of the interest that the protocol keeps.</param>
public sealed record RateCurve(decimal Base, decimal Slope1, decimal Slope2, decimal OptimalUtilisation, decimal ReserveFactor)
{
    /// <summary>base + slope₁·U/U*, above U* base + slope₁ + slope₂·(U−U*)/(1−U*).</summary>
    /// <param name="utilisation">Debt / supplied, 0 to 1.</param>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range.</exception>
    public decimal BorrowRate(decimal utilisation)
    {
        Require.Fraction(Require.Positive(OptimalUtilisation, "optimal utilisation"), "optimal utilisation");
        if (utilisation is < 0 or > 1)
            throw new BasisException("MTH-003", $"The utilisation is {utilisation}; it must be from 0 to 1.");
        return utilisation <= OptimalUtilisation
            ? Base + Slope1 * utilisation / OptimalUtilisation
            : Base + Slope1 + Slope2 * (utilisation - OptimalUtilisation) / (1 - OptimalUtilisation);
    }

    /// <summary>borrow rate × U × (1 − reserve factor): what borrowers pay, spread over what is supplied.</summary>
    /// <param name="utilisation">Debt / supplied, 0 to 1.</param>
    /// <exception cref="BasisException">MTH-003 when an input is outside its range.</exception>
    public decimal SupplyRate(decimal utilisation) => BorrowRate(utilisation) * utilisation * (1 - ReserveFactor);
}
