using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Ledger;

/// <summary>
/// Reward tokens paid on staked ETH, in the wallet or supplied: average eETH of the period × tokens for one eETH, on the day they are paid and not before
/// (domain reference §5.10).
/// </summary>
public sealed class RewardPayouts
{
    private readonly ChartOfAccounts _chart;
    private readonly Paid[] _tokens;
    private readonly decimal _stepSeconds;
    private readonly int _loose, _supplied, _rate;

    private RewardPayouts(StakingSettings staking, ChartOfAccounts chart, IMarketData market)
    {
        _chart = chart;
        _stepSeconds = market.StepSeconds;
        _loose = chart.Own(PositionKey.Token("wallet", staking.Token.Symbol));
        _supplied = staking.Supplied ? chart.Own(AavePositions.Supply(staking.Token.Symbol), AccountRole.Underlying) : -1;
        _rate = market.Find(staking.Token.OracleRate);
        _tokens = [.. RewardTokens.All.Select(token => new Paid(
            RewardTokens.Series(SeriesKind.Reward, token).ToString(),
            chart.Own(RewardTokens.Wallet(token)),
            market.Find(RewardTokens.Series(SeriesKind.Reward, token)),
            market.Find(RewardTokens.Series(SeriesKind.RewardFirstDay, token)),
            market.Find(RewardTokens.Series(SeriesKind.RewardLastDay, token))))];
    }

    /// <summary>The rewards of a run that receives them; null for one that does not.</summary>
    /// <exception cref="Errors.BasisException">POS-001 when the wallet of the run has no account for a reward token.</exception>
    public static RewardPayouts? Of(RunConfiguration configuration, ChartOfAccounts chart, IMarketData market) =>
        configuration.Staking is { SeasonalRewards: true } staking ? new RewardPayouts(staking, chart, market) : null;

    /// <summary>Adds the step that ends at the snapshot.</summary>
    /// <param name="held">What was held before.</param>
    /// <param name="book">What was held during the step, index growth included.</param>
    /// <param name="snapshot">The end of the step.</param>
    public HoldingHistory Observe(HoldingHistory held, Book book, in MarketSnapshot snapshot)
    {
        var tokens = book[_loose] + (_supplied < 0 ? 0 : book[_supplied]);
        return held.Add(tokens == 0 ? 0 : Amount.Value(tokens, snapshot.Value(_rate)), _stepSeconds, snapshot.Timestamp);
    }

    /// <summary>What is paid at the snapshot, one posting for each token.</summary>
    public ImmutableArray<Posting> Due(HoldingHistory held, in MarketSnapshot snapshot)
    {
        ImmutableArray<Posting>.Builder? postings = null;
        foreach (var token in _tokens)
        {
            var reward = snapshot[token.ForOneEEth];
            if (!reward.IsNew)
                continue;
            var period = held.Over(Day(snapshot.Value(token.FirstDay)), Day(snapshot.Value(token.LastDay)));
            var units = StakingRewards.Units(period, reward.Value);
            if (units != 0)
                (postings ??= ImmutableArray.CreateBuilder<Posting>()).Add(Posting.Balanced(_chart, Cause.Reward, token.Name, new Leg(token.Account, units)));
        }

        return postings?.ToImmutable() ?? [];
    }

    private static DateTimeOffset Day(decimal epochSeconds) => DateTimeOffset.FromUnixTimeSeconds((long)epochSeconds);

    private readonly record struct Paid(string Name, int Account, int ForOneEEth, int FirstDay, int LastDay);
}
