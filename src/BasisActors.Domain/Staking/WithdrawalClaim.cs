namespace BasisActors.Domain.Staking;

/// <summary>A place in a withdrawal queue (domain reference §5.10): equity without a yield, paid out when it is claimed.</summary>
/// <param name="Id">Id of the instruction that asked for it.</param>
/// <param name="Eth">What will be paid, fixed at the request.</param>
/// <param name="ClaimableAt">From when on it is paid, UTC.</param>
public readonly record struct WithdrawalClaim(string Id, decimal Eth, DateTimeOffset ClaimableAt);
