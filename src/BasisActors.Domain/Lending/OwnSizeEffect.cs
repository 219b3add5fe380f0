namespace BasisActors.Domain.Lending;

/// <summary>
/// What our own size does to the rates of a reserve (domain reference §5.1): history knows the reserve without us; with our debt and supply in it the utilisation
/// is (D + d)/(S + s), and the rates move along the reserve's curve.
/// </summary>
public static class OwnSizeEffect
{
    /// <summary>Change of the yearly rates by our being there.</summary>
    /// <param name="curve">Rates by utilisation.</param>
    /// <param name="borrowed">D: what everybody else owes, tokens.</param>
    /// <param name="supplied">S: what everybody else has supplied, tokens.</param>
    /// <param name="debt">d: what we owe.</param>
    /// <param name="supply">s: what we have supplied.</param>
    /// <returns>Borrow: what borrowers pay more. Supply: what suppliers earn more. Either may be negative.</returns>
    /// <exception cref="Errors.BasisException">MTH-003 when the reserve cannot lend what we owe, or an input is outside its range.</exception>
    public static (decimal Borrow, decimal Supply) RateChange(RateCurve curve, decimal borrowed, decimal supplied, decimal debt, decimal supply)
    {
        var without = InterestRateModel.Utilisation(borrowed, supplied);
        var with = InterestRateModel.Utilisation(borrowed + debt, supplied + supply);
        return (curve.BorrowRate(with) - curve.BorrowRate(without), curve.SupplyRate(with) - curve.SupplyRate(without));
    }
}
