namespace BasisActors.Domain.Instructions;

/// <summary>Terms of a flash-loan bundle: one transaction that happens whole or not at all (domain reference §5.3, §5.4).</summary>
/// <param name="FlashLoan">WETH borrowed and given back inside the transaction: it buys collateral on entry, and repays debt on a deleverage.</param>
/// <param name="MinHealthFactor">The bundle reverts when it would leave less; ignored when no debt is left.</param>
/// <param name="MinOut">ETH that must reach the wallet, before gas; 0 on entry.</param>
public sealed record BundleTerms(decimal FlashLoan, decimal MinHealthFactor, decimal MinOut);
