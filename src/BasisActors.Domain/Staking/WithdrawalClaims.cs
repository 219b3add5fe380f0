using BasisActors.Domain.Ledger;

namespace BasisActors.Domain.Staking;

/// <summary>Claims in the withdrawal queues of staking protocols, as positions.</summary>
public static class WithdrawalClaims
{
    /// <summary>All claims on a protocol, in ETH.</summary>
    public static PositionKey Key(string protocol) => new(protocol, PositionType.Claim, "ETH");
}
