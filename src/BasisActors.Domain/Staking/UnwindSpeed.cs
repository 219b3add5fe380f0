namespace BasisActors.Domain.Staking;

/// <summary>How staked tokens become ETH again (domain reference §1).</summary>
public enum UnwindSpeed
{
    /// <summary>Sold on the market, settled in one transaction.</summary>
    Fast,

    /// <summary>Given back to the protocol, settled after its queue.</summary>
    Slow,
}
