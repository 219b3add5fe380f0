namespace BasisActors.Domain.Lending;

/// <summary>Risk parameters of a collateral (domain reference §1, §5.1).</summary>
/// <param name="MaxLtv">Ceiling of debt / collateral for every borrow; 0.93 means 93 %.</param>
/// <param name="LiquidationThreshold">Debt / collateral above which the account is liquidated; above <paramref name="MaxLtv"/>.</param>
/// <param name="LiquidationBonus">What a liquidator receives beyond the debt repaid; 0.01 means 1 %.</param>
public sealed record ReserveParameters(decimal MaxLtv, decimal LiquidationThreshold, decimal LiquidationBonus);
