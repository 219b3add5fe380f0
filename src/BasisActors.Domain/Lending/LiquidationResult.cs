namespace BasisActors.Domain.Lending;

/// <summary>
/// What a liquidation takes from a lending account (domain reference §5.5). In the account's currency at oracle prices, not rounded; all 0 or above.
/// </summary>
/// <param name="Repaid">Debt that the liquidator repaid.</param>
/// <param name="Seized">Collateral that the liquidator took for it, at most all of it.</param>
/// <param name="Loss">What the account lost: seized − repaid.</param>
public readonly record struct LiquidationResult(decimal Repaid, decimal Seized, decimal Loss);
