namespace BasisActors.Domain.Ledger;

/// <summary>Why a balance changed. Each cause has a counter-account per unit, so the ledger sums to zero in every unit.</summary>
public enum Cause
{
    /// <summary>Money subscribed or paid out; never P&amp;L.</summary>
    CapitalFlow,

    /// <summary>A move between our own accounts.</summary>
    Transfer,

    /// <summary>A spot or perpetual trade at its fill price.</summary>
    Trade,

    /// <summary>Exchange fee.</summary>
    Fee,

    /// <summary>Network fee.</summary>
    Gas,

    /// <summary>Funding of a perpetual.</summary>
    Funding,

    /// <summary>Growth of a supply by the liquidity index.</summary>
    LendingInterest,

    /// <summary>Growth of a debt by the borrow index.</summary>
    BorrowInterest,

    /// <summary>One form of an asset into another at the protocol's own rate: staking, entering a withdrawal queue, a leverage bundle without its fee.</summary>
    Conversion,

    /// <summary>Reward tokens received.</summary>
    Reward,

    /// <summary>A position taken over by an exchange or a lending protocol, with its penalty.</summary>
    Liquidation,

    /// <summary>A difference between ledger and venue that an operator has declared to be real.</summary>
    Adjustment,
}
