using BasisActors.Domain.Configuration;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Staking;

namespace BasisActors.Venues.Simulated;

/// <summary>The protocol's own account of what an address has staked day by day, and the tokens it sends for it.</summary>
internal sealed class SimulatedRewards(StakingSettings staking, SimulatedWallet wallet, SimulatedLendingPool pool, IMarketData market)
{
    private readonly Dictionary<long, decimal> _hoursByDay = [];
    private readonly PositionKey _supply = AavePositions.Supply(staking.Token.Symbol);

    /// <summary>Counts the step that ends now, and pays what is due.</summary>
    public void Advance(in MarketSnapshot snapshot)
    {
        var hours = market.StepSeconds / 3600m;
        var tokens = wallet[staking.Token.Symbol] + (pool.Knows(_supply) ? pool.Balance(_supply, snapshot) : 0);
        var day = (snapshot.Timestamp.ToUnixTimeSeconds() - 1) / 86_400;
        _hoursByDay[day] = _hoursByDay.GetValueOrDefault(day) + Amount.Round(tokens * pool.Rate(staking.Token.Symbol, snapshot)) * hours;
        foreach (var token in RewardTokens.All)
        {
            var paid = snapshot[Find(SeriesKind.Reward, token)];
            if (paid.IsNew)
                wallet.Add(token, Units(paid.Value, Day(SeriesKind.RewardFirstDay, token, snapshot), Day(SeriesKind.RewardLastDay, token, snapshot)));
        }
    }

    private decimal Units(decimal forOneEEth, long first, long last)
    {
        decimal hours = 0;
        for (var day = first; day <= last; day++)
            hours += _hoursByDay.GetValueOrDefault(day);
        return Amount.Round(hours / (24 * (last - first + 1)) * forOneEEth);
    }

    private long Day(SeriesKind kind, string token, in MarketSnapshot snapshot) => (long)snapshot.Value(Find(kind, token)) / 86_400;

    private int Find(SeriesKind kind, string token) => market.Find(RewardTokens.Series(kind, token));
}
