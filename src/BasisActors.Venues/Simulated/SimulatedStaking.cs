using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Staking;

namespace BasisActors.Venues.Simulated;

/// <summary>The withdrawal queues of the staking protocols: a claim is fixed when it is requested and paid once its time has come.</summary>
internal sealed class SimulatedStaking(IEnumerable<PositionKey> claims)
{
    private readonly SortedDictionary<PositionKey, decimal> _total = new(claims.Distinct().ToDictionary(c => c, _ => 0m));
    private readonly Dictionary<string, WithdrawalClaim> _open = new(StringComparer.Ordinal);

    /// <summary>What waits at each protocol, in the order of their keys.</summary>
    public IEnumerable<Delta> Claims => _total.Select(c => new Delta(c.Key, c.Value));

    public bool Knows(string protocol) => _total.ContainsKey(WithdrawalClaims.Key(protocol));

    public void Request(string protocol, WithdrawalClaim claim)
    {
        _open.Add(claim.Id, claim);
        _total[WithdrawalClaims.Key(protocol)] += claim.Eth;
    }

    public WithdrawalClaim? Find(string? id) => id is not null && _open.TryGetValue(id, out var claim) ? claim : null;

    public void Pay(string protocol, WithdrawalClaim claim)
    {
        _open.Remove(claim.Id);
        _total[WithdrawalClaims.Key(protocol)] -= claim.Eth;
    }
}
