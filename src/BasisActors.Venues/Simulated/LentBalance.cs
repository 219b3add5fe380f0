using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Staking;

namespace BasisActors.Venues.Simulated;

/// <summary>One supply or debt at the simulated pool: a scaled balance, and the series that value it, looked up once.</summary>
internal sealed class LentBalance
{
    private readonly LendingMarketParameters? _market;
    private readonly int _index, _rate;

    public LentBalance(PositionKey key, LendingMarketParameters? parameters, IMarketData market)
    {
        (Key, Token, IsSupply, _market) = (key, ChartOfAccounts.Underlying(key), key.Type == PositionType.AToken, parameters);
        _index = market.Find(new SeriesKey(IsSupply ? SeriesKind.LiquidityIndex : SeriesKind.BorrowIndex, key.Venue, Token));
        _rate = LiquidStakingToken.Find(Token) is { } staked ? market.Find(staked.OracleRate) : -1;
    }

    public PositionKey Key { get; }

    /// <summary>What is supplied or owed.</summary>
    public string Token { get; }

    public bool IsSupply { get; }

    /// <summary>Balance over index: 0 or above, for a debt as well.</summary>
    public decimal Scaled { get; set; }

    /// <summary>Parameters of a staked token as collateral of a WETH debt.</summary>
    public ReserveParameters Parameters => field ??= _market!.For(Token, "WETH");

    /// <summary>Tokens.</summary>
    public decimal Underlying(in MarketSnapshot snapshot) => Scaled == 0 ? 0 : Amount.Round(Scaled * snapshot.Value(_index));

    /// <summary>ETH for one staked token by the oracle.</summary>
    public decimal Rate(in MarketSnapshot snapshot) => snapshot.Value(_rate);

    /// <returns>The scaled balance gained.</returns>
    public decimal Add(decimal tokens, in MarketSnapshot snapshot)
    {
        var scaled = Amount.Round(tokens / snapshot.Value(_index));
        Scaled += scaled;
        return scaled;
    }

    /// <summary>Takes tokens; all of it when they are the whole balance.</summary>
    /// <returns>The scaled balance given up.</returns>
    public decimal Take(decimal tokens, in MarketSnapshot snapshot)
    {
        var scaled = Reconciliation.Agrees(tokens, Underlying(snapshot)) ? Scaled : Amount.Round(tokens / snapshot.Value(_index));
        Scaled -= scaled;
        return scaled;
    }
}
