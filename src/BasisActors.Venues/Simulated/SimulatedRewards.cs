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
    private readonly int _rate = market.Find(staking.Token.OracleRate);
    private readonly (string Token, int Units, int FirstDay, int LastDay)[] _series =
        [.. RewardTokens.All.Select(t => (t, Find(market, SeriesKind.Reward, t), Find(market, SeriesKind.RewardFirstDay, t), Find(market, SeriesKind.RewardLastDay, t)))];

    /// <summary>Counts the step that ends now, and pays what is due.</summary>
    public void Advance(in MarketSnapshot snapshot)
    {
        var hours = market.StepSeconds / 3600m;
        var tokens = wallet[staking.Token.Symbol] + (pool.Knows(_supply) ? pool.Balance(_supply, snapshot) : 0);
        var day = (snapshot.Timestamp.ToUnixTimeSeconds() - 1) / 86_400;
        _hoursByDay[day] = _hoursByDay.GetValueOrDefault(day) + Amount.Round(tokens * snapshot.Value(_rate)) * hours;
        foreach (var (token, units, firstDay, lastDay) in _series)
        {
            var paid = snapshot[units];
            if (paid.IsNew)
                wallet.Add(token, Units(paid.Value, Day(snapshot.Value(firstDay)), Day(snapshot.Value(lastDay))));
        }
    }

    private decimal Units(decimal forOneEEth, long first, long last)
    {
        decimal hours = 0;
        for (var day = first; day <= last; day++)
            hours += _hoursByDay.GetValueOrDefault(day);
        return Amount.Round(hours / (24 * (last - first + 1)) * forOneEEth);
    }

    private static long Day(decimal epochSeconds) => (long)epochSeconds / 86_400;

    private static int Find(IMarketData market, SeriesKind kind, string token) => market.Find(RewardTokens.Series(kind, token));
}
