namespace BasisActors.Domain.Lending;

/// <summary>Size of a leveraged staking position when it is entered (domain reference §5.3). ETH at the oracle rate, not rounded.</summary>
/// <param name="FlashLoan">Borrowed and repaid inside the bundle; 0 without leverage and for loops.</param>
/// <param name="Collateral">Supplied at the end.</param>
/// <param name="Debt">Borrowed at the end.</param>
public readonly record struct LeverageEntry(decimal FlashLoan, decimal Collateral, decimal Debt);
