using BasisActors.Domain.Lending;

namespace BasisActors.Domain.Strategies;

/// <summary>What a mode holds on the chain. Tokens are staked tokens; everything else is ETH.</summary>
/// <param name="WalletEth">ETH that is neither staked nor needed for gas.</param>
/// <param name="LooseTokens">Staked tokens in the wallet.</param>
/// <param name="SuppliedTokens">Staked tokens supplied as collateral.</param>
/// <param name="Debt">WETH owed.</param>
/// <param name="Claims">ETH waiting in withdrawal queues.</param>
/// <param name="Rate">ETH per token by the oracle.</param>
internal readonly record struct StakedPosition(decimal WalletEth, decimal LooseTokens, decimal SuppliedTokens, decimal Debt, decimal Claims, decimal Rate)
{
    /// <summary>Scaled balance of the collateral.</summary>
    public decimal ScaledSupply { get; init; }

    /// <summary>Scaled balance of the debt.</summary>
    public decimal ScaledDebt { get; init; }

    /// <summary>Supplied tokens that are not to be sold.</summary>
    public decimal SetAside { get; init; }

    /// <summary>Supplied tokens that may be sold.</summary>
    public decimal Sellable => SuppliedTokens - SetAside;

    public decimal Collateral => Sellable * Rate;

    /// <summary>ETH that should be staked, and staked tokens that should be collateral.</summary>
    /// <param name="supplies">True in a mode whose tokens are supplied.</param>
    public decimal Idle(bool supplies) => WalletEth + (supplies ? LooseTokens * Rate : 0);

    /// <summary>Staked tokens less debt.</summary>
    public decimal Staked => LooseTokens * Rate + Collateral - Debt;

    public decimal LoanToValue => new LendingAccount(Collateral, Debt, Unlimited).LoanToValue;

    private static readonly ReserveParameters Unlimited = new(1, 1, 0);
}

/// <summary>What taking ETH out of a staked position comes to.</summary>
/// <param name="Freed">ETH that reaches the wallet, before gas.</param>
/// <param name="Lost">ETH lost to the market's discount, slippage and the flash loan's fee.</param>
internal readonly record struct Unstaked(decimal Freed, decimal Lost)
{
    /// <summary>By how much the staked position shrinks.</summary>
    public decimal Removed => Freed + Lost;

    public static Unstaked operator +(Unstaked a, Unstaked b) => new(a.Freed + b.Freed, a.Lost + b.Lost);
}
