namespace BasisActors.Domain.Lending;

/// <summary>
/// What one bundle takes back: debt is repaid from a flash loan, collateral is withdrawn and sold to return it (domain reference §5.4). ETH at the oracle rate,
/// not rounded.
/// </summary>
/// <param name="Repay">Debt repaid, at most the debt.</param>
/// <param name="Withdraw">Collateral withdrawn and sold, at most the collateral.</param>
public readonly record struct DeleverageSize(decimal Repay, decimal Withdraw);
